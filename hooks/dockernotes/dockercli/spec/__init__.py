"""The commands and flags of the CLI as data, and the programs that get them from the CLI itself."""

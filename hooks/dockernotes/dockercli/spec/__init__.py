"""The commands and flags of the CLI as data, and how they are asked of the CLI itself."""

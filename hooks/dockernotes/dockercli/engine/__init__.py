"""What the CLI takes and the engine refuses, as far as words tell."""

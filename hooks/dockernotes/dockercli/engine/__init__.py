"""Find what the CLI accepts but the engine refuses, as far as the words of a command show it."""

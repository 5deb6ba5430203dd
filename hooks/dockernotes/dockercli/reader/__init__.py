"""Read an argv as the CLI reads it, and guess what its writer meant."""

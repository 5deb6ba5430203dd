"""An argv read as the CLI reads it, and what its writer meant."""

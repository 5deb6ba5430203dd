"""Read Compose files as Compose does, and find what it refuses."""

"""Compose files as Compose reads them, and what it refuses."""

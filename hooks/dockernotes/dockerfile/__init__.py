"""Dockerfiles as BuildKit reads them, and what it or hadolint says of them."""

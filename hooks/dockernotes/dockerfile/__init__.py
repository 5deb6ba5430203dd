"""Read Dockerfiles as BuildKit does, and find what BuildKit or hadolint says about them."""

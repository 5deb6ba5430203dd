"""Read docs/_data/docker.yml into a typed model, and turn the model into tables and diagrams."""

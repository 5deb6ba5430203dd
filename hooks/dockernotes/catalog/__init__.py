"""docs/_data/docker.yml into a typed model, and the model into tables and diagrams."""

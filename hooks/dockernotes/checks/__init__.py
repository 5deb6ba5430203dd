"""The checks: how they run over the project, a build, or any paths, and their settings."""

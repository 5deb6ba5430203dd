"""The checks: a run over the project, a build, or any paths, and what it is set to."""

"""The rooms of Docker Notes. Nothing in here imports MkDocs: see CONTRIBUTING."""

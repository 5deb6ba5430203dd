"""The rules, each in a file of its own, named as the rule is. Put a file here, and run.py finds it."""

"""The Docker CLI: its spec, the grammar of values, what does not go together, and the reader of an argv."""

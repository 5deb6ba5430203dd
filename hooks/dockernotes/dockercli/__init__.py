"""The Docker CLI: its spec, the grammar of values, flags that can't be combined, and the reader of an argv."""

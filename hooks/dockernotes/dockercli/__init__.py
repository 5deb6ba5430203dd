"""The Docker CLI as data: its spec, the parser of an argv, the explanation of each word."""

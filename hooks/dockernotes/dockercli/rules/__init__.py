"""Flags and operands that are valid by themselves, but not together."""

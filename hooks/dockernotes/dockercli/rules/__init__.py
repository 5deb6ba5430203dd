"""Flags and operands that are right one by one and wrong together."""

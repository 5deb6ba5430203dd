"""Diagrams: from nodes and arrows as data to drawings, each kind in a form of its own."""

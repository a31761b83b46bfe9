"""Commonweal: one thread from a person's words, through every decision, to what was done, and back."""

__version__ = "0.1.0"

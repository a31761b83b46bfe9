"""Themes that several people find in what was said, residents among them: seen differently, kept side by side."""

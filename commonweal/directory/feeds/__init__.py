"""Other people's directories, kept in view: reading them, what they say that an entry does not, and their pages."""

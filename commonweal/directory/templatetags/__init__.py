"""Small pieces of the directory's pages that ask for what they show themselves."""

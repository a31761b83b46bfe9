"""A place's profile: what is so there, on one page, on paper and as files, all with the very same numbers."""

"""REFI-QDA as the standard has it: codebooks (.qdc) and coded projects (.qdpx), read from other tools and written."""

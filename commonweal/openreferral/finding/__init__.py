"""Finding in plain words: what somebody types, what it means, what fits, and why.

For one place, whose public services fit in memory. Words are looked up in an index, all else
in a table beside it.
"""

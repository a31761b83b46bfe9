"""Which entries of one directory or several may be the same thing, how surely, and why: for a person to decide.

`pairs.alike` does it all. Reasons for and against are told as data; nothing is merged by itself. Like the wing it
stands in, it knows nothing of the house.
"""

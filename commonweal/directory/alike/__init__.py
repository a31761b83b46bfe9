"""Entries that may be the same thing: found, shown to a steward with reasons, merged by a person, and parted again.

Merging changes no row of the entry that goes: it is kept as it was, shown to nobody, and the one that stays gets copies
of what it lacks. So taking it back is putting back a few fields and removing the copies.
"""

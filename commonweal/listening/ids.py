"""Ids as people send them: one that cannot be an id is an id that nothing has."""

from __future__ import annotations

from uuid import UUID


def is_id(id: str) -> bool:
    """Can this be the id of anything?

    >>> is_id("lsoa21:E01011229"), is_id("0192f0c1-2345-7abc-8def-0123456789ab")
    (False, True)
    """
    try:
        UUID(id)
    except ValueError:
        return False
    return True

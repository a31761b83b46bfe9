"""Names for things that last: UUIDv7, so that ids made later sort later and say nothing else."""

from __future__ import annotations

import uuid

import uuid_utils.compat

# Ids of imported things follow from where they came from, so that a second load meets the first.
IMPORTED = uuid.UUID("6f1f0d1c-54c0-5c0a-9a53-2f7c3a1c9d10")


def new_id() -> uuid.UUID:
    """A fresh id."""
    return uuid_utils.compat.uuid7()


def imported_id(source: str, source_id: str) -> uuid.UUID:
    """The id of a thing that another source keeps: the same every time it is met."""
    return uuid.uuid5(IMPORTED, f"{source}\n{source_id}")


def is_id(id: str) -> bool:
    """Can this be the id of anything? What cannot be an id is an id that nothing has.

    >>> is_id("lsoa21:E01011229"), is_id("0192f0c1-2345-7abc-8def-0123456789ab")
    (False, True)
    """
    try:
        uuid.UUID(id)
    except ValueError:
        return False
    return True

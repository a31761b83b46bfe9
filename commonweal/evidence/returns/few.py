"""Few people are never shown: 1 to 7 not at all, more to the nearest 5; none is shown as none."""

from __future__ import annotations

MOST_FEW, NEAREST = 7, 5


def shown(count: int) -> int | None:
    """A count as it may leave; None where it is too few to say.

    >>> [shown(each) for each in (0, 3, 7, 8, 12, 13)]
    [0, None, None, 10, 10, 15]
    """
    if 0 < count <= MOST_FEW:
        return None
    return NEAREST * ((count + NEAREST // 2) // NEAREST)

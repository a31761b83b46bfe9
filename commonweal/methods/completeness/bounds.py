"""What the missing part of a return does to a figure: it widens the interval, and never counts as zero.

These are bounds, not chances: within them lies whatever the missing part may say, from one end to the other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Widened:
    """A rate of what is known, with the interval of chance and the wider one that allows for what is missing."""

    value: float | None  # of what is known; None where nothing is
    low: float  # of chance alone
    high: float
    lowest: float  # of chance and of what is missing
    highest: float
    known_share: float  # of the people, areas or periods that the figure is about


def wilson(top: float, bottom: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Between which shares would chance alone have let this one lie? Wilson's limits. (0, 1) of nobody.

    >>> [round(each, 4) for each in wilson(20, 100)]
    [0.1334, 0.2888]
    """
    if bottom <= 0:
        return 0.0, 1.0
    from scipy.special import ndtri  # where it is used: few starts need it

    z = float(ndtri(0.5 + confidence / 2))
    middle, spread = 2 * top + z * z, z * math.sqrt(z * z + 4 * top * (1 - top / bottom))
    whole = 2 * (bottom + z * z)
    return max((middle - spread) / whole, 0.0), min((middle + spread) / whole, 1.0)


def widened(
    value: float | None,
    low: float,
    high: float,
    *,
    known: float,
    expected: float,
    least: float = 0.0,
    most: float = 1.0,
) -> Widened:
    """Part of a return is missing: where may the figure of the whole lie?

    The whole is the known part and the missing part, each with its share of what was expected. The known part lies
    between `low` and `high` by chance. Of the missing part nothing is known but that it lies between `least` and
    `most`: for a share, 0 and 1 is the worst and best case (Manski's bounds); a partner's own lowest and highest
    earlier rates are narrower, and assume that the missing part is like one that was seen. Say which was used.

    >>> found = widened(0.4, 0.3, 0.5, known=3, expected=4)
    >>> round(found.lowest, 4), round(found.highest, 4)
    (0.225, 0.625)
    """
    if expected <= 0 or not 0 <= known <= expected:
        raise ValueError("What is known is a part of what was expected.")
    if value is None or known == 0:
        return Widened(None, least, most, least, most, 0.0)
    part = known / expected
    # Where a known rate lies outside what the missing part is given, the missing part is given at least as much.
    lowest = part * low + (1 - part) * min(least, low)
    highest = part * high + (1 - part) * max(most, high)
    return Widened(value, low, high, lowest, highest, part)


def group_bounds(top: float, bottom: float, top_unsaid: float, bottom_unsaid: float) -> tuple[float, float]:
    """Some people's group was not stated: between which shares does the group's own lie, wherever they belong?

    The lowest: all whose group was not stated and who were not counted above the line belong to it, and nobody else of
    them. The highest: all who were counted above the line do, and nobody else. `top` of `bottom` people of the group.

    >>> [round(each, 4) for each in group_bounds(20, 50, 5, 20)]
    [0.3077, 0.4545]
    """
    for above, below in ((top, bottom), (top_unsaid, bottom_unsaid)):
        if not 0 <= above <= below:
            raise ValueError("Those counted above the line are among those counted below it.")
    fewest, most = bottom + bottom_unsaid - top_unsaid, bottom + top_unsaid
    return (top / fewest if fewest else 0.0), ((top + top_unsaid) / most if most else 1.0)

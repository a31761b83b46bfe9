"""Who is missing: whether a group falls away from one step to the next, or beside the people of a place.

Plain counts in. Nothing here knows who anybody is: that is what makes it fit to be shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

FEW = 5  # fewer people than this could be recognised
FOUR_FIFTHS = 0.8  # a share that falls below four fifths of what it was
POINTS = 10.0  # or by ten in a hundred
Z = 1.959963984540054  # 95 in 100


@dataclass(frozen=True, slots=True)
class Share:
    """A group among so many people, in hundredths, and between which shares chance alone would have left it."""

    count: int
    of: int
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Fall:
    """A group's share fell: from, to, and whether more than chance is needed to explain it."""

    before: float
    after: float
    sure: bool


def share(count: int, of: int) -> Share | None:
    """How large a part of those counted is a group, and how sure can we be? None where nobody was counted.

    The interval is Wilson's (1927), which stays inside 0 to 100 and holds for small numbers.

    >>> found = share(45, 100)
    >>> round(found.value, 1), round(found.lower, 1), round(found.upper, 1)
    (45.0, 35.6, 54.8)
    """
    if of <= 0 or not 0 <= count <= of:
        return None
    part, square = count / of, Z * Z
    middle = (part + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * math.sqrt(part * (1 - part) / of + square / (4 * of * of))
    lower = 100 * (middle - half) if count else 0.0
    return Share(count, of, 100 * part, lower, 100 * (middle + half) if count < of else 100.0)


def fell(before: Share | None, after: Share | None) -> Fall | None:
    """Did a group fall away between two steps?

    It did where its share fell below four fifths of what it was, or by ten in a hundred. `sure` where chance alone
    would bring so large a difference in fewer than 5 of 100 cases (two proportions, pooled). None where it did not, or
    nobody knows.

    >>> fell(share(80, 100), share(79, 100)) is None
    True
    >>> fell(share(80, 100), share(45, 100)).sure
    True
    """
    if before is None or after is None or not _lower(before.value, after.value):
        return None
    pooled = (before.count + after.count) / (before.of + after.of)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / before.of + 1 / after.of))
    return Fall(before.value, after.value, spread > 0 and (before.value - after.value) / 100 / spread > Z)


def below(there: float | None, here: Share | None) -> Fall | None:
    """Is a group's share smaller than among the people of the place? `there` is counted of everyone, so it is exact."""
    if there is None or here is None or not _lower(there, here.value):
        return None
    return Fall(there, here.value, here.upper < there)


def _lower(before: float, after: float) -> bool:
    return after < before and (after < FOUR_FIFTHS * before or before - after >= POINTS)


def hidden(counts: Mapping[str, int], *, few: int = FEW) -> frozenset[str]:
    """Which of these counts, that together make up everybody, are not shown, so that nobody can be recognised?

    Counts of 1 to 4; and as many more, the smallest first, as it takes that none can be found by taking the others
    from the whole. Nought is shown: it points at nobody, and it is what most has to be seen.

    >>> sorted(hidden({"under 25": 2, "25 to 64": 30, "65 or more": 9, "not said": 0}))
    ['65 or more', 'under 25']
    >>> hidden({"women": 12, "men": 0})
    frozenset()
    """
    some = sorted((count, name) for name, count in counts.items() if count > 0)
    gone = [pair for pair in some if pair[0] < few]
    rest = [pair for pair in some if pair[0] >= few]
    while gone and rest and (len(gone) < 2 or sum(count for count, _ in gone) < few):
        gone.append(rest.pop(0))
    return frozenset(name for _, name in gone)

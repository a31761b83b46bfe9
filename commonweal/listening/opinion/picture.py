"""Groups of opinion as a picture: one dot for each person, inside the circle of their group.

Where a dot lies inside its circle says nothing: a person's own place in the picture would tell those who know them what
they voted. How far circles are from each other says roughly how differently the groups voted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from commonweal.listening.opinion.rows import GroupRow

WIDE, HIGH, EDGE = 640.0, 400.0, 26.0
DOT, APART = 4.6, 6.4  # a dot's radius, and how far dots are from each other
MOST_DOTS = 400
GOLDEN = pi * (3 - sqrt(5))
SHAPES = ("round", "square", "corner", "cross", "ring")


@dataclass(frozen=True, slots=True)
class Blob:
    """A group, drawn."""

    name: str
    people: int
    x: float
    y: float
    r: float
    label_y: float
    look: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it."""

    wide: float
    high: float
    dot: float
    each: int  # people that a dot stands for
    blobs: tuple[Blob, ...]


def picture(groups: Sequence[GroupRow]) -> Picture:
    """Circles with as many dots as there are people, not touching, inside the frame."""
    people = sum(each.people for each in groups)
    each = max(1, -(-people // MOST_DOTS))
    counts = [max(1, round(group.people / each)) for group in groups]
    radii = [APART * sqrt(count) + DOT + 4 for count in counts]
    places = _apart([(group.across, -group.up) for group in groups], radii)
    xs = [x + side * r for (x, _y), r in zip(places, radii, strict=True) for side in (-1, 1)]
    ys = [y + side * r for (_x, y), r in zip(places, radii, strict=True) for side in (-1, 1)]
    if not groups:
        return Picture(WIDE, HIGH, DOT, each, ())
    scale = min((WIDE - 2 * EDGE) / (max(xs) - min(xs)), (HIGH - 3 * EDGE) / (max(ys) - min(ys)), 2.4)
    left = (WIDE - scale * (max(xs) + min(xs))) / 2
    top = (HIGH + EDGE - scale * (max(ys) + min(ys))) / 2
    blobs = [
        _blob(group, count, x * scale + left, y * scale + top, r * scale, scale, look)
        for group, count, (x, y), r, look in zip(groups, counts, places, radii, SHAPES, strict=False)
    ]
    return Picture(WIDE, HIGH, round(DOT * scale, 1), each, tuple(blobs))


def _blob(group: GroupRow, count: int, x: float, y: float, r: float, scale: float, look: str) -> Blob:
    dots = tuple(
        (round(x + cos(at * GOLDEN) * far, 1), round(y + sin(at * GOLDEN) * far, 1))
        for at in range(count)
        for far in [APART * scale * sqrt(at + 0.4)]
    )
    return Blob(group.name, group.people, round(x, 1), round(y, 1), round(r, 1), round(y - r - 7, 1), look, dots)


def _apart(middles: Sequence[tuple[float, float]], radii: Sequence[float]) -> list[tuple[float, float]]:
    """Where circles lie, in the directions they have from each other, pushed apart until none touches another."""
    far = 1.2 * sum(radii) / max(len(radii), 1) * 1.6
    places = [[x * far, y * far] for x, y in middles]
    for _round in range(200):
        still = True
        for one in range(len(places)):
            for other in range(one):
                across, up = places[one][0] - places[other][0], places[one][1] - places[other][1]
                away = hypot(across, up) or 1e-6
                missing = radii[one] + radii[other] + 14 - away
                if missing > 0.5:
                    still = False
                    push = missing / 2 / away
                    across, up = (across, up) if away > 1e-5 else (1.0, 0.0)
                    places[one][0] += across * push
                    places[one][1] += up * push
                    places[other][0] -= across * push
                    places[other][1] -= up * push
        if still:
            break
    return [(x, y) for x, y in places]

"""Reach drawn: a map of neighbourhoods by how much they reach, cold spots numbered; and a bar for each fifth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _

from commonweal.core.errors import DomainError
from commonweal.core.outline import Over, Sheet, draw
from commonweal.evidence import queries as evidence
from commonweal.evidence import shades
from commonweal.evidence.access.reached import NOTHING, PERHAPS, SOMETHING, Reach
from commonweal.evidence.access.rows import ReachAreaRow, ReachFifthRow
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

# From so many things on. The firmest shade is where least is in reach, as the firmest is where need is hardest.
STEPS = ((10, "shade-5"), (5, "shade-4"), (2, "shade-3"), (1, "shade-2"), (0, "shade-1"))
LEGEND: list[tuple[str, Any]] = [
    ("shade-1", _("nothing that is listed")),
    ("shade-2", _("1 thing")),
    ("shade-3", _("2 to 4")),
    ("shade-4", _("5 to 9")),
    ("shade-5", _("10 or more")),
    (shades.NONE, _("not known: what is near does not say whether it fits, or no list reaches here")),
]
NUMBERED = 9
WIDTH = 300


@dataclass(frozen=True, slots=True)
class Bar:
    """One fifth, as stretches of a line: what is in reach, what nobody can tell; the rest is not."""

    row: ReachFifthRow
    something: float
    untold: float


def bars(rows: Sequence[ReachFifthRow]) -> list[Bar]:
    """Each fifth's people as stretches of one line."""
    return [Bar(row, _wide(row, row.something), _wide(row, row.untold)) for row in rows]


def _wide(row: ReachFifthRow, people: int) -> float:
    return round(WIDTH * (row.percent(people) or 0.0) / 100, 1)


def shade(row: ReachAreaRow) -> str:
    """The shade of one neighbourhood."""
    if row.state not in (SOMETHING, PERHAPS, NOTHING) or row.state == PERHAPS:
        return shades.NONE
    return next(each for least, each in STEPS if (row.reached or 0) >= least)


def drawn(viewer: Actor, place: Place, kind: str, rows: Sequence[ReachAreaRow], reach: Reach) -> Sheet | None:
    """The map; None where no outlines are held, or too many to draw."""
    by_key = {row.key: shade(row) for row in rows}
    at = {each.key: each for each in reach.ground.origins}
    cold = [at[row.key] for row in rows if row.cold and row.key in at][:NUMBERED]
    spots = tuple((str(number), each.lon, each.lat) for number, each in enumerate(cold, 1))
    try:
        shapes = evidence.outlines(viewer, place.slug, kind)
    except DomainError:
        return None
    return draw(
        orjson.loads(shapes)["features"],
        shade=lambda facts: by_key.get(facts.get("key", ""), shades.NONE),
        size=520,
        over=Over(spots=spots),
    )


def legend(rows: Sequence[ReachAreaRow]) -> list[tuple[str, Any]]:
    """What the shades on the map mean: those that can be seen on it."""
    used = {shade(row) for row in rows}
    return [(each, words) for each, words in LEGEND if each in used]

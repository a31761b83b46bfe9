"""The pictures of the index: where it is hardest, certain or not; and how much each part weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.translation import gettext as _

from commonweal.core.errors import DomainError
from commonweal.core.outline import Sheet, draw
from commonweal.evidence import queries as evidence
from commonweal.evidence.index.rows import Injustice, PartRow
from commonweal.evidence.keep import kept
from commonweal.evidence.shades import NONE
from commonweal.journal.actor import Actor
from commonweal.methods.indices import firm
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Place

# Certain is the firmest shade, what depends is hatched by words and a middle one: told apart in grey as well.
SHADES = {firm.CERTAIN: "shade-1", firm.DEPENDS: "shade-3", firm.NEVER: "shade-5", firm.UNKNOWN: NONE}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map with its legend."""

    sheet: Sheet
    title: str
    steps: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Bar:
    """A part's weight as a bar; the heaviest fills a hundred."""

    row: PartRow
    width: float


def drawn(viewer: Actor, place: Place, found: Injustice) -> Drawn | None:
    """Every neighbourhood by its verdict; None where no outlines are held or there are too many to draw."""
    kind = next((each for each, _words, many in evidence.kinds(viewer, place.slug) if _small(each, many)), None)
    if kind is None:
        return None
    verdicts = {row.key: row.verdict for row in found.areas}
    try:
        shapes = evidence.outlines(viewer, place.slug, kind)
    except DomainError:
        return None
    sheet = kept(
        ("index map", place.slug, found.version.number),
        lambda: draw(orjson.loads(shapes)["features"], shade=lambda facts: _shade(facts, verdicts)),
    )
    return Drawn(sheet, _("Map: where it is hardest by this index. The table says the same."), steps(found))


def _small(kind: str, many: int) -> bool:
    return kind in area_kinds.SMALL and many <= places.MOST_DRAWN


def _shade(facts: Mapping[str, Any], verdicts: Mapping[str, str]) -> str:
    return SHADES[verdicts.get(str(facts.get("key", "")), firm.UNKNOWN)]


def steps(found: Injustice) -> list[tuple[str, str]]:
    """What the shades mean, of those that are there."""
    words = {
        firm.CERTAIN: _("certain to be among the hardest fifth"),
        firm.DEPENDS: _("depends on what you value"),
        firm.NEVER: _("certain not to be"),
        firm.UNKNOWN: _("not known"),
    }
    met = {row.verdict for row in found.areas}
    return [(SHADES[verdict], said) for verdict, said in words.items() if verdict in met]


def bars(parts: Sequence[PartRow]) -> list[Bar]:
    """The heaviest first, on a scale that the heaviest fills."""
    top = max((part.weight for part in parts), default=1) or 1
    return [Bar(part, 100 * part.weight / top) for part in sorted(parts, key=lambda part: -part.weight)]

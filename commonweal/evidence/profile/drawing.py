"""The maps of a profile: its own areas and numbers, drawn by the server, on a page and on paper alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import orjson
from django.utils.translation import gettext as _

from commonweal.core.outline import Sheet, draw
from commonweal.directory.reaching import look
from commonweal.evidence import figures, indicators, shades
from commonweal.evidence.keep import kept
from commonweal.evidence.profile import queries
from commonweal.evidence.profile.rows import Profile
from commonweal.journal.actor import Actor

SHOWN = ("deprived_homes", "bad_health", "older_alone", "no_car")
SIZE = 420


@dataclass(frozen=True, slots=True)
class Map:
    """One map with its words: what it shows, and what its shades mean."""

    key: str
    title: str
    says: str
    sheet: Sheet
    legend: Sequence[tuple[str, Any]]


def maps(viewer: Actor, told: Profile) -> list[Map]:
    """Those that can be drawn; none where no outlines are held."""
    return kept(
        ("profile maps", told.slug, told.id),
        lambda: _maps(viewer, told),
        weight=lambda made: 1 + sum(len(path.d) for each in made for path in each.sheet.paths) // 100_000,
    )


def _maps(viewer: Actor, told: Profile) -> list[Map]:
    body = queries.outlines(viewer, told)
    if not body or not told.areas:
        return []
    features = orjson.loads(body)["features"]
    return [_map(told, key, features) for key in SHOWN if key in told.areas[0].figures]


def _map(told: Profile, key: str, features: list[dict[str, Any]]) -> Map:
    known = indicators.every()[key]
    values = {row.key: (row.figures[key], figures.text(row.figures[key], known.unit)) for row in told.areas}
    legend, shaded = shades.of_indicator(known, known.unit, known.higher_is, values)
    by_key = {area: each.shade for area, each in shaded.items()}
    sheet = draw(features, shade=lambda facts: by_key.get(facts.get("key", ""), shades.NONE), size=SIZE)
    says = _("Map of %(place)s: %(what)s, by area. The table of areas says the same.")
    return Map(key, known.label, says % {"place": told.name, "what": known.label}, sheet, legend)


def svg(each: Map) -> str:
    """The same drawing for paper."""
    told, sheet = look.colours(), each.sheet
    line = f'stroke="{told["ink"]}" stroke-width="0.4"'
    paths = "".join(f'<path d="{path.d}" fill="{told[path.shade]}" {line}/>' for path in sheet.paths)
    box = f"-2 -2 {sheet.width + 4} {sheet.height + 4}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{sheet.width}" height="{sheet.height}"'
    return f"{head}><title>{escape(each.says)}</title>{paths}</svg>"

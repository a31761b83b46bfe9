"""The published indicators of a place, an area: numbers that anybody may cite as they stand."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

import commonweal
from commonweal.evidence import made_from, queries
from commonweal.evidence.citing import Asked, Finding
from commonweal.evidence.rows import FigureRow
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

VERSION = "indicators 1"


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """ "indicator:bad_health", for the place or for one of its areas."""
    key = asked.about.partition(":")[2]
    if asked.area_key:
        area = queries.area_whole(viewer, asked.area_key)
        shown, name = area.figures, area.area.local_name or area.area.name
    else:
        whole = queries.place_whole(viewer, place.slug)
        shown, name = (whole.population, *whole.figures), whole.name
    row = next((each for each in shown if each.indicator == key), None)
    return _finding(row, name, of_area=bool(asked.area_key)) if row else None


def _finding(row: FigureRow, name: str, *, of_area: bool) -> Finding:
    cite = row.cite
    return Finding(
        label=f"{row.label}, {name}" if of_area else row.label,
        text=row.text,
        value=row.value,
        unit=row.unit,
        source=made_from.said([cite]),
        licence=cite.licence,
        method=cite.method,
        method_version=f"{VERSION}, {commonweal.__version__}",
        versions=made_from.files([cite]),
        rows=_rows(row, name),
    )


def _rows(row: FigureRow, name: str) -> tuple[dict[str, Any], ...]:
    """The number with what it was divided from; and England beside it, where England can be."""
    here = {"where": name, "value": row.value, "text": row.text}
    counted = {"numerator": row.numerator, "denominator": row.denominator, "areas": row.areas, "known": row.areas_known}
    england = {"where": _("England"), "value": row.england, "text": row.england_text, "beside": "England"}
    return (here | counted, england) if row.england is not None else (here | counted,)

"""The published indicators of a place, an area: numbers that anybody may cite as they stand."""

from __future__ import annotations

from django.utils.translation import gettext as _

import commonweal
from commonweal.evidence import queries
from commonweal.evidence.citing import Asked, Finding
from commonweal.evidence.rows import FigureRow
from commonweal.journal.actor import Actor
from commonweal.places.models import DatasetVersion, Place

VERSION = "indicators 1"


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """ "indicator:bad_health", for the place or for one of its areas."""
    key = asked.about.partition(":")[2]
    if asked.area_key:
        shown = queries.area_whole(viewer, asked.area_key).figures
    else:
        whole = queries.place_whole(viewer, place.slug)
        shown = (whole.population, *whole.figures)
    row = next((each for each in shown if each.indicator == key), None)
    return _finding(row) if row else None


def _finding(row: FigureRow) -> Finding:
    cite = row.cite
    known = DatasetVersion.objects.filter(dataset=cite.dataset, sha256__startswith=cite.version or "?")
    return Finding(
        label=row.label,
        text=row.text,
        value=row.value,
        unit=row.unit,
        source=_("%(title)s, %(publisher)s, %(vintage)s")
        % {"title": cite.title, "publisher": cite.publisher, "vintage": cite.vintage},
        licence=cite.licence,
        method=cite.method,
        method_version=f"{VERSION}, {commonweal.__version__}",
        versions=tuple(str(pk) for pk in known.values_list("pk", flat=True)),
        rows=(
            {"numerator": row.numerator, "denominator": row.denominator, "areas": row.areas, "known": row.areas_known},
        ),
    )

"""Gaps as numbers that can be cited: "inequality.sii:bad_health", "inequality.rii:bad_health"."""

from __future__ import annotations

from dataclasses import asdict

from django.utils.translation import gettext as _

import commonweal
from commonweal.core.errors import NotFound
from commonweal.core.words import number
from commonweal.evidence.citing import Asked, Finding
from commonweal.evidence.inequality import queries
from commonweal.evidence.inequality.rows import GapRow, GapWhole
from commonweal.journal.actor import Actor
from commonweal.places.models import DatasetVersion, Place

VERSION = "inequality 1"


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """A slope index or a relative index of a place. Of an area within it there is none."""
    what, _colon, key = asked.about.partition(":")
    if asked.area_key or asked.community or what not in ("inequality.sii", "inequality.rii"):
        return None
    try:
        whole = queries.gap_whole(viewer, place.slug, key)
    except NotFound:
        return None
    return _finding(whole, what)


def _finding(whole: GapWhole, what: str) -> Finding:
    row = whole.gap
    slope = what.endswith("sii")
    value, low, high = (row.sii, row.sii_lower, row.sii_upper) if slope else (row.rii, row.rii_lower, row.rii_upper)
    return Finding(
        label=_("Gap by deprivation: %(label)s") % {"label": row.label},
        text=row.says if slope else ratio_text(row),
        value=value,
        low=low,
        high=high,
        unit="in 100" if slope else "times",
        source=_source(row),
        licence=row.cite.licence if row.cite else "",
        method=row.cite.method if row.cite else "",
        method_version=f"{VERSION}, {commonweal.__version__}",
        versions=_versions(row),
        rows=tuple(asdict(each) for each in whole.fifths),
    )


def ratio_text(row: GapRow) -> str:
    """The relative index in a sentence."""
    if row.rii is None:
        return _("The ratio of the two ends is not known.")
    said = _("%(times)s times as many at the most deprived end as at the least deprived.") % {
        "times": number(row.rii, 2)
    }
    if row.rii_lower is None or row.rii_upper is None:
        return said
    limits = {"low": number(row.rii_lower, 2), "high": number(row.rii_upper, 2)}
    return f"{said} {_('Likely between %(low)s and %(high)s.') % limits}"


def _source(row: GapRow) -> str:
    if row.cite is None:
        return ""
    told = {"title": row.cite.title, "publisher": row.cite.publisher, "vintage": row.cite.vintage}
    return _("%(title)s, %(publisher)s, %(vintage)s") % told


def _versions(row: GapRow) -> tuple[str, ...]:
    if row.cite is None:
        return ()
    known = DatasetVersion.objects.filter(dataset=row.cite.dataset, sha256__startswith=row.cite.version or "?")
    return tuple(str(pk) for pk in known.values_list("pk", flat=True))

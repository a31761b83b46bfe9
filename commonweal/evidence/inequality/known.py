"""Gaps as numbers that can be cited: "inequality.sii:bad_health", "inequality.rii:bad_health".

And how it changed: "inequality.change:income_deprived" in all, "inequality.change_ratio:income_deprived" in ratio.
"""

from __future__ import annotations

from dataclasses import asdict

from django.utils.translation import gettext as _

import commonweal
from commonweal.core.errors import NotFound
from commonweal.core.words import number
from commonweal.evidence import made_from
from commonweal.evidence.citing import Asked, Finding, Offered, offer
from commonweal.evidence.inequality import over_time, queries
from commonweal.evidence.inequality.rows import GapRow, GapTrendRow, GapWhole
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

VERSION = "inequality 1"
SII, RII, CHANGE, CHANGE_RATIO = (f"inequality.{each}" for each in ("sii", "rii", "change", "change_ratio"))


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """A number of a place as a whole. Of an area within it, or of a community, there is none."""
    what, _colon, key = asked.about.partition(":")
    if asked.area_key or asked.community:
        return None
    if what in (CHANGE, CHANGE_RATIO):
        row = next((each for each in queries.trend_rows(viewer, place.slug) if each.key == key), None)
        return _change(place, row, what) if row else None
    if what not in (SII, RII):
        return None
    try:
        return _finding(place, queries.gap_whole(viewer, place.slug, key), what)
    except NotFound:
        return None


def offered(viewer: Actor, row: GapRow) -> tuple[Offered | None, Offered | None]:
    """The two numbers of the page of one gap: in all, and in ratio."""
    called = _called(row)
    return tuple(  # type: ignore[return-value]
        offer(viewer, Asked(f"{what}:{row.indicator}"), value, f"{called}, {words}")
        for what, value, words in ((SII, row.sii, _("in all")), (RII, row.rii, _("in ratio")))
    )


def changes_offered(viewer: Actor, row: GapTrendRow) -> tuple[Offered | None, Offered | None]:
    """The two numbers of a gap over time."""
    called = _called_change(row)
    return tuple(  # type: ignore[return-value]
        offer(viewer, Asked(f"{what}:{row.key}"), value, f"{called}, {words}")
        for what, value, words in (
            (CHANGE, row.absolute, _("in all")),
            (CHANGE_RATIO, row.relative, _("in ratio")),
        )
    )


def _called(row: GapRow) -> str:
    return _("Gap by deprivation: %(label)s") % {"label": row.label}


def _called_change(row: GapTrendRow) -> str:
    return _("Change of the gap by deprivation: %(label)s") % {"label": row.label}


def _finding(place: Place, whole: GapWhole, what: str) -> Finding:
    row, order = whole.gap, queries.order_of(place.slug)
    slope = what == SII
    ordered_by = made_from.in_use(order.ids, [order.measure])
    value, low, high = (row.sii, row.sii_lower, row.sii_upper) if slope else (row.rii, row.rii_lower, row.rii_upper)
    return Finding(
        label=_called(row),
        text=row.says if slope else ratio_text(row),
        value=value,
        low=low,
        high=high,
        unit="in 100" if slope else "times",
        source=_sources(made_from.said([row.cite]), made_from.said_of(ordered_by)),
        licence=row.cite.licence if row.cite else "",
        method=row.cite.method if row.cite else "",
        method_version=f"{VERSION}, {commonweal.__version__}",
        versions=tuple(sorted({*made_from.files([row.cite]), *made_from.ids(ordered_by)})),
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


def _sources(counted: str, ordered: str) -> str:
    return counted if ordered in ("", counted) else f"{counted}; {ordered}"


def _change(place: Place, row: GapTrendRow, what: str) -> Finding:
    """How much a gap grew or shrank in a year, over the editions that it could be followed through."""
    ids = queries.order_of(place.slug).ids
    columns = over_time.columns_of(row.key)
    files = {each for lot in (ids, places.in_2011(ids)) for each in made_from.in_use(lot, columns)}
    told = (row.absolute, row.absolute_lower, row.absolute_upper, row.absolute_says)
    if what == CHANGE_RATIO:
        told = (row.relative, row.relative_lower, row.relative_upper, row.relative_says)
    value, low, high, said = told
    return Finding(
        label=_called_change(row),
        text=said,
        value=value,
        low=low,
        high=high,
        unit="in 100 a year" if what == CHANGE else "% a year",
        source=made_from.said_of(files),
        licence=", ".join(sorted({each.dataset.licence for each in files})),
        method=row.cite.method if row.cite else "",
        method_version=f"{VERSION}, {commonweal.__version__}",
        versions=made_from.ids(files),
        rows=tuple(asdict(each) for each in row.years),
    )

"""Numbers of the index that can be cited: a neighbourhood's rank with its range, or how much of the order is
certain.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

import commonweal
from commonweal.evidence import made_from
from commonweal.evidence.citing import Asked, Finding, Offered, offer
from commonweal.evidence.index import queries, working
from commonweal.evidence.index.rows import Injustice, StandingRow
from commonweal.journal.actor import Actor
from commonweal.places.models import Place


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """ "index.rank" of one neighbourhood, "index.certain" of the place; by the newest version, or (how: {"version": 2})
    by that one.
    """
    held = queries.version(viewer, place, asked.how.get("version"))
    if held is None:
        return None
    found = queries.injustice(viewer, held, newest=True)
    if asked.about == "index.rank":
        row = next((each for each in found.areas if each.key == asked.area_key and each.rank is not None), None)
        return _rank(found, row) if row else None
    return _certain(found) if asked.about == "index.certain" and not asked.area_key else None


def offered(viewer: Actor, found: Injustice) -> Offered | None:
    """The number of the page of a version."""
    asked = Asked("index.certain", how={"version": found.version.number})
    return offer(viewer, asked, float(found.certain), _certain(found).label)


def _rank(found: Injustice, row: StandingRow) -> Finding:
    told = {"rank": row.rank, "of": len(found.areas), "low": row.low, "high": row.high}
    return _finding(
        found,
        _("Rank of %s in the index of social injustice, 1 the hardest") % row.name,
        _("%(rank)s of %(of)s, between %(low)s and %(high)s in 90 of 100 draws of the weights") % told,
        row.rank,
        "rank",
        ({"rank": row.rank, "low": row.low, "high": row.high, "verdict": row.verdict},),
        row.low,
        row.high,
    )


def _certain(found: Injustice) -> Finding:
    return _finding(
        found,
        _("Neighbourhoods that are certain to be among the hardest fifth by the index of social injustice"),
        _("%(certain)s of %(worst)s") % {"certain": found.certain, "worst": found.worst},
        found.certain,
        "neighbourhoods",
        ({"certain": found.certain, "depends": found.depends, "worst": found.worst},),
    )


def _finding(
    found: Injustice,
    label: str,
    text: str,
    value: int | None,
    unit: str,
    rows: tuple[dict[str, object], ...],
    low: int | None = None,
    high: int | None = None,
) -> Finding:
    cites = [part.cite for part in found.parts]
    weights = "; ".join(f"{part.label} {part.weight:.1f}" for part in found.parts)
    return Finding(
        label=label,
        text=text,
        value=None if value is None else float(value),
        unit=unit,
        source=made_from.said(cites),
        method=_("%(method)s Version %(number)s of the index, weights: %(weights)s.")
        % {"method": found.method, "number": found.version.number, "weights": weights},
        method_version=f"{working.METHOD}, {commonweal.__version__}",
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        licence=made_from.licences(cites),
        versions=made_from.files(cites),
        rows=rows,
    )

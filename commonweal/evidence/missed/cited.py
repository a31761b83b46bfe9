"""The number of the page that can be cited: in how many neighbourhoods at least two markers are high."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

import commonweal
from commonweal.evidence import made_from
from commonweal.evidence.citing import Asked, Finding, Offered, offer
from commonweal.evidence.missed import queries, sent
from commonweal.evidence.missed.markers import TOP, TOPS
from commonweal.evidence.missed.rows import Missed
from commonweal.journal.actor import Actor
from commonweal.places.models import Place


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """ "missed.together", by the markers and the threshold that were asked for."""
    held = {each.key for each in queries.choices(viewer, place)}
    keys = list(asked.how.get("markers", queries.usual(viewer, place)))
    top = asked.how.get("top", TOP)
    if asked.about != "missed.together" or asked.area_key or not keys or not set(keys) <= held or top not in TOPS:
        return None
    found = queries.missed(viewer, place, keys, top)
    cites = [row.cite for row in found.markers]
    mine = [file for key, each in sent.of(place).items() if key in keys for file in each.files]
    return Finding(
        label=_called(found)[:300],
        text=_("%(many)s of %(of)s") % {"many": found.together, "of": found.neighbourhoods},
        value=float(found.together),
        unit="neighbourhoods",
        source=made_from.said(cites),
        licence=made_from.licences(cites),
        method=found.method,
        method_version=f"indices 1, {commonweal.__version__}",
        versions=tuple(sorted({*made_from.files(cites), *mine})),
        rows=tuple({"markers": row.label, "neighbourhoods": row.neighbourhoods} for row in found.combinations),
    )


def offered(viewer: Actor, found: Missed, keys: Sequence[str]) -> Offered | None:
    """The number of the page."""
    asked = Asked("missed.together", how={"markers": list(keys), "top": found.top})
    return offer(viewer, asked, float(found.together) if found.markers else None, _called(found))


def _called(found: Missed) -> str:
    together = "; ".join(row.label for row in found.markers)
    return _("Neighbourhoods in which at least two of these are high: %s") % together

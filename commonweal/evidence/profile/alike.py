"""Which places are like this one; where only one place is held, which of its councils or groups are like each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.words import number
from commonweal.evidence import figures, indicators
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.profile.rows import LikeRow
from commonweal.methods.likeness import likeness
from commonweal.places import national
from commonweal.places import queries as places
from commonweal.places.models import Area, Place, PlaceArea

# Age, health, company, language, home, work, getting about: one of each, so that no side of life counts twice.
OVER = ("older_people", "children", "bad_health", "alone", "little_english", "no_qualifications", "no_car")
WITHIN = ("lad24", "lad22", "group", "msoa21")
LIKEST, FEWEST, MOST = 5, 3, 400


def of_place(place: Place) -> tuple[str, tuple[LikeRow, ...]]:
    """How likeness was worked out, in words; and what is most like what."""
    if national.is_england(place):
        return _("A whole country is not set beside its own places."), ()
    others = [each for each in _places(place) if each.pk != place.pk]
    if others:
        return _said(len(others) + 1, _("places held here")), _beside(place, others)
    kind = next((each for each in WITHIN if FEWEST <= len(places.membership(place, each)) <= MOST), "")
    if not kind:
        return _("There is no other place here to set it beside."), ()
    return _said(len(places.membership(place, kind)), places.kind_label(kind)[1]), _within(place, kind)


def _places(place: Place) -> list[Place]:
    """Those that are real, or those that are invented: never one beside the other."""
    rows = Place.objects.filter(invented=place.invented).order_by("name")
    return [each for each in rows if not national.is_england(each)]


def over() -> list[Indicator]:
    """The figures that likeness is told by."""
    return [each for key in OVER if (each := indicators.indicator(key)) is not None]


def _table(groups: Mapping[int, list[int]]) -> np.ndarray:
    found = figures.by_areas(over(), dict(groups))
    rows = [[np.nan if (value := found[each.key][pk]) is None else value for each in over()] for pk in groups]
    return np.array(rows, dtype=float)


def _beside(place: Place, others: Sequence[Place]) -> tuple[LikeRow, ...]:
    rows = [place, *others]
    groups = {
        at: list(PlaceArea.objects.filter(place=each).values_list("area", flat=True)) for at, each in enumerate(rows)
    }
    found = likeness(_table(groups), 0)
    return tuple(
        LikeRow(place.name, rows[at].name, f"/place/{rows[at].slug}", float(found.distances[at]), int(found.shared[at]))
        for at in found.order[:LIKEST]
    )


def _within(place: Place, kind: str) -> tuple[LikeRow, ...]:
    """Each area with the one that is most like it; of many, those that are most alike."""
    groups = places.membership(place, kind)
    held, table, ids = Area.objects.in_bulk(list(groups)), _table(groups), list(groups)
    rows = []
    for at, pk in enumerate(ids):
        found = likeness(table, at)
        if found.order:
            other = found.order[0]
            near, far = held[pk], held[ids[other]]
            rows.append(
                LikeRow(
                    near.local_name or near.name, far.local_name or far.name, f"/compare?a={near.key}&b={far.key}",
                    float(found.distances[other]), int(found.shared[other]),
                )
            )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.distance, row.name))[:12])


def _said(many: int, what: str) -> str:
    told = {"over": ", ".join(each.label for each in over()), "many": number(many), "what": what}
    first = ngettext(
        "Of %(many)s %(what)s, those that differ least over these figures: %(over)s.",
        "Of %(many)s %(what)s, those that differ least over these figures: %(over)s.",
        many,
    )
    rest = _(
        "Each figure is measured in its own spread among them (standard deviations), and the distance is the root of "
        "the mean square difference: 0 is the same, 1 is as different as they usually are. Alike is not the same: look "
        "at both."
    )
    return f"{first % told} {rest}"

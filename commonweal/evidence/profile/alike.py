"""Which places are like this one; where only one place is held, which of its councils or groups are like each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.words import number
from commonweal.evidence import figures, indicators, reach
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.profile.rows import LikeRow
from commonweal.methods.likeness import likeness
from commonweal.places import national
from commonweal.places import queries as places
from commonweal.places.models import Area, Place, PlaceArea

# Age, health, company, language, home, work, getting about: one of each, so that no side of life counts twice.
OVER = ("older_people", "children", "bad_health", "alone", "little_english", "no_qualifications", "no_car")
WITHIN = ("lad24", "lad22", "group", "msoa21")
LIKEST, FEWEST, MOST, MOST_TOLD = 5, 3, 400, 12


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
    pairs = []
    for at, pk in enumerate(ids):
        found = likeness(table, at)
        if found.order:
            other = found.order[0]
            pairs.append((held[pk], held[ids[other]], float(found.distances[other]), int(found.shared[other])))
    pairs = sorted(pairs, key=lambda pair: (pair[2], _name(pair[0])))[:MOST_TOLD]
    part = _parts({area: groups[area.pk] for near, far, *_ in pairs for area in (near, far)})
    return tuple(
        LikeRow(
            _name(near), _name(far), f"/compare?a={near.key}&b={far.key}", distance, shared, part[near], part[far]
        )
        for near, far, distance, shared in pairs
    )  # fmt: skip


def _name(area: Area) -> str:
    return area.local_name or area.name


def _parts(held: Mapping[Area, list[int]]) -> dict[Area, str]:
    """Of each area that does not lie in the place as a whole, what part of it does; of the others "".

    Either more of its neighbourhoods are held, outside the place; or its outline goes well beyond those that are.
    """
    further = reach.held_in_part({area.pk: ids for area, ids in held.items()})
    return {area: _part(area, ids, beyond=area.pk in further) for area, ids in held.items()}


def _part(area: Area, ids: list[int], *, beyond: bool) -> str:
    kinds = Area.objects.filter(pk__in=ids).values("kind")  # neighbourhoods of one vintage are not counted as another's
    whole = Area.objects.filter(pk__in=places.smallest_in(area), kind__in=kinds).count()
    if whole > len(ids):
        told = {"here": number(len(ids)), "whole": number(whole)}
        return _("%(here)s of its %(whole)s neighbourhoods") % told
    if not beyond:
        return ""
    said = ngettext(
        "only the %(here)s of its neighbourhoods that is here",
        "only the %(here)s of its neighbourhoods that are here",
        len(ids),
    )
    return said % {"here": number(len(ids))}


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

"""Which needs a fund can follow in a place, and what is known of them for each of its areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from commonweal.core.errors import Invalid
from commonweal.evidence import ground, indicators, queries
from commonweal.evidence.rows import AreaRow, Cite
from commonweal.journal.actor import Actor
from commonweal.methods import shares as methods
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Area

MOST_AREAS = 2_000
DECILE, SCORE = "imd_decile", "imd_score"


@dataclass(frozen=True, slots=True)
class Land:
    """The areas a fund is shared between, in the order of the page."""

    kind: str
    areas: tuple[AreaRow, ...]
    people: NDArray[np.float64]
    fifths: NDArray[np.float64]  # areas × 5: how many of its people live in each fifth of England's neighbourhoods
    neediness: NDArray[np.float64]  # an order by deprivation, higher is more; not a number where unknown


def kinds(viewer: Actor, slug: str) -> list[tuple[str, str]]:
    """Kinds of area that a fund can be shared between here: key and words."""
    return [
        (kind, _("%(words)s (%(count)s)") % {"words": words, "count": count})
        for kind, words, count in queries.kinds(viewer, slug)
        if 2 <= count <= MOST_AREAS
    ]


def choices(viewer: Actor, slug: str) -> list[tuple[str, str]]:
    """Needs that a fund can follow: what is loaded, and is harder one way. Deprivation comes first."""
    loaded = {key for key, _label in queries.map_choices(viewer)}
    known = [each for key, each in indicators.every().items() if key in loaded and each.on_map]
    fit = [each for each in known if each.unit == "percent" and each.higher_is]
    first = [(DECILE, _("Deprivation, 2025"))] if DECILE in loaded else []
    return first + [(each.key, f"{each.theme}: {each.label}") for each in fit]


def called(area: AreaRow) -> str:
    """Its name; where it reaches beyond this place, that only the part here is meant."""
    name = area.local_name or area.name
    return _("%s, the part of it that is here") % name if area.partly else name


def land(viewer: Actor, slug: str, kind: str) -> Land:
    """The areas of one kind, with their people. Invalid where somewhere it is not known how many live there."""
    rows = tuple(queries.neighbourhoods(viewer, slug, kind))
    unknown = [row.local_name or row.name for row in rows if row.population is None]
    if unknown or not rows:
        raise Invalid(
            _("It is not known how many people live in each of these areas (such as %s). Load a count of people first.")
            % (unknown[0] if unknown else _("any of them"))
        )
    people = np.array([row.population for row in rows], dtype=float)
    fifths = _fifths(viewer, slug, kind, rows)
    known = fifths.sum(axis=1)
    # An order only, never shown: people in the worst fifth count five, in the best one.
    order = np.divide(fifths @ np.array([5.0, 4, 3, 2, 1]), known, out=np.full(len(rows), np.nan), where=known > 0)
    return Land(kind, rows, people, fifths, order)


def _fifths(viewer: Actor, slug: str, kind: str, rows: Sequence[AreaRow]) -> NDArray[np.float64]:
    facts = ground.of_place(slug)
    held = places.membership(places.place(viewer, slug), kind)
    keys = dict(Area.objects.filter(pk__in=list(held)).values_list("key", "pk"))
    made = np.zeros((len(rows), 5))
    for at, row in enumerate(rows):
        for pk in held.get(keys.get(row.key, 0), []):
            if pk in facts.deciles and pk in facts.people:
                made[at, (facts.deciles[pk] - 1) // 2] += facts.people[pk]
    return made


def term(viewer: Actor, slug: str, here: Land, need: str, weight: float) -> tuple[methods.Term, Cite | None]:
    """One need as a term of a rule, with where its figures come from.

    A share that is easier when it is higher counts by its gap to 100. Deprivation is a neighbourhood's score, or, of a
    larger area, the share of its neighbourhoods in England's worst-off fifth: scores are never averaged.
    """
    scored = need == DECILE and here.kind in area_kinds.SMALL and SCORE in dict(queries.map_choices(viewer))
    asked = SCORE if scored else need
    unit, higher, values, cite = queries.map_values(viewer, slug, here.kind, asked)
    found = [values.get(row.key, (None, ""))[0] for row in here.areas]
    if all(each is None for each in found):
        raise Invalid(_("Nothing is known of “%s” for these areas. Choose another need.") % label(need))
    numbers = np.array([np.nan if each is None else each for each in found], dtype=float)
    form = methods.GAP if higher == "easier" else methods.LEVEL
    top = 11.0 if unit == "decile" else 100.0  # the tenth tenth counts one, the first ten
    name = (
        _("%s: the fewer, the more money") % label(need) if unit == "percent" and form == methods.GAP else label(need)
    )
    return methods.Term(name, weight, need=numbers, form=form, top=top), cite


def label(need: str) -> str:
    """What a need is called."""
    if need == DECILE:
        return _("Deprivation, 2025")
    known = indicators.indicator(need)
    return known.label if known else need

"""Where new hubs would help most, with what is proved about it, in plain words."""

from __future__ import annotations

import math

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.core.errors import Invalid
from commonweal.core.words import number
from commonweal.evidence.hubs import land as lands
from commonweal.evidence.hubs import measuring, trying
from commonweal.evidence.hubs.asking import ADD, Asked
from commonweal.evidence.hubs.land import Land, Spot
from commonweal.evidence.hubs.measuring import Measure
from commonweal.evidence.hubs.rows import Suggestion
from commonweal.evidence.hubs.working import spot_of
from commonweal.evidence.keep import kept
from commonweal.journal.actor import Actor
from commonweal.methods import siting
from commonweal.places.models import Place

NEAREST, MOST = "nearest", "most"
AIMS = {
    NEAREST: gettext_lazy("Everybody has less far to go, added up over all people"),
    MOST: gettext_lazy("As many people as possible are near enough"),
}
PEOPLE, NEED = "people", "need"
WEIGHTS = {
    PEOPLE: gettext_lazy("Each person counts alike"),
    NEED: gettext_lazy("A person in the most deprived fifth counts five times, then four, three, two, and once"),
}
MOST_AT_ONCE = 10
SECONDS = 4.0  # a reader waits no longer: what is not proved by then is told as a gap
MIDDLE = 3  # a neighbourhood whose deprivation is not known counts like the middle fifth


def suggest(
    viewer: Actor, place: Place, asked: Asked, *, many: int, aim: str, weigh: str, among: str = ""
) -> Suggestion:
    """So many new hubs, beside those there are after the steps. `among`: a kind of asset; "" for neighbourhoods."""
    if not 1 <= many <= MOST_AT_ONCE or aim not in AIMS or weigh not in WEIGHTS:
        raise Invalid(_("Ask for 1 to %s new hubs, with one of the aims and weights that are listed.") % MOST_AT_ONCE)
    measure = measuring.of(place, asked.way)
    key = ("hubs suggested", place.slug, asked, measure.way, many, aim, weigh, among)
    return kept(key, lambda: _suggest(viewer, place, asked, measure, many, aim, weigh, among))


def _suggest(
    viewer: Actor, place: Place, asked: Asked, measure: Measure, many: int, aim: str, weigh: str, among: str
) -> Suggestion:
    ground = lands.of_place(place)
    hubs, _told = trying.apply(ground, trying.present(viewer, place, asked.kind), asked.steps)
    spots = _candidates(viewer, place, ground, among)
    if not ground.ids:
        raise Invalid(_("Nobody is known to live here, so nothing can be said of where a hub would help."))
    if len(spots) < many:
        raise Invalid(_("There are only %(many)s spots to choose from here.") % {"many": len(spots)})
    standing = [each for each in hubs if each.open]
    before, _whose = measure.nearest(ground, [spot_of(each) for each in standing])
    minutes = measure.minutes(ground, [measuring.Spot(each.lat, each.lon) for each in spots])
    found = _search(ground, minutes, before, asked.within, many, aim, weigh)
    chosen = [spots[each] for each in found.sites]
    return Suggestion(
        aim,
        weigh,
        len(spots),
        tuple(each.name for each in chosen),
        tuple(f"{ADD}:{each.key}" for each in chosen),
        found.value,
        found.bound,
        found.gap,
        found.proved,
        " ".join([proof_in_words(found, many, len(spots)), *_counted_as(minutes, aim)]),
    )


def _counted_as(minutes: lands.Numbers, aim: str) -> list[str]:
    """What is said of ways that are longer than a search looks, where they are added up."""
    if aim == MOST or np.isfinite(minutes).all():
        return []
    return [_("Ways of more than %s minutes count as so many.") % measuring.LONGEST]


def _candidates(viewer: Actor, place: Place, ground: Land, among: str) -> list[Spot]:
    if not among:
        return list(ground.spots)
    rows = trying.present(viewer, place, among)[: lands.MOST_GROUPS]
    return [Spot(f"{row['lat']},{row['lon']}", row["name"], row["lat"], row["lon"]) for row in rows]


def _search(
    ground: Land, minutes: lands.Numbers, before: lands.Numbers, within: int, many: int, aim: str, weigh: str
) -> siting.Siting:
    times = np.array([6 - (fifth or MIDDLE) for fifth in ground.fifths], float)
    weights = ground.people * (times if weigh == NEED else 1.0)
    if aim == MOST:
        return siting.most_covered(minutes, weights, many, within, beside=before, seconds=SECONDS)
    beside = before if np.isfinite(before).all() else None
    if not np.isfinite(minutes).all():
        # On streets a search ends somewhere. A way that is longer, and one that is not known, count as the longest.
        minutes = np.minimum(minutes, measuring.LONGEST)
        beside = np.minimum(before, measuring.LONGEST)
    return siting.p_median(minutes, weights, many, beside=beside, seconds=SECONDS)


def proof_in_words(found: siting.Siting, many: int, candidates: int) -> str:
    """What is proved: never "the best" without its proof."""
    told = {"many": many, "candidates": number(candidates), "gap": percent_up(found.gap)}
    if found.proved:
        return (
            ngettext(
                "It is proved that no other one of these %(candidates)s spots does better by this measure.",
                "It is proved that no other choice of %(many)s of these %(candidates)s spots does better by this "
                "measure.",
                many,
            )
            % told
        )
    return (
        ngettext(
            "No other one of these %(candidates)s spots can do better by more than %(gap)s%%, by this measure.",
            "No other choice of %(many)s of these %(candidates)s spots can do better by more than %(gap)s%%, by this "
            "measure.",
            many,
        )
        % told
    )


def percent_up(share: float) -> str:
    """A share as a percentage, rounded up: it is a promise.

    >>> percent_up(0.00161), percent_up(0.000001), percent_up(0.021)
    ('0.2', '0.1', '2.1')
    """
    return f"{max(1, math.ceil(1000 * share - 1e-9)) / 10:.1f}"

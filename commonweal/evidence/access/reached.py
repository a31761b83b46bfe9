"""Who can reach what: the answer to one question about one place, worked out from the directory as it stands now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.evidence.access import supply, travel
from commonweal.evidence.access.question import Question
from commonweal.evidence.access.supply import Offer, Supply
from commonweal.evidence.access.travel import Origin, Travel
from commonweal.evidence.ground import Ground as Facts
from commonweal.methods.access.pairs import Numbers, Pairs
from commonweal.places import queries as places
from commonweal.places.models import Place

SOMETHING, PERHAPS, NOTHING, UNKNOWN = "something", "perhaps", "nothing", "not known"


@dataclass(frozen=True, slots=True)
class Ground:
    """The neighbourhoods of a place whose middle is known, and those of which nobody knows it."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    origins: tuple[Origin, ...]
    nowhere: tuple[tuple[int, str, str], ...]  # id, key, name


@dataclass(frozen=True, slots=True)
class Reach:
    """By neighbourhood of the ground, in its order: how many things, and how near."""

    ground: Ground
    supply: Supply
    travel: Travel
    sure: np.ndarray
    perhaps: np.ndarray
    nearest: Numbers  # minutes to the nearest that surely fits; infinite where there is none in reach
    beyond: np.ndarray  # True where no list of what was asked for reaches: nothing listed there says nothing
    for_each: Numbers  # things that surely fit for each person (2SFCA); not a number where people are not known

    def state(self, at: int) -> str:
        """What can be said of the people of one neighbourhood."""
        if self.sure[at] or self.perhaps[at]:
            return SOMETHING if self.sure[at] else PERHAPS
        return UNKNOWN if self.beyond[at] else NOTHING


def of(place: Place, question: Question, land: Facts) -> Reach:
    """What people of each neighbourhood can reach within the time that was asked for."""
    ground = _ground(place)
    found = supply.of(place, question)
    spots = [(number, venue) for number, offer in enumerate(found.offers) for venue in offer.venues]
    better = travel.chosen(place, question.way)
    went = travel.between(place, ground.origins, [venue for _number, venue in spots], question.minutes, better)
    offer_of = np.array([number for number, _venue in spots], np.int64)
    beyond = np.array([question.places and pk not in land.reached for pk in ground.ids], bool)
    return _counted(ground, found, went, offer_of, land.people, beyond)


def offers(reach: Reach, key: str) -> list[tuple[Offer, float]]:
    """What one neighbourhood reaches, nearest first, those that surely fit before those that may."""
    at = next((at for at, each in enumerate(reach.ground.origins) if each.key == key), None)
    if at is None:
        return []
    owner = [offer for offer in reach.supply.offers for _venue in offer.venues]
    best: dict[str, tuple[Offer, float]] = {}
    for to, minutes in zip(*(each.tolist() for each in reach.travel.pairs.of(at)), strict=True):
        offer = owner[to]
        if offer.id not in best or minutes < best[offer.id][1]:
            best[offer.id] = (offer, minutes)
    return sorted(best.values(), key=lambda each: (not each[0].sure, each[1], each[0].name))


def _ground(place: Place) -> Ground:
    rows = places.members(place).order_by("name").values_list("pk", "key", "name", "local_name", "lat", "lon")
    known = [row for row in rows if row[4] is not None and row[5] is not None]
    return Ground(
        tuple(row[0] for row in known),
        tuple(row[3] or row[2] for row in known),
        tuple(Origin(row[1], row[4], row[5]) for row in known),
        tuple((row[0], row[1], row[3] or row[2]) for row in rows if row[4] is None or row[5] is None),
    )


def _counted(
    ground: Ground, found: Supply, went: Travel, offer_of: np.ndarray, people: Mapping[int, float], beyond: np.ndarray
) -> Reach:
    """A service with three venues near by is one thing: each is counted once, by its nearest venue."""
    from commonweal.methods.access.pairs import listed

    start = np.repeat(np.arange(went.pairs.origins), np.diff(went.pairs.starts))
    each = listed(start, offer_of[went.pairs.to], went.pairs.minutes, shape=(len(ground.ids), len(found.offers)))
    sure = np.array([offer.sure for offer in found.offers], bool)
    who = np.repeat(np.arange(each.origins), np.diff(each.starts))
    fits = sure[each.to]
    nearest = np.full(each.origins, np.inf)
    np.minimum.at(nearest, who[fits], each.minutes[fits])
    return Reach(
        ground,
        found,
        went,
        np.bincount(who[fits], minlength=each.origins),
        np.bincount(who[~fits], minlength=each.origins),
        nearest,
        beyond,
        _for_each(ground, sure, each, people),
    )


def _for_each(ground: Ground, sure: np.ndarray, each: Pairs, people: Mapping[int, float]) -> Numbers:
    """Each thing is shared by all who can reach it. Where some people's number is not known, nobody's share is."""
    those = [people.get(pk) for pk in ground.ids]
    if any(number is None for number in those):
        return np.full(len(those), np.nan)
    from commonweal.methods.access import floating  # sparse tables: few starts need them

    return floating.two_step(each, [number or 0.0 for number in those], sure.astype(float))


def within_reach(rows: Sequence[str], people: Sequence[float | None]) -> dict[str, int]:
    """People added up by state."""
    out = dict.fromkeys((SOMETHING, PERHAPS, NOTHING, UNKNOWN), 0.0)
    for state, number in zip(rows, people, strict=True):
        out[state] += number or 0.0
    return {state: round(number) for state, number in out.items()}

"""What speaks for two entries being one, and what against: each reason with its weight, all of them to be shown.

A weight says about how many times likelier the reason is where the two are one than where they are not, as a power
of two. They were set by hand on the first half of a labelled set and held against the second (docs/benchmarks.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from commonweal.openreferral.alike.facts import SHARED_MAIL, Facts
from commonweal.openreferral.alike.known import BEGINNING, Known
from commonweal.openreferral.alike.names import Name, parted

NEAR_M, FAR_M = 150, 2_000
EARTH_M = 6_371_000
ALIKE = 80  # of a hundred: names of organisations that may be one


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or (below nought) against, and what it was seen by."""

    what: str  # a key of WORDS
    weight: float
    seen: tuple[str, ...] = ()  # what the two say: one word for both, or one each

    @property
    def speaks_for(self) -> bool:
        """For, not against."""
        return self.weight > 0


WORDS = {
    "name": "the same name",
    "name nearly": "nearly the same name",
    "name within": "one name is the other with more words",
    "name some": "names share some words",
    "other name": "one is called what the other is also called",
    "short": "one is the other's name for short",
    "said": "described in the same words",
    "said nearly": "described in nearly the same words",
    "number": "the same registered number",
    "phone": "the same telephone number",
    "email": "the same e-mail address",
    "domain": "e-mail or website at the same domain",
    "page": "the same web page",
    "postcode": "the same postcode",
    "street": "the same street address",
    "near": "within 150 metres",
    "owner": "of the same organisation",
    "owner judged": "of organisations that may be the same",
    "owner name": "of organisations with the same name",
    "times": "on the same day at the same time",
    "days": "on the same days",
    "ages": "for the same ages",
    "names differ": "different names",
    "parted": "names that part one from the other",
    "towns in names": "different places in their names",
    "numbers differ": "different registered numbers",
    "phones differ": "different telephone numbers",
    "domains differ": "different websites",
    "towns differ": "in different towns",
    "streets differ": "at different addresses",
    "far": "more than 2 km apart",
    "apart": "at different spots",
    "owners differ": "of different organisations",
    "days differ": "on different days",
    "times differ": "at different times of the day",
    "ages differ": "for different ages",
    "said differ": "described in quite different words",
    "one list": "both on one list",
}


def reasons(one: Facts, other: Facts, known: Known) -> list[Reason]:
    """Everything that speaks for or against, the weightiest first."""
    found = [*_names(one, other, known), *OF[one.kind](one, other, known)]
    return sorted(found, key=lambda each: -abs(each.weight))


def worth_comparing(one: Facts, other: Facts, known: Known) -> bool:
    """A first glance, in a microsecond: can it come to anything? Most pairs that share a key cannot."""
    if one.name.key == other.name.key or (one.said and one.said == other.said):
        return True
    if one.kind == "service":
        names = one.owner_name, other.owner_name
        if names[0] and names[1] and names[0].key != names[1].key and _owners_alike(*names, known) < ALIKE:
            return False
        return fuzz.ratio(one.name.key, other.name.key) >= 40 or bool(one.others or other.others)
    return True


def _names(one: Facts, other: Facts, known: Known) -> Iterator[Reason]:
    said = (one.name.said, other.name.said)
    # Where a place has no name its address stands in for one, and says nothing that the address does not.
    if one.kind == "location" and (_is_address(one) or _is_address(other)) and one.name.key != other.name.key:
        return
    if one.name.key == other.name.key and one.name.words:
        shared = sum(map(known.rare, set(one.name.words)))
        often = math.log2(1 / known.damped("name", one.name.key))
        least, most = SAME_NAME[one.kind]
        yield Reason("name", max(1.0, min(most, least + 0.35 * shared) - 0.7 * often), said[:1])
        return
    if apart := parted(one.name, other.name):
        yield Reason("parted", -8, apart)
    here, there = _only(one.name, other.name), _only(other.name, one.name)
    if here & known.towns and there & known.towns:
        yield Reason("towns in names", -7, (" ".join(here & known.towns), " ".join(there & known.towns)))
    yield _unlike_names(one, other, here, there, known)


def _unlike_names(one: Facts, other: Facts, here: set[str], there: set[str], known: Known) -> Reason:
    """What names say that are not the same: `here` and `there` are the words that only one of them has."""
    said = (one.name.said, other.name.said)
    shared = sum(known.rare(word) for word in set(one.name.words) - here)
    if called := {a.key for a in one.others} & {other.name.key} or {b.key for b in other.others} & {one.name.key}:
        return Reason("other name", 4 if known.damped("alternate", min(called)) == 1 else -3, said)
    if one.kind == "organization" and (said_short := _short(one, other)):
        return Reason("short", said_short, said)
    if not here and not there:
        return Reason("name nearly", min(6.0, 2 + 0.3 * shared), said)
    if not here or not there:
        extra = sum(map(known.rare, here | there))
        return Reason("name within", max(-4.0, min(4.0, 1 + 0.3 * shared - 0.35 * extra)), said)
    extra = min(sum(map(known.rare, here)), sum(map(known.rare, there)))
    if shared:
        return Reason("name some", max(-8.0, min(1.0, 0.2 * shared - 0.9 * extra)), said)
    return Reason("names differ", -8, said)


def _short(one: Facts, other: Facts) -> float:
    """Is one called by the other's letters? Letters stand for many names: alone they are not enough."""
    if one.short & {other.name.key} or other.short & {one.name.key}:
        return 3
    if one.short & other.short or one.name.initials in other.short or other.name.initials in one.short:
        return 2
    return 0


# For the same name: the least, where its words are common, and the most. Rooms are called alike in many buildings.
SAME_NAME = {"organization": (4, 10), "location": (1, 6), "service": (2.5, 8)}


def _is_address(each: Facts) -> bool:
    return bool(each.name.words) and each.name.said[:1].isdigit()


def _only(one: Name, other: Name) -> set[str]:
    """Words of one that the other has not, whichever way they are spelled."""
    theirs = set(other.words)
    return {
        word
        for word in set(one.words) - theirs
        if not any(_spelled_alike(word, each) for each in theirs if each[:1] == word[:1])
    }


def _spelled_alike(word: str, each: str) -> bool:
    return len(word) > 3 and len(each) > 3 and fuzz.ratio(word, each) >= 82


def _organization(one: Facts, other: Facts, known: Known) -> Iterator[Reason]:
    yield from _numbers(one, other)
    yield from _reach(one, other, known, phone=2.5, mail=2.5, domain=4)
    if one.hosts and other.hosts and not one.hosts & other.hosts:
        yield Reason("domains differ", -1.5, (min(one.hosts), min(other.hosts)))
    yield from _said(one, other, known, same=5, differ=-0.3)


def _location(one: Facts, other: Facts, known: Known) -> Iterator[Reason]:
    yield from _numbers(one, other)
    yield from _reach(one, other, known, phone=1, mail=1, domain=0.3)
    if one.streets and other.streets:
        if street := _shared_street(one, other):
            yield Reason("street", 3.5, (street,))
        else:
            yield Reason("streets differ", -4, (min(one.streets), min(other.streets)))
    yield from _where(one, other, near=2, spot=3, code=1.5, apart=-3, far=-8)
    yield from _owner(one, other, known, same=1, judged=1, differ=-2)


def _service(one: Facts, other: Facts, known: Known) -> Iterator[Reason]:
    yield from _owner(one, other, known, same=1.5, judged=2.5, differ=-9)
    yield from _reach(one, other, known, phone=1, mail=0.7, domain=0.5)
    if page := one.pages & other.pages:
        yield Reason("page", 2 * known.damped("page", min(page)), (min(page),))
    yield from _said(one, other, known, same=5, differ=-1)
    yield from _where(one, other, near=1, spot=1, code=1, apart=-3, far=-5)
    if one.feed == other.feed:
        # Whoever keeps a list and names two, mostly means two: one class in two halls.
        yield Reason("one list", -2)
    yield from _when(one, other)
    yield from _ages(one, other)


def _numbers(one: Facts, other: Facts) -> Iterator[Reason]:
    if both := one.numbers & other.numbers:
        yield Reason("number", 8, (min(both)[1],))
    else:
        here, there = dict(one.numbers), dict(other.numbers)
        if schemes := here.keys() & there.keys():
            yield Reason("numbers differ", -7, (here[min(schemes)], there[min(schemes)]))


def _reach(one: Facts, other: Facts, known: Known, *, phone: float, mail: float, domain: float) -> Iterator[Reason]:
    if both := one.phones & other.phones:
        yield Reason("phone", phone * known.damped("phone", min(both)), (min(both),))
    elif one.phones and other.phones:
        yield Reason("phones differ", -0.5)
    if both := one.emails & other.emails:
        yield Reason("email", mail, (min(both),))
    elif both := _domains(one) & _domains(other):
        yield Reason("domain", domain * known.damped("host", min(both)), (min(both),))


def _domains(each: Facts) -> frozenset[str]:
    return each.hosts | ({mail.rsplit("@", 1)[-1] for mail in each.emails} - SHARED_MAIL)


def _said(one: Facts, other: Facts, known: Known, *, same: float, differ: float) -> Iterator[Reason]:
    if len(one.said) < 25 or len(other.said) < 25:
        return
    lone = known.damped("said", one.said[:BEGINNING])
    if one.said == other.said:
        yield Reason("said", same * lone)
    elif (ratio := fuzz.ratio(one.said, other.said)) >= 75:
        yield Reason("said nearly", (same - 1.5) * lone)
    elif ratio < 50:
        yield Reason("said differ", differ)


def _shared_street(one: Facts, other: Facts) -> str:
    """The street address that both have; the number and the first word of the street are enough."""
    ours = {" ".join(each.split()[:2]): each for each in one.streets}
    theirs = {" ".join(each.split()[:2]) for each in other.streets}
    return next((ours[each] for each in sorted(ours.keys() & theirs)), "")


def _where(
    one: Facts, other: Facts, *, near: float, spot: float, code: float, apart: float, far: float
) -> Iterator[Reason]:
    metres = _metres(one, other)
    if metres is not None and metres < 15:
        yield Reason("near", spot, (f"{metres:.0f}",))
    elif metres is not None and metres <= NEAR_M:
        yield Reason("near", near, (f"{metres:.0f}",))
    elif metres is not None and metres > FAR_M:
        yield Reason("far", far, (f"{metres / 1000:.1f}",))
    elif metres is not None:
        yield Reason("apart", apart, (f"{metres:.0f}",))
    if both := one.postcodes & other.postcodes:
        # A British postcode is a street; an American one a quarter of a town.
        yield Reason("postcode", code if any(each.isalpha() for each in min(both)) else code / 3, (min(both),))
    elif metres is None and one.towns and other.towns and not one.towns & other.towns:
        yield Reason("towns differ", far, (min(one.towns), min(other.towns)))
    elif metres is None and one.postcodes and other.postcodes:
        yield Reason("apart", apart, (min(one.postcodes), min(other.postcodes)))


def _metres(one: Facts, other: Facts) -> float | None:
    """Between the two of their points that lie nearest."""
    if not one.points or not other.points:
        return None
    return min(_between(a, b) for a in one.points[:20] for b in other.points[:20])


def _between(a: tuple[float, float], b: tuple[float, float]) -> float:
    north = math.radians(b[0] - a[0])
    east = math.radians(b[1] - a[1]) * math.cos(math.radians(a[0]))
    return EARTH_M * math.hypot(north, east)


def _owner(one: Facts, other: Facts, known: Known, *, same: float, judged: float, differ: float) -> Iterator[Reason]:
    if one.owner and one.owner == other.owner:
        yield Reason("owner", same)
    elif one.owner and other.owner and known.one.get(one.owner, one.owner) == known.one.get(other.owner, other.owner):
        yield Reason("owner judged", judged)
    elif one.owner_name and other.owner_name:
        if one.owner_name.key == other.owner_name.key:
            yield Reason("owner name", judged, (one.owner_name.said,))
        elif _owners_alike(one.owner_name, other.owner_name, known) < ALIKE:
            yield Reason("owners differ", differ, (one.owner_name.said, other.owner_name.said))


def _owners_alike(one: Name, other: Name, known: Known) -> float:
    """How alike two organisations' names are, of a hundred; each pair of names is compared once."""
    pair = (one.key, other.key)
    if pair not in known.owners:
        known.owners[pair] = fuzz.token_set_ratio(*pair)
    return known.owners[pair]


def _when(one: Facts, other: Facts) -> Iterator[Reason]:
    if not one.times or not other.times:
        return
    here, there = {day for day, _ in one.times}, {day for day, _ in other.times}
    if one.times & other.times and here == there:
        yield Reason("times", 1)
    elif not here & there:
        yield Reason("days differ", -4, (_listed(here), _listed(there)))
    elif not one.times & other.times:
        yield Reason("times differ", -1.5)
    elif here == there:
        yield Reason("days", 0.5)


def _listed(days: set[str]) -> str:
    return ",".join(sorted(days, key="MOTUWETHFRSASU".index))


def _ages(one: Facts, other: Facts) -> Iterator[Reason]:
    if one.ages == (None, None) or other.ages == (None, None):
        return
    if one.ages == other.ages:
        yield Reason("ages", 0.5)
        return
    low = max(one.ages[0] or 0, other.ages[0] or 0)
    high = min(each if each is not None else 130 for each in (one.ages[1], other.ages[1]))
    yield Reason("ages differ", -5 if low > high else -1.5, (_aged(one), _aged(other)))


def _aged(each: Facts) -> str:
    low, high = each.ages
    return f"{low if low is not None else 0}–{high if high is not None else ''}"


OF: Mapping[str, Callable[[Facts, Facts, Known], Iterator[Reason]]] = {
    "organization": _organization,
    "location": _location,
    "service": _service,
}

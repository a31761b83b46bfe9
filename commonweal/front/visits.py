"""Guided first visits: two or three pages that end in an answer about the visitor's own place.

Each is a plain page with one question; the answer is worked out from what is in the address, so it can be sent on,
printed, and come back to. Nothing that is typed is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as lazy

from commonweal.core.errors import DomainError
from commonweal.directory import kinds as asset_kinds
from commonweal.evidence import queries as evidence
from commonweal.evidence.rows import AreaRow
from commonweal.front import gather, here, pictures
from commonweal.front.here import Thing
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.queries import PostcodeRow

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Need:
    """What might help somebody, in the words of a link worker, and the kinds of place that may offer it."""

    key: str
    words: Promise
    icon: str
    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def all_kinds(self) -> list[str]:
        """Every kind meant."""
        every = asset_kinds.every().values()
        return [each.key for each in every if each.key in self.kinds or (each.keeps_well and each.group in self.groups)]


NEEDS = (
    Need("company", lazy("Company and somewhere to meet"), "meet", ("meet",), ("cafe", "library")),
    Need("learn", lazy("Something to learn, make or do with hands"), "learn", ("learn and create",)),
    Need("outdoors", lazy("Being outdoors, growing things"), "green", ("green and growing",)),
    Need("move", lazy("Moving and playing"), "move", ("move and play",), ("pitch", "track", "fitness_centre")),
    Need("advice", lazy("Advice, food, practical help"), "help", ("help and advice",), ("library", "post_office")),
)
STEPS = {
    "resident": (gettext_lazy("Where do you live?"), gettext_lazy("What is near you")),
    "link-worker": (gettext_lazy("Where, and what would help?"), gettext_lazy("What is near")),
    "director": (
        gettext_lazy("Which place?"),
        gettext_lazy("Need against what is there"),
        gettext_lazy("Side by side"),
    ),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a visit has come to: rows for the page and its twins, and what only the page needs."""

    things: tuple[Thing, ...] = ()
    areas: tuple[AreaRow, ...] = ()
    page: Any = None


def visit(viewer: Actor, who: str, asked: dict[str, Any]) -> Answer:
    """The page of a visit as far as it has come."""
    if who == "director":
        return _director(viewer, asked)
    typed = asked["postcode"]
    row, wrong = _postcode(viewer, typed) if typed else (None, "")
    page = {"postcode": typed, "wrong": wrong, "row": row, "example": _example(viewer)}
    make = _resident if who == "resident" else _link_worker
    return make(viewer, row, asked, page)


def _postcode(viewer: Actor, typed: str) -> tuple[PostcodeRow | None, str]:
    """Where it lies, or what to change."""
    try:
        row = places.postcode(viewer, typed)
    except DomainError as refused:
        return None, refused.sentence
    return row, "" if row else _("That postcode is not in any place held here. Try another one near it.")


def _example(viewer: Actor) -> str:
    return gather.example(places.places(viewer)).split(",")[0]


def _resident(viewer: Actor, row: PostcodeRow | None, asked: dict[str, Any], page: dict[str, Any]) -> Answer:
    """The nearest of several kinds, and the neighbourhood the postcode lies in."""
    if row is None:
        return Answer(page=page | {"now": 1})
    found, spots = here.one_of_each(viewer, row.lat, row.lon, most=here.FIRST)
    whole = evidence.area_whole(viewer, row.area_key)
    held = places.places_with(places.area(viewer, row.area_key))
    picture = (
        pictures.near(viewer, held[0].slug, whole.area, spots, [(_("your postcode"), row.lon, row.lat)])
        if held
        else None
    )
    more = {
        "now": 2,
        "area": whole.area,
        "lead": whole.lead,
        "said": whole.sentences[:2],
        "sheet": picture.sheet if picture else None,
        "sheet_title": picture.title if picture else "",
        "steps_of_shade": picture.steps if picture else [],
        "invented": bool(held and held[0].invented),
    }
    return Answer(tuple(found), (whole.area,), page | more)


def _link_worker(viewer: Actor, row: PostcodeRow | None, asked: dict[str, Any], page: dict[str, Any]) -> Answer:
    """What is near a person's postcode, of the kinds that may help them."""
    wanted = [each for each in NEEDS if each.key in asked["needs"]]
    page |= {"needs": NEEDS, "chosen": {each.key for each in wanted}}
    if row is None:
        return Answer(page=page | {"now": 1})
    kinds = {kind for each in wanted or NEEDS for kind in each.all_kinds()}
    found = here.near_postcode(viewer, row.lat, row.lon, kinds, most=SHOWN)
    held = places.places_with(places.area(viewer, row.area_key))
    more = {
        "now": 2,
        "wanted": [str(each.words) for each in wanted],
        "area": evidence.area_whole(viewer, row.area_key).area,
        "invented": bool(held and held[0].invented),
    }
    return Answer(tuple(found), (), page | more)


def _director(viewer: Actor, asked: dict[str, Any]) -> Answer:
    """Where need is highest against what is there; two areas to compare; the page to print."""
    held = places.places(viewer)
    slug = asked["place"] or (held[0].slug if len(held) == 1 else "")
    page: dict[str, Any] = {"places": held, "now": 1, "wrong": ""}
    if not slug:
        return Answer(page=page)
    place = places.place(viewer, slug)
    rows = gather.first_parts(viewer, slug)
    ranked = sorted(rows, key=lambda row: (row.partly, -need(row)))
    known = [row for row in ranked if need(row) >= 0 and row.assets_per_10000 is not None]
    more = {
        "now": 2,
        "place": place,
        "invented": place.invented,
        "sentence": in_a_sentence(known),
        "balance": balance(ranked),
        "choices": ranked,
        "first": known[0].key if known else "",
        "second": known[-1].key if known else "",
        "fresh": True,
    }
    return Answer(areas=tuple(ranked), page=page | more)


def need(row: AreaRow) -> float:
    """How hard an area has it: its share of neighbourhoods among the most deprived, or its own tenth on that scale."""
    if row.share_in_most_deprived_fifth is not None and row.neighbourhoods > 1:
        return row.share_in_most_deprived_fifth
    return -1.0 if row.deprivation_decile is None else 10.0 * (11 - row.deprivation_decile)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One area's need and what is there, each as a bar out of 200; None where it is not known."""

    row: AreaRow
    need: float | None
    here: float | None


def balance(rows: Sequence[AreaRow]) -> list[Weighed]:
    """The two bars of each area. Need is drawn out of 100 in 100; what is there against the most of any area."""
    most = max((row.assets_per_10000 or 0 for row in rows), default=0) or 1

    def weigh(row: AreaRow) -> Weighed:
        here_bar = None if row.assets_per_10000 is None else round(200 * row.assets_per_10000 / most, 1)
        return Weighed(row, round(2 * need(row), 1) if need(row) >= 0 else None, here_bar)

    return [weigh(row) for row in rows]


def in_a_sentence(known: Sequence[AreaRow]) -> str:
    """The area with most need beside the one with least, and what is known to be in each. It judges neither."""
    known = [row for row in known if row.share_in_most_deprived_fifth is not None]
    if len(known) < 2:
        return _("There are too few figures here to set need against what is there.")
    most, least = known[0], known[-1]
    return _(
        "In %(most)s, %(share)s%% of neighbourhoods are among England’s most deprived fifth, and %(here)s places that "
        "help keep people well are known for every 10,000 people; in %(least)s it is %(other)s%%, and %(there)s."
    ) % {
        "most": most.local_name or most.name,
        "share": f"{most.share_in_most_deprived_fifth:.0f}",
        "here": f"{most.assets_per_10000:.1f}",
        "least": least.local_name or least.name,
        "other": f"{least.share_in_most_deprived_fifth:.0f}",
        "there": f"{least.assets_per_10000:.1f}",
    }

"""What the pages of reach ask: the answer to a question about a place, the points a router needs, the tables held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.core.handed import KEPT
from commonweal.core.ids import is_id
from commonweal.core.words import of_hundred
from commonweal.evidence import ground, indicators, rules, shades
from commonweal.evidence import queries as evidence
from commonweal.evidence.access import places_to_go, reached, supply, travel
from commonweal.evidence.access.question import PLACES, Question
from commonweal.evidence.access.reached import NOTHING, PERHAPS, SOMETHING, UNKNOWN, Reach
from commonweal.evidence.access.rows import (
    BringingRow,
    MinutesRow,
    PointRow,
    ReachAreaRow,
    ReachFifthRow,
    ReachWhole,
    StreetsRow,
)
from commonweal.evidence.figures import cite
from commonweal.evidence.ground import POPULATION, Ground
from commonweal.evidence.models import Bringing, MinutesTable, Streets
from commonweal.evidence.rows import Cite
from commonweal.evidence.ways import Glance
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import DatasetVersion, Place, Value

HARDEST = "shade-1"  # the hardest fifth, as every map here has it
ALL = 0
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Need:
    """An indicator for the neighbourhoods of a place."""

    label: str
    lowest_first: bool  # the lowest value is the hardest: published tenths, and what makes life easier
    values: Mapping[str, tuple[float | None, str]]
    hardest: frozenset[str]
    cite: Cite | None


def reach(viewer: Actor, place: Place, question: Question) -> ReachWhole:
    """Who can reach what was asked for, beside who needs it most."""
    return told(viewer, place, question)[0]


def usual(place: Place) -> Question:
    """What is asked where nobody asks: something free on a weekday evening; where nothing is listed, a place to go."""
    if supply.services(place) or not places_to_go.listed(place):
        return Question()
    return Question(among=PLACES, when="")


def glance(viewer: Actor, place: Place) -> Glance | None:
    """What the page of reach says where nothing is asked."""
    whole = reach(viewer, place, usual(place))
    percent = whole.whole.percent_something
    if percent is None or not (whole.services or whole.places):
        return None
    said = _("%(percent)s of every 100 people live within %(within)s of %(asked)s.") % {
        "percent": of_hundred(percent),
        "within": whole.within,
        "asked": whole.asked,
    }
    said_by = [each.title for each in whole.places_cites] or [_("the directory of this place")]
    return Glance(said, ", ".join([*said_by, *([whole.people_cite.title] if whole.people_cite else [])]), percent)


def told(viewer: Actor, place: Place, question: Question) -> tuple[ReachWhole, Reach]:
    """The same, with what it was worked out from."""
    land = ground.of_place(place.slug)
    found = reached.of(place, question, land)
    need = need_of(viewer, place, question.need)
    rows = _area_rows(found, land, need, question.few)
    fifths = tuple(_fifth(number, [row for row in rows if _fifth_of(row) == number]) for number in range(1, 6))
    whole = ReachWhole(
        place=place.name,
        asked=question.in_words(),
        minutes=question.minutes,
        within=travel.within(question.minutes, found.travel.mode),
        how=found.travel.how,
        credit=found.travel.credit,
        unknown=found.travel.unknown,
        measured=" ".join(each for each in (found.travel.measured, found.travel.unknown) if each),
        straight_line=found.travel.straight,
        services=found.supply.listed if question.services else 0,
        places=found.supply.places,
        beyond=int(found.beyond.sum()),
        fits=found.supply.sure,
        may_fit=found.supply.unsure,
        nowhere=len(found.supply.nowhere),
        need=need.label if need else "",
        need_cite=need.cite if need else None,
        people_cite=_people_cite(land),
        places_cites=_places_cites(found.supply.lists),
        fifths=tuple(each for each in fifths if each.neighbourhoods),
        whole=_fifth(ALL, rows),
        areas=tuple(rows),
        cold=sum(row.cold for row in rows),
    )
    return whole, found


def need_of(viewer: Actor, place: Place, key: str) -> Need | None:
    """The indicator that need is told by: the one asked for, else deprivation; None where no file gives any."""
    choices = [each for each, _words in evidence.map_choices(viewer)]
    key = key or next(iter(choices), "")
    known = indicators.indicator(key)
    kind = kind_of(place)
    if known is None or key not in choices or not kind:
        return None
    unit, higher, values, source = evidence.map_values(viewer, place.slug, kind, key)
    _legend, shown = shades.of_indicator(known, unit, higher, values)
    hardest = frozenset(area for area, each in shown.items() if each.shade == HARDEST)
    return Need(known.label, unit == "decile" or higher == "easier", values, hardest, source)


def kind_of(place: Place) -> str:
    """Of what kind its smallest areas are; "" where it has none."""
    return places.members(place).order_by().values_list("kind", flat=True).first() or ""


def _area_rows(found: Reach, land: Ground, need: Need | None, few: int) -> list[ReachAreaRow]:
    rows = []
    for at, (pk, origin, name) in enumerate(
        zip(found.ground.ids, found.ground.origins, found.ground.names, strict=True)
    ):
        value, text = _need(need, origin.key)
        many, near, share = int(found.sure[at]), float(found.nearest[at]), float(found.for_each[at])
        told = found.state(at) != UNKNOWN
        rows.append(
            ReachAreaRow(
                *(origin.key, name, _people(land, pk), land.deciles.get(pk), value, text),
                *((many, int(found.perhaps[at])) if told else (None, None)),
                near if many else None,
                1000 * share if told and share == share else None,
                told and need is not None and origin.key in need.hardest and many <= few,
                found.state(at),
            )
        )
    for pk, key, name in found.ground.nowhere:
        facts = (key, name, _people(land, pk), land.deciles.get(pk), *_need(need, key))
        rows.append(ReachAreaRow(*facts, None, None, None, None, False, UNKNOWN))
    return sorted(rows, key=lambda row: _order(row, need))


def _need(need: Need | None, key: str) -> tuple[float | None, str]:
    return need.values.get(key, (None, _("not known"))) if need else (None, "")


def _order(row: ReachAreaRow, need: Need | None) -> tuple[object, ...]:
    """Cold spots first; then whoever needs it most; of those, whoever reaches least. Unknown goes last."""
    sign = 1 if need is not None and need.lowest_first else -1
    hard = float("inf") if row.need is None else sign * row.need
    return (not row.cold, hard, float("inf") if row.reached is None else row.reached, row.name)


def _people(land: Ground, pk: int) -> int | None:
    people = land.people.get(pk)
    return None if people is None else round(people)


def _fifth_of(row: ReachAreaRow) -> int:
    return (row.deprivation_decile + 1) // 2 if row.deprivation_decile is not None else -1


def _fifth(number: int, rows: Sequence[ReachAreaRow]) -> ReachFifthRow:
    by_state = reached.within_reach([row.state for row in rows], [row.people for row in rows])
    known = all(row.people is not None for row in rows) and bool(rows)
    return ReachFifthRow(
        number,
        len(rows),
        sum(by_state.values()) if known else None,
        *(by_state[each] for each in (SOMETHING, PERHAPS, NOTHING, UNKNOWN)),
    )


def _people_cite(land: Ground) -> Cite | None:
    """Where the number of people comes from."""
    rows = Value.objects.filter(area__in=list(land.people)[:1], current=True, measure__key=POPULATION)
    version = DatasetVersion.objects.filter(pk__in=rows.values("version")).select_related("dataset").first()
    return cite(version, _("Everybody who lives in the neighbourhoods, added up.")) if version else None


def _places_cites(lists: Sequence[str]) -> tuple[Cite, ...]:
    """Where buildings and green spaces come from."""
    rows = DatasetVersion.objects.filter(pk__in=lists).select_related("dataset").order_by("dataset")
    said = _("Buildings and green spaces that are not said to be closed; each kind is counted from one list.")
    return tuple(cite(each, said) for each in rows)


def points(viewer: Actor, place: Place) -> list[PointRow]:
    """What a router needs to work out a table of minutes: where people live, and where anything public is on."""
    rows = places.members(place).exclude(lat=None).order_by("key")
    origins = [PointRow("origin", each.key, str(each), each.lat or 0.0, each.lon or 0.0) for each in rows]
    venues = sorted(supply.venues(place).items())
    return [
        *origins,
        *(PointRow("destination", id, venue.name, venue.latitude, venue.longitude) for id, venue in venues),
    ]


def tables(viewer: Actor, place: Place) -> list[MinutesRow]:
    """The tables of minutes that the place ever supplied, newest first."""
    rows = MinutesTable.objects.filter(place=place).defer("pairs").order_by("-made_at")
    return [
        MinutesRow(
            *(str(each.pk), each.title, str(travel.MODES.get(each.mode, each.mode)), each.licence),
            *(len(each.origins), len(each.destinations), each.count, each.made_at.date().isoformat(), each.sha256[:8]),
            each.withdrawn_at is not None,
            each.withdrawn_because,
        )
        for each in rows
    ]


def streets(viewer: Actor, place: Place) -> list[StreetsRow]:
    """The streets that the place ever supplied, newest first."""
    rows = travel.OF_STREETS.filter(place=place).order_by("-made_at")
    return [
        StreetsRow(
            *(str(each.pk), each.title, each.vintage, each.licence, *_licence(each.licence), each.attribution),
            *(each.kilometres, each.points, each.left_out, each.homes, each.far),
            *(each.made_at.date().isoformat(), each.sha256[:8], each.withdrawn_at is not None, each.withdrawn_because),
        )
        for each in rows
    ]


def _licence(key: str) -> tuple[str, str]:
    return LICENCES[key].name, LICENCES[key].address


def bringings(viewer: Actor, place: Place) -> list[BringingRow]:
    """What is on its way in or waits to be put to use, and what failed of late: for those who look after it."""
    if not rules.looks_after(viewer, place):
        return []
    late = models.Q(state=Bringing.FAILED, ended_at__lt=timezone.now() - KEPT)
    rows = Bringing.objects.filter(place=place).exclude(late).exclude(state=Bringing.DONE)
    return [_bringing(each) for each in rows.order_by("-began_at")[:MOST_SHOWN]]


def bringing(viewer: Actor, held: Bringing) -> BringingRow:
    """One of them."""
    rules.may_look_after(viewer, held)
    return _bringing(held)


def _bringing(held: Bringing) -> BringingRow:
    found = held.found
    ways = tuple((str(travel.MODES.get(mode, mode)), many) for mode, many in found.get("ways", {}).items())
    return BringingRow(
        *(str(held.pk), held.what, held.told.get("title", ""), held.file, held.state, held.ended_at is not None),
        *(held.come, held.began_at, held.sentence, held.state == Bringing.DONE, found.get("wrong", 0)),
        *(tuple(found.get("mistakes", ())), ways),
        *(found.get(each) for each in ("kilometres", "homes", "far", "left_out")),
    )


Held = TypeVar("Held", MinutesTable, Streets, Bringing)


def held(kind: type[Held], place: Place, id: str) -> Held:
    """One table of minutes, streets or bringing of a place."""
    row = kind.objects.filter(place=place, pk=id).first() if is_id(id) else None
    if row is None:
        raise NotFound(_("Nothing that the way is measured by is kept under this address."))
    return row

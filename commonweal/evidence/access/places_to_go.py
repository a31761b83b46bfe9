"""Buildings and green spaces as things in reach: what their lists say of cost, hours and steps, and what they do not.

Hours are told in OpenStreetMap's own notation (https://wiki.openstreetmap.org/wiki/Key:opening_hours) and read by the
library `opening-hours-py`. What cannot be read, or stands "by appointment", is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils.translation import gettext_lazy

from commonweal.core.words import language
from commonweal.directory import kinds
from commonweal.directory import queries as directory
from commonweal.evidence.access import themes
from commonweal.evidence.access.offer import ACCESS, COST, LANGUAGE, TIME, Offer
from commonweal.evidence.access.question import FREE, WHEN, Question
from commonweal.evidence.keep import kept
from commonweal.openreferral.finding.known import Venue
from commonweal.openreferral.finding.when import LEAST
from commonweal.places.models import Place

HOURS, WHEELCHAIR = "opening hours, as mapped", "wheelchair access"
STEP_FREE = "step-free"
METHOD = gettext_lazy(
    "Parks, playgrounds, libraries, places of worship and the like are taken to be free to go into, because such "
    "places are in England; of others it is not known. Hours are read where a list has them, for half an hour at "
    "least in the next seven days. Where it has none, nobody knows. What is large and drawn as an outline is measured "
    "to its edge: its gate may be further."
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class ToGo:
    """One building or green space that people can go to."""

    venues: tuple[Venue, ...]  # its middle, then points along the edge of a large one
    kind: str
    hours: str  # as its list has them; "" where it says nothing
    step_free: bool | None
    version: str  # of the list it stands in

    @property
    def venue(self) -> Venue:
        """Its middle."""
        return self.venues[0]


def listed(place: Place) -> tuple[ToGo, ...]:
    """Where people of a place can go, whatever is on: open, of a kind that keeps people well or serves a theme."""
    made = kept(("places to go", place.slug), lambda: _listed(place), weight=lambda rows: 1 + len(rows) // 500)
    hidden = directory.withheld_assets(place)  # at once, whatever is kept
    return tuple(each for each in made if each.venue.id not in hidden) if hidden else made


def _listed(place: Place) -> tuple[ToGo, ...]:
    wanted = {*kinds.keeping_well(), *(kind for each in themes.every().values() for kind in each.kinds)}
    rows = directory.standing(place, sorted(wanted))
    return tuple(
        ToGo(_venues(each), each.kind, str(each.details.get(HOURS, "")), _level(each.details), str(each.version))
        for each in rows
    )


def _venues(each: directory.Standing) -> tuple[Venue, ...]:
    name = each.name or kinds.kind(each.kind).label
    return tuple(Venue(name, lat, lon, str(each.id)) for lat, lon in ((each.lat, each.lon), *each.edge))


def _level(told: dict[str, object]) -> bool | None:
    """Can a wheelchair get in? "limited" is neither."""
    said = str(told.get(WHEELCHAIR, "")).casefold()
    return True if said in {"yes", "designated"} else False if said == "no" else None


def of_kind(place: Place, theme: str) -> list[ToGo]:
    """Those that are there for a theme; without one, those of the kinds that keep people well."""
    wanted = set(themes.every()[theme].kinds if theme else kinds.keeping_well())
    return [each for each in listed(place) if each.kind in wanted]


def offer(each: ToGo, question: Question, today: date) -> Offer | None:
    """A place to go as something in reach; None where its list says that it does not fit."""
    said = dict(_said(each, question, today))
    if False in said.values():
        return None
    unsaid = tuple(name for name, fits in said.items() if fits is None)
    kind = _called(each.kind, language())
    return Offer(each.venue.id, each.venue.name, kind if kind != each.venue.name else "", unsaid, each.venues, True)


@lru_cache(maxsize=1024)
def _called(kind: str, language: str) -> str:
    """What a kind is called in the language being read: asked of thousands of things at each view."""
    return kinds.kind(kind).label


def _said(each: ToGo, question: Question, today: date) -> Iterator[tuple[str, bool | None]]:
    """Each thing that was asked, with what is said of it: yes, no, or None."""
    if question.cost == FREE:
        yield COST, kinds.kind(each.kind).free
    if question.when:
        near = round(each.venue.latitude, 1), round(each.venue.longitude, 1)
        yield TIME, is_open(each.hours, question.when, today, near) if each.hours else None
    if question.language:
        yield LANGUAGE, None
    if question.access:
        yield ACCESS, each.step_free if question.access == STEP_FREE else None


@lru_cache(maxsize=4096)
def is_open(hours: str, asked: str, today: date, near: tuple[float, float]) -> bool | None:
    """Is it open then, for half an hour at least, on a day of the week that begins today? None: it cannot be told.

    `near` is where it stands, to a tenth of a degree: many parks close at dusk, which is at four in winter.
    """
    from opening_hours import OpeningHours, ParserError

    try:
        read = OpeningHours(hours, country="GB", coords=near)
    except ParserError:
        return None
    days, part = WHEN[asked]
    doubt = False
    for ahead in range(7):
        day = today + timedelta(days=ahead)
        if DAYS[day.weekday()] not in days:
            continue
        begins, ends = part or (0, 24 * 60)
        midnight = datetime.combine(day, time())
        for start, end, state, note in read.intervals(
            midnight + timedelta(minutes=begins), midnight + timedelta(minutes=ends)
        ):
            if str(state) == "closed" or (end - start) < timedelta(minutes=LEAST):
                continue
            if str(state) == "open" and not note:
                return True
            doubt = True
    return None if doubt else False

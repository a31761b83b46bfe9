"""What somebody insists on, decided exactly, and how many there would be with each other choice.

A filter lets through what is known to fit. Only ages and the area served let through what does not say: an entry that
names no limit has none, as in the standard's own filters.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from dateutil.relativedelta import relativedelta
from shapely.geometry import Point

from commonweal.openreferral.finding import when
from commonweal.openreferral.finding.known import ACCESS, Known
from commonweal.openreferral.serving.grid import distance_m
from commonweal.openreferral.sessions import Session, sessions

Spot = tuple[float, float]  # latitude, longitude
FACET_METRES = (800.0, 1_600.0, 3_200.0, 8_000.0)
FACET_MONTHS = (6, 12)
FACET_DAYS = (7, 28)
_STEP, AHEAD = timedelta(days=14), timedelta(days=60)  # how far ahead the next session is looked for
MOST_MASKS, FEW_SPANS = 200, 4
_ONE_SESSION = frozenset({"days", "part"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What is insisted on. Nothing at all: everything that is open."""

    near: Spot | None = None  # with `metres`: a venue within so far of it
    metres: float | None = None
    covers: Spot | None = None
    days: frozenset[str] = frozenset()  # MO, TU …
    part: str = ""  # morning, afternoon, evening
    on: date | None = None  # a date, with exceptions and all
    starts_within: int | None = None  # days, 60 at most
    free: bool = False
    age: float | None = None
    language: str = ""
    access: frozenset[str] = frozenset()  # each of them
    quiet: bool = False
    asked: frozenset[str] = frozenset()  # codes of what is said of it, each of them
    online: bool = False
    room: bool = False
    confirmed_months: int | None = None
    closed_too: bool = False


@dataclass(slots=True)
class Shelf:
    """The facts of many services, ready to be asked for. Sessions are worked out when they are first asked for."""

    services: Sequence[Known]
    holidays: frozenset[date] = frozenset()
    terms: tuple[tuple[date, date], ...] = ()
    _owner: np.ndarray = field(init=False)
    _at: np.ndarray = field(init=False)
    _sessions: dict[tuple[date, date], list[list[Session]]] = field(default_factory=dict)
    _masks: dict[Hashable, np.ndarray] = field(default_factory=dict)
    _next: dict[tuple[int, date], list[Session]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        venues = [(number, venue) for number, each in enumerate(self.services) for venue in each.venues]
        self._owner = np.array([number for number, _ in venues], dtype=np.int64)
        self._at = np.array([(venue.latitude, venue.longitude) for _, venue in venues], float).reshape(-1, 2)

    def away(self, near: Spot) -> np.ndarray:
        """Metres from a point to the nearest venue of each service; infinite where it has none."""
        found = np.full(len(self.services), np.inf)
        if len(self._owner):
            np.minimum.at(found, self._owner, distance_m(*near, self._at[:, 0], self._at[:, 1]))
        return found

    def kept(self, asked: Hashable, make: Callable[[], np.ndarray]) -> np.ndarray:
        """A mask that was made before, or is made now."""
        made = self._masks.get(asked)
        if made is None:
            made = make()
            # Several threads ask at once: what is kept is let go all together, never one by one.
            if len(self._masks) >= MOST_MASKS:
                self._masks.clear()
            self._masks[asked] = made
        return made

    def next(self, number: int, now: datetime) -> Session | None:
        """The next session of a service that is yet to begin. Looked for a fortnight at a time: most are weekly."""
        first, schedules = now.date(), self.services[number].schedules
        while schedules and first <= now.date() + AHEAD:
            coming = self._next.get((number, first))
            if coming is None:
                coming = sessions(schedules, first, first + _STEP, holidays=self.holidays, terms=self.terms)
                if len(self._next) > 4 * len(self.services):
                    self._next.clear()
                self._next[number, first] = coming
            for each in coming:
                if _still(each, now):
                    return each
            first += _STEP + timedelta(days=1)
        return None

    def every(self, test: Callable[[Known], Any]) -> np.ndarray:
        """Which services pass a test."""
        return np.fromiter((bool(test(each)) for each in self.services), bool, len(self.services))

    def coming(self, first: date, last: date) -> list[list[Session]]:
        """The sessions of each service from one day to another. Those of the last few questions are kept."""
        made = self._sessions.get((first, last))
        if made is None:
            made = [
                sessions(each.schedules, first, last, holidays=self.holidays, terms=self.terms)
                for each in self.services
            ]
            if len(self._sessions) > FEW_SPANS:
                self._sessions.clear()
            self._sessions[first, last] = made
        return made


def fit(shelf: Shelf, asked: Filters, now: datetime) -> np.ndarray:
    """Which services pass every filter."""
    fits: np.ndarray = np.logical_and.reduce([mask for _, mask in _masks(shelf, asked, now)])
    return fits


def counts(shelf: Shelf, asked: Filters, now: datetime, among: np.ndarray | None = None) -> dict[str, dict[str, int]]:
    """How many there would be with each choice of each filter, all other filters standing: exact.

    `among` are those that the words found; without it, all of them.
    """
    within = np.ones(len(shelf.services), bool) if among is None else among
    masks = dict(_masks(shelf, asked, now))
    found: dict[str, dict[str, int]] = {}
    for name, choices in _choices(shelf, asked).items():
        # Day and part of day are asked of the same session, so neither stands without the other.
        own = _ONE_SESSION if name in _ONE_SESSION else {name}
        others = [mask for other, mask in masks.items() if other not in own]
        rest = np.logical_and.reduce([within, *others])
        found[name] = {label: int((rest & _mask(shelf, choice, name, now)).sum()) for label, choice in choices}
    return found


def _choices(shelf: Shelf, asked: Filters) -> dict[str, list[tuple[str, Filters]]]:
    codes = sorted({code for each in shelf.services for code in each.asked})
    spoken = sorted({language for each in shelf.services for language in each.languages})
    found = {
        "days": [(day, replace(asked, days=frozenset({day}))) for day in when.DAYS],
        "part": [(part, replace(asked, part=part)) for part in when.PARTS],
        "starts_within": [(str(days), replace(asked, starts_within=days)) for days in FACET_DAYS],
        "free": [("free", replace(asked, free=True))],
        "language": [(each, replace(asked, language=each)) for each in spoken],
        # A further need of access narrows what is asked already.
        "access": [(each, replace(asked, access=asked.access | {each})) for each in ACCESS],
        "asked": [(each, replace(asked, asked=asked.asked | {each})) for each in codes],
        "quiet": [("quiet", replace(asked, quiet=True))],
        "online": [("online", replace(asked, online=True))],
        "room": [("room", replace(asked, room=True))],
        "confirmed_months": [(str(months), replace(asked, confirmed_months=months)) for months in FACET_MONTHS],
    }
    if asked.near:
        found["metres"] = [(f"{metres:g}", replace(asked, metres=metres)) for metres in FACET_METRES]
    return found


def _masks(shelf: Shelf, asked: Filters, now: datetime) -> Iterable[tuple[str, np.ndarray]]:
    """Each filter that is set, and what it lets through."""
    for each in fields(asked):
        value = getattr(asked, each.name)
        # An age of nought is an age, and today is within no days.
        unset = value is None or value is False or value in ("", frozenset())
        if each.name in _TESTS and (each.name == "closed_too" or not unset):
            yield each.name, _mask(shelf, asked, each.name, now)


def _mask(shelf: Shelf, asked: Filters, name: str, now: datetime) -> np.ndarray:
    # What hangs on the minute is made anew.
    if name == "starts_within":
        return _TESTS[name](shelf, asked, now)
    said = tuple(getattr(asked, each) for each in _RESTS_ON.get(name, (name,)))
    return shelf.kept((name, said, now.date()), lambda: _TESTS[name](shelf, asked, now))


def _near(shelf: Shelf, asked: Filters, now: datetime) -> np.ndarray:
    if asked.near is None or asked.metres is None:
        return np.ones(len(shelf.services), bool)
    return shelf.away(asked.near) <= asked.metres


def _covers(shelf: Shelf, asked: Filters, now: datetime) -> np.ndarray:
    latitude, longitude = asked.covers or (0.0, 0.0)
    point = Point(longitude, latitude)
    return shelf.every(lambda each: not each.areas or any(area.covers(point) for area in each.areas))


def _when(shelf: Shelf, asked: Filters, now: datetime) -> np.ndarray:
    part = when.PARTS[asked.part] if asked.part else None
    return shelf.every(lambda each: any(when.fits(hours, asked.days, part, now.date()) for hours in each.hours))


def _on(shelf: Shelf, asked: Filters, now: datetime) -> np.ndarray:
    day = asked.on or now.date()
    return np.array([bool(each) for each in shelf.coming(day, day)], bool)


def _soon(shelf: Shelf, asked: Filters, now: datetime) -> np.ndarray:
    last = now.date() + timedelta(days=min(asked.starts_within or 0, AHEAD.days))
    nexts = (shelf.next(number, now) for number in range(len(shelf.services)))
    return np.array([each is not None and each.starts.date() <= last for each in nexts], bool)


def _still(session: Session, now: datetime) -> bool:
    """Is it yet to begin? A day that is known without its hour counts until the day is over."""
    return session.starts >= now if session.timed else session.starts.date() >= now.date()


def _confirmed(shelf: Shelf, asked: Filters, now: datetime) -> np.ndarray:
    since = now.date() - relativedelta(months=asked.confirmed_months or 0)
    return shelf.every(lambda each: each.confirmed is not None and each.confirmed >= since)


def _of(test: Callable[[Known, Filters], Any]) -> Callable[[Shelf, Filters, datetime], np.ndarray]:
    return lambda shelf, asked, now: shelf.every(lambda each: test(each, asked))


_RESTS_ON = {"metres": ("near", "metres"), "days": ("days", "part"), "part": ("days", "part")}
_TESTS: dict[str, Callable[[Shelf, Filters, datetime], np.ndarray]] = {
    "metres": _near,
    "covers": _covers,
    "days": _when,
    "part": _when,
    "on": _on,
    "starts_within": _soon,
    "free": _of(lambda each, _: each.free is True),
    "age": _of(lambda each, asked: each.suits(asked.age or 0) is not False),
    "language": _of(lambda each, asked: asked.language.casefold() in each.languages),
    "access": _of(lambda each, asked: asked.access <= each.access),
    "asked": _of(lambda each, asked: asked.asked <= each.asked),
    "quiet": _of(lambda each, _: each.quiet),
    "online": _of(lambda each, _: each.online),
    "room": _of(lambda each, _: each.room is True),
    "confirmed_months": _confirmed,
    "closed_too": _of(lambda each, asked: asked.closed_too or each.open),
}

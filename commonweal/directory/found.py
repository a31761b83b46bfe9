"""Finding what goes on in plain words: what fits what somebody typed, why, and what nobody has said about it.

One finder for each place and each audience is kept in the process, made from documents that this audience may see, so
nothing that is withheld can be found or counted. When the directory changes, the old one answers until the new one is
made.
"""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.db import connections
from django.utils import timezone

from commonweal.config.variables import MEANING
from commonweal.directory import publish
from commonweal.directory.about import questions
from commonweal.directory.documents import PUBLIC, documents, seen_by
from commonweal.directory.going_on import ServiceRow, rows_of
from commonweal.directory.models import Service
from commonweal.directory.school_terms import queries as school_terms
from commonweal.directory.sessions import public_holidays
from commonweal.journal.actor import Actor
from commonweal.journal.models import Entry
from commonweal.openreferral.finding import filters, semantic
from commonweal.openreferral.finding.filters import Filters
from commonweal.openreferral.finding.match import Offer, match
from commonweal.openreferral.finding.ranking import Finder, Result
from commonweal.openreferral.serving import tables
from commonweal.places.models import Place

Spot = tuple[float, float]  # latitude, longitude
SAID = "said of it"  # the reason that it answers what had to be so


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why something is among the results: where the words stand, and what was typed that led there."""

    field: str
    words: str
    said: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Something that fits, and all that should be told with it."""

    service: ServiceRow
    why: tuple[Why, ...]
    unknown: tuple[str, ...]
    away_km: float | None  # straight line to the nearest venue
    next: datetime | None
    ask_first: bool


@dataclass(frozen=True, slots=True)
class HelpNow:
    """Somebody to call at once."""

    name: str
    telephone: str


@dataclass(frozen=True, slots=True)
class FoundPage:
    """What was understood, what fits, and how many there are."""

    total: int
    rows: tuple[FoundRow, ...]
    closed: tuple[ServiceRow, ...]  # would have fitted, and has closed
    understood: tuple[str, ...]
    help_now: tuple[HelpNow, ...]  # where help is at once, when what was typed tells of danger
    counts: dict[str, dict[str, int]]
    by_meaning: bool  # whether a sentence was looked for by what it means, too


@dataclass(slots=True)
class _Kept:
    """The finders of this process, each with the state of the directory it was made from."""

    held: dict[tuple[object, frozenset[str]], tuple[str, Finder]] = field(default_factory=dict)
    making: set[tuple[object, frozenset[str]]] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


_kept = _Kept()


def find(
    viewer: Actor,
    place: Place,
    typed: str,
    *,
    asked: Filters | None = None,
    near: Spot | None = None,
    sort: str = "fit",
    start: int = 0,
    most: int = 20,
) -> FoundPage:
    """What fits in a place, with reasons, and how many there would be with each other choice."""
    asked, now = asked or Filters(), timezone.localtime()
    held = finder(place, seen_by(viewer, place, None))
    found = held.find(typed, now=now, asked=asked, sort=sort, near=near, most=start + most)
    rows = rows_of(viewer, (each.known.id for each in (*found.results[start:], *found.closed)))
    return FoundPage(
        found.total,
        tuple(_found(rows[each.known.id], each, asked) for each in found.results[start:] if each.known.id in rows),
        tuple(rows[each.known.id] for each in found.closed if each.known.id in rows),
        tuple(found.meaning.understood),
        help_now(found.meaning.urgent),
        filters.counts(held.shelf, asked, now, among=found.by_words),
        held.meanings is not None,
    )


def offers(place: Place | None, need: str, *, near: Spot | None = None, most: int = 5) -> list[Offer]:
    """What to offer somebody, from what everyone may know: in one place, or in all that are held here."""
    return match(need, finder(place, PUBLIC), near=near, most=most, now=timezone.localtime())


def everywhere(typed: str, *, near: Spot | None, most: int) -> tuple[list[str], int, str]:
    """Ids of public services that fit, wherever they are, best or nearest first; how many; and under which spelling."""
    held = finder(None, PUBLIC)
    sort = "near" if near else "fit"
    found = held.find(typed, now=timezone.localtime(), near=near, sort=sort, most=most)
    spelled = ", ".join(taken for _typed, taken in found.meaning.spelled)
    return [each.known.id for each in found.results], found.total, spelled


def help_now(danger: Collection[str]) -> tuple[HelpNow, ...]:
    """Whom to call, for what somebody's words tell of ("crisis", "abuse"); nobody where they tell of no danger."""
    rows = [HelpNow(**row) for kind in sorted(danger) for row in _lines()[kind]["lines"]]
    return tuple(dict.fromkeys(rows))


@cache
def _lines() -> dict[str, Any]:
    return tomllib.loads((files("commonweal.directory") / "data" / "help_now.toml").read_text(encoding="utf-8"))


def in_danger(typed: str) -> tuple[HelpNow, ...]:
    """Whom to call at once, if these words tell of danger."""
    return help_now(finder(None, PUBLIC).read(typed, timezone.localdate()).urgent)


def finder(place: Place | None, seen: frozenset[str]) -> Finder:
    """The finder of a place for an audience. One that is out of date answers while the next is made."""
    # What is on today is reckoned from the terms of the place too, which no service's entry tells.
    key, state = (place.pk if place else None, seen), _state() + school_terms.state(place)
    held = _kept.held.get(key)
    if held is not None and held[0] == state:
        return held[1]
    if held is None or not state.startswith("store"):
        return _make(key, state)
    with _kept.lock:
        if key not in _kept.making:
            _kept.making.add(key)
            threading.Thread(target=_make_beside, args=(key, state), daemon=True).start()
    return held[1]


def _state() -> str:
    """What changes whenever the directory does: the published store's stamp, or the last entry where there is none."""
    try:
        return "store " + (tables.found(publish.folder()) / tables.STAMP).read_text("utf-8")
    except OSError:
        last = Entry.objects.filter(what__startswith="directory.").order_by("-at", "-pk").values_list("pk", flat=True)
        return f"entry {last.first()}"


def _make(key: tuple[object, frozenset[str]], state: str) -> Finder:
    place, seen = key
    services = Service.objects.filter(gone_at=None)
    services = services.filter(place=place) if place else services
    ids: list[UUID] = list(services.order_by("pk").values_list("pk", flat=True))
    year = timezone.localdate().year
    days = public_holidays(year) | public_holidays(year + 1)
    # Terms are of a place: in all places together nobody can say when term is, and it says to ask first.
    terms = school_terms.of(Place.objects.get(pk=place)) if place else ()
    made = Finder(documents("service", ids, seen), holidays=days, terms=terms, encoder=encoder())
    _kept.held[key] = (state, made)
    return made


def encoder() -> semantic.Remembering | None:
    """What finds by meaning beside words, where the installation wants it and has it."""
    return semantic.load() if MEANING.on() else None


def _make_beside(key: tuple[object, frozenset[str]], state: str) -> None:
    try:
        _make(key, state)
    finally:
        _kept.making.discard(key)
        # The thread ends here, and whatever it opened with it.
        connections.close_all()


def _found(row: ServiceRow, result: Result, asked: Filters) -> FoundRow:
    return FoundRow(
        row,
        tuple(Why(SAID, _code_in_words(each), "") for each in sorted(asked.asked))
        + tuple(Why(each.field, ", ".join(each.words), each.said) for each in result.reasons),
        result.unknown,
        None if result.away_m is None or result.away_m == float("inf") else result.away_m / 1000,
        result.next.starts if result.next else None,
        bool(result.next and result.next.ask_first),
    )


def _code_in_words(code: str) -> str:
    question, value = questions.codes()[code]
    return question.said(value)

"""Other directories as pages show them: where what is here comes from, how each reading went, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.dateparse import parse_datetime

from commonweal.directory import rules
from commonweal.directory.feeds.files import still_here
from commonweal.directory.feeds.mappings import ColumnRow, rows
from commonweal.directory.going_on import OVER, one
from commonweal.directory.models import (
    OF,
    Feed,
    FeedRun,
    Service,
    SourceRecord,
)
from commonweal.directory.taking import TOP
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

MOST_TOMBSTONES = 200


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """Another directory, as anybody may know of it."""

    title: str
    publisher: str
    licence: str
    licence_address: str
    attribution: str
    fetched_at: datetime | None
    services: int  # that this viewer may see


@dataclass(frozen=True, slots=True)
class FeedRow:
    """Another directory, for whoever answers for the place."""

    id: str
    title: str
    publisher: str
    licence: str
    address: str
    synced_at: datetime | None
    stopped_at: datetime | None
    services: int
    organizations: int
    tombstones: int
    apart: int  # rows that belong to nothing
    problems: int  # of the last reading
    last_state: str
    verdict: str  # pass, warn, fail; "" where it was not checked


@dataclass(frozen=True, slots=True)
class RunRow:
    """One reading of a feed, in a list of them."""

    id: str
    only_look: bool
    state: str
    began_at: datetime
    ended_at: datetime | None
    file: str
    records: int
    added: int
    changed: int
    vanished: int
    problems: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """What was wrong with a row or a cell, and where."""

    level: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class RunWhole:
    """One reading of a feed, whole."""

    id: str
    only_look: bool
    state: str
    ended: bool
    began_at: datetime
    ended_at: datetime | None
    file: str
    reader: str
    why: str
    sentence: str
    still_here: bool  # what was looked at can be taken in
    asked: int  # pages asked for so far, of an address
    counts: tuple[tuple[str, int], ...]
    added: int
    changed: int
    same: int
    vanished: int
    problem_count: int
    errors: int
    problems: tuple[ProblemRow, ...]
    apart: tuple[tuple[str, int], ...]
    mapping: tuple[ColumnRow, ...]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What a feed no longer lists."""

    kind: str
    source_id: str
    name: str
    vanished_at: datetime | None


@dataclass(frozen=True, slots=True)
class FeedWhole:
    """One feed with its history."""

    row: FeedRow
    attribution: str
    licence_address: str
    profile: str
    form: str
    checked_at: datetime | None
    check_problem: str
    card: tuple[tuple[str, str], ...]
    findings: tuple[ProblemRow, ...]
    runs: tuple[RunRow, ...]
    tombstones: tuple[Tombstone, ...]
    apart: tuple[tuple[str, int], ...]
    mapping: tuple[ColumnRow, ...]


def directories(viewer: Actor, place: Place) -> list[DirectoryRow]:
    """Where what is here comes from: each directory that is taken in, with how much of it this viewer may see."""
    seen = _going_on(viewer, place).filter(source__feed__isnull=False)
    counts = dict(seen.values_list("source__feed").annotate(n=Count("pk")).order_by())
    return [
        DirectoryRow(
            each.title,
            each.publisher,
            *_licence(each),
            each.attribution,
            each.synced_at,
            counts.get(each.pk, 0),
        )
        for each in Feed.objects.filter(place=place, stopped_at=None).order_by("title")
    ]


def written_here(viewer: Actor, place: Place) -> int:
    """How many services were written here and taken from nowhere."""
    return _going_on(viewer, place).filter(source=None).count()


def _going_on(viewer: Actor, place: Place) -> QuerySet[Service]:
    """What the list of a place holds, so that the numbers of both pages agree: what has ended is left out."""
    return Service.objects.visible_to(viewer).filter(place=place).exclude(status__in=OVER)


def feeds(viewer: Actor, place: Place) -> list[FeedRow]:
    """All feeds of a place, for whoever answers for it."""
    rules.may_add_feed(viewer, place=place)
    return _rows(Feed.objects.filter(place=place).order_by("title"))


def feed(viewer: Actor, id: str) -> Feed:
    """One feed, for whoever answers for its place."""
    found: Feed = one(Feed.objects.select_related("place"), id)
    rules.may_sync_feed(viewer, found)
    return found


def whole(viewer: Actor, found: Feed) -> FeedWhole:
    """One feed with all its readings, what vanished from it, and what our check says."""
    rules.may_sync_feed(viewer, found)
    [row] = _rows(Feed.objects.filter(pk=found.pk))
    records = SourceRecord.objects.filter(feed=found).defer("raw")
    loose = records.filter(vanished_at=None).exclude(kind__in=TOP)
    ended = records.exclude(vanished_at=None).filter(kind__in=TOP).order_by("-vanished_at", "kind", "source_id")
    checked = found.checked or {}
    return FeedWhole(
        row,
        found.attribution,
        _licence(found)[1],
        found.profile,
        found.form,
        parse_datetime(checked.get("at", "")) if checked.get("at") else None,
        checked.get("problem", ""),
        tuple(_card(checked.get("card", {}))),
        tuple(ProblemRow(each["level"], each["where"], each["what"]) for each in checked.get("findings", ())),
        tuple(_run_row(each) for each in found.runs.order_by("-began_at")[:50]),
        tuple(_tombstones(found, list(ended[:MOST_TOMBSTONES]))),
        tuple(loose.values_list("kind").annotate(n=Count("pk")).order_by("kind")),
        rows(found.mapping),
    )


def run(viewer: Actor, found: Feed, id: str) -> RunWhole:
    """One reading of a feed."""
    rules.may_sync_feed(viewer, found)
    told: FeedRun = one(FeedRun.objects.filter(feed=found), id)
    done = told.counts.get("sync") or told.counts.get("ahead", {})
    problems = tuple(ProblemRow(*each) for each in told.problems)
    return RunWhole(
        str(told.pk),
        told.only_look,
        told.state,
        told.ended_at is not None,
        told.began_at,
        told.ended_at,
        told.file,
        told.reader,
        told.why,
        told.sentence,
        still_here(told),
        told.counts.get("asked", 0),
        tuple((kind, count) for kind, count in told.counts.get("records", {}).items() if count),
        *(done.get(name, 0) for name in ("added", "changed", "same", "vanished")),
        told.problem_count,
        sum(1 for each in problems if each.level == "error"),
        problems,
        tuple(told.apart.items()),
        rows(told.mapping),
    )


def _rows(found: Any) -> list[FeedRow]:
    held = list(found)
    ids = [each.pk for each in held]
    own = {kind: _counted(kind, ids) for kind in ("service", "organization")}
    records = SourceRecord.objects.filter(feed__in=ids)
    ended = dict(records.exclude(vanished_at=None).filter(kind__in=TOP).values_list("feed").annotate(n=Count("pk")))
    loose = dict(records.filter(vanished_at=None).exclude(kind__in=TOP).values_list("feed").annotate(n=Count("pk")))
    last: dict[UUID, FeedRun] = {}
    for each in FeedRun.objects.filter(feed__in=ids).defer("problems", "mapping").order_by("began_at"):
        last[each.feed_id] = each
    return [
        FeedRow(
            str(each.pk),
            each.title,
            each.publisher,
            _licence(each)[0],
            each.address,
            each.synced_at,
            each.stopped_at,
            own["service"][each.pk],
            own["organization"][each.pk],
            ended.get(each.pk, 0),
            loose.get(each.pk, 0),
            last[each.pk].problem_count if each.pk in last else 0,
            last[each.pk].state if each.pk in last else "",
            str((each.checked or {}).get("verdict", "")),
        )
        for each in held
    ]


def _counted(kind: str, feeds: list[UUID]) -> Counter[UUID]:
    live = OF[kind]._default_manager.filter(source__feed__in=feeds, gone_at=None)
    return Counter(dict(live.values_list("source__feed").annotate(n=Count("pk")).order_by()))


def _run_row(each: FeedRun) -> RunRow:
    done = each.counts.get("sync", {})
    return RunRow(
        str(each.pk),
        each.only_look,
        each.state,
        each.began_at,
        each.ended_at,
        each.file,
        sum(each.counts.get("records", {}).values()),
        *(done.get(name, 0) for name in ("added", "changed", "vanished")),
        each.problem_count,
        each.sentence,
    )


def _tombstones(found: Feed, ended: list[SourceRecord]) -> Iterable[Tombstone]:
    named = {
        source: name
        for kind in ("organization", "location", "service")
        for source, name in OF[kind]
        ._default_manager.filter(source__in=[each.pk for each in ended])
        .values_list("source", "name")
    }
    for each in ended:
        yield Tombstone(each.kind, each.source_id, named.get(each.pk, ""), each.vanished_at)


def _card(card: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The capability card in lines: one for each of its parts."""
    for name, said in card.items():
        if isinstance(said, Mapping):
            for inner, what in said.items():
                told = ", ".join(f"{k}: {v}" for k, v in what.items()) if isinstance(what, Mapping) else str(what)
                yield f"{name} {inner}".strip(), told
        else:
            yield str(name), str(said)


def _licence(each: Feed) -> tuple[str, str]:
    if each.licence == "unstated":
        return each.licence_words, ""
    known = LICENCES.get(each.licence)
    return (known.name, known.address) if known else (each.licence, "")

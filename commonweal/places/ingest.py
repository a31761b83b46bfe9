"""Bringing published files in for one place: read, stage in chunks, then make live in one short change.

A load that is stopped at any moment goes on where it was: what was staged stays staged, what went live stays live.
"""

from __future__ import annotations

import typing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db import transaction
from django.db.models import Q

from commonweal.feeds.base import Measure, Refused, Source, WrongFile
from commonweal.feeds.records import AreaValues
from commonweal.journal.actor import Actor
from commonweal.places import changes, coverage, datasets, held, nest, takers
from commonweal.places.models import DatasetVersion, Load, Place, Staged
from commonweal.places.models import Refused as RefusedRow
from commonweal.places.national import England
from commonweal.places.packing import pack, unpack
from commonweal.places.scope import Scope
from commonweal.places.takers import LATER, NOW, Bringing, Taken

CHUNK = 1000
MOST_REFUSED = 5000
FIGURES = 5  # the first phase whose datasets say nothing of what and where areas are
NESTS = 3  # the first phase that says nothing of names and nesting


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one dataset: "live", "already" (nothing new), "elsewhere" (nothing for this place), "refused",
    or "later" (known and whole, but no room works with it yet)."""

    source: Source
    outcome: str
    used: int = 0
    refused: int = 0
    covered: int = 0
    expected: int = 0
    why: str = ""


Tell = Callable[[str, int, int], None]


def yields(feed: ModuleType) -> list[str]:
    """Which types of record a feed's `read` says it gives."""
    given = typing.get_args(typing.get_type_hints(feed.read)["return"])
    parts = [part for each in given for part in (typing.get_args(each) or (each,))]
    return [part.__name__ for part in parts]


def in_order(found: Iterable[tuple[Source, ModuleType]]) -> list[tuple[Source, ModuleType]]:
    """Lookups before names before outlines before figures; a finer source before the one used instead of it."""
    return sorted(found, key=lambda each: (takers.phase_of(yields(each[1])), bool(each[0].instead_of), each[0].key))


def bring_in(
    who: Actor, place: Place, source: Source, feed: ModuleType, paths: list[Path], *, scope: Scope | None = None
) -> Came:
    """Bring one dataset in for one place. Doing it again with the same files and ground does nothing."""
    if takers.phase_of(yields(feed)) == takers.NOBODY:
        return _for_later(source, feed, paths)
    scope = scope or Scope(place)
    is_lookup = takers.phase_of(yields(feed)) == 0
    files = [datasets.seen(path) for path in paths]
    digest, ground = datasets.version_hash(files), scope.hash(lookups=is_lookup)
    loads = Load.objects.filter(place=str(place.pk))
    same = loads.filter(version__dataset=source.key, version__sha256=digest)
    before = same.filter(scope_hash=ground, state=Load.LIVE).first()
    if before is not None:
        return _came(source, "already", before)
    try:
        measures = {measure.key: measure for path in paths for measure in feed.measures(path)}
    except WrongFile as wrong:
        return Came(source, "refused", why=str(wrong))
    load, _ = loads.get_or_create(coming=f"{source.key}/{digest}", scope_hash=ground, defaults={"place": str(place.pk)})
    try:
        staging = Staging(load, scope, source, tuple(measures.values()), DatasetVersion(dataset_id=source.key))
        for path in paths:
            staging.read(feed, path)
        staging.finish()
    except WrongFile as wrong:
        load.delete()  # with what was staged of it: nothing is known yet of a dataset or a version
        return Came(source, "refused", why=str(wrong))

    def take() -> Taken:
        dataset = changes.describe_dataset(who, source, list(measures.values()))
        load.version = staging.bringing.version = changes.meet_version(who, dataset, files=files)
        return staging.take()

    live = changes.go_live(who, place, load, take=take, measures=len(measures))
    # Earlier loads of this dataset for this place have been overtaken; their refused rows are no longer news.
    old = loads.filter(Q(version__dataset=source.key) | Q(coming__startswith=f"{source.key}/"))
    old.exclude(pk=live.pk).delete()
    return _came(source, "live" if live.rows_used else "elsewhere", live)


def _for_later(source: Source, feed: ModuleType, paths: list[Path]) -> Came:
    """Read a file that no room takes in yet, to say what it is and whether it is whole."""
    said: list[str] = []
    try:
        for path in paths:
            for record in feed.read(path, refuse=lambda refused: None):
                counts = ", ".join(f"{count:,} {words}" for words, count in record.counts.items())
                days = f", {record.first_day} to {record.last_day}" if record.first_day else ""
                said.append(f"{record.name}: {counts}{days}")
    except WrongFile as wrong:
        return Came(source, "refused", why=str(wrong))
    return Came(source, "later", why="; ".join(said))


def _came(source: Source, outcome: str, load: Load) -> Came:
    return Came(source, outcome, load.rows_used, load.rows_refused, load.areas_covered, load.areas_expected)


class Staging:
    """One load on its way: wanted records in chunks, refused rows beside them, England in passing."""

    def __init__(
        self, load: Load, scope: Scope, source: Source, measures: tuple[Measure, ...], version: DatasetVersion
    ) -> None:
        self.load, self.scope, self.measures = load, scope, measures
        self.bringing = Bringing(scope, version, measures, source.instead_of, self.refuse)
        self.england: list[England] = []
        self.buffer: list[tuple[str, Any]] = []
        self.later: list[Any] = []
        self.passed = 0  # wanted records so far: those staged before a stop are passed over
        self.read_rows = 0
        self.refused: list[Refused] = []  # those that are kept one by one
        self.refused_in_all = self.elsewhere = 0
        self.kinds: set[str] = set()
        # Refused rows are met again when the file is read again after a stop.
        load.refused.all().delete()

    def refuse(self, refused: Refused) -> None:
        """Keep a row that cannot be used, with its reason; of one about other ground, only that it was there."""
        if coverage.elsewhere(self.scope, refused.area):
            self.elsewhere += 1
            return
        self.refused_in_all += 1
        if len(self.refused) < MOST_REFUSED:
            self.refused.append(refused)

    def read(self, feed: ModuleType, path: Path) -> None:
        """Read one file of the dataset."""
        england = England(tuple(feed.measures(path)))
        self.england.append(england)
        for record in feed.read(path, refuse=self.refuse):
            self.read_rows += 1
            if isinstance(record, AreaValues):
                england.see(record)
            self.offer(record, last=False)
        later, self.later = self.later, []
        for record in later:
            self.offer(record, last=True)
        self.flush()

    def offer(self, record: Any, *, last: bool) -> None:
        """Stage a record if its taker wants it."""
        name = type(record).__name__
        taker = takers.taker(name)
        if taker is None:
            return
        answer = taker.wanted(self.bringing, record)
        if answer == LATER and not last:
            self.later.append(record)
        if answer != NOW:
            return
        self.kinds.add(coverage.spoken_of(record))
        self.passed += 1
        if self.passed <= self.load.staged_through:
            return
        self.buffer.append((name, record))
        if len(self.buffer) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Write a chunk and how far we are, both or neither."""
        if not self.buffer:
            return
        by_type: dict[str, list[Any]] = defaultdict(list)
        for name, record in self.buffer:
            by_type[name].append(record)
        self.load.staged_through = self.passed
        with transaction.atomic():
            Staged.objects.bulk_create(
                [Staged(load=self.load, record=name, body=pack(records)) for name, records in by_type.items()]
            )
            self.load.save(update_fields=["staged_through"])
        self.buffer = []

    def finish(self) -> None:
        """Write what is known once every file has been read."""
        self.load.rows_read = self.read_rows + self.refused_in_all + self.elsewhere
        self.load.counted, self.load.areas_expected = coverage.expected(self.scope, self.kinds)
        self.load.save(update_fields=["rows_read", "counted", "areas_expected"])

    def take(self) -> Taken:
        """Hand all that was staged to its takers, inside the change that makes the version live."""
        taken = Taken()
        for name in self.load.staged.values_list("record", flat=True).distinct():
            taker = takers.taker(name)
            if taker is None:
                continue
            part = taker.take(self.bringing, self._records(name))
            taken.used += part.used
            taken.covered |= part.covered
        for england in self.england:
            england.tell(self.bringing.version)
        self.load.rows_refused, self.load.rows_elsewhere = self.refused_in_all, self.elsewhere
        self._keep_refused()
        return taken

    def _keep_refused(self) -> None:
        """The first ones with their reasons, and how many more there are: never silently fewer."""
        kept, more = list(self.refused), self.refused_in_all - len(self.refused)
        if more:
            kept.append(Refused("", None, f"{more:,} more rows could not be used; only the first are listed."))
        rows = (RefusedRow(load=self.load, file=e.file[:200], line=e.line, reason=e.reason[:400]) for e in kept)
        RefusedRow.objects.bulk_create(rows, batch_size=2000)

    def _records(self, name: str) -> Iterator[Any]:
        # One chunk at a time by its number: a cursor left open while rows are written elsewhere would hold them all.
        for pk in list(self.load.staged.filter(record=name).order_by("pk").values_list("pk", flat=True)):
            yield from unpack(name, Staged.objects.values_list("body", flat=True).get(pk=pk))


class Grounds:
    """A place's scope, kept from dataset to dataset: making it for all England takes seconds."""

    def __init__(self, who: Actor, place: Place) -> None:
        self.who, self.place = who, place
        self.made: Scope | None = None
        self.nested = 0  # up to which phase nesting that follows from names has been recorded
        self.came = False  # whether anything has come in since

    def scope(self, phase: int) -> Scope:
        """The scope for a dataset of this phase: made anew where an earlier phase has changed the ground."""
        if phase > self.nested and self.nested < NESTS:
            self.nested = phase
            self.nest()
        if self.made is None:
            self.made = Scope(self.place)
        return self.made

    def nest(self) -> None:
        """Record nesting that follows from what has come in."""
        if not self.came:
            return
        self.came, self.made = False, None
        if nest.missing(self.place):
            changes.nest_areas(self.who, self.place)

    def after(self, came: Came, phase: int) -> None:
        """A lookup widens the scope by the areas it was found to name above the place's own."""
        if phase < NESTS and came.outcome == "live":
            self.came = True
        if self.made is not None:
            self.made.absorb()


def bring_all(
    who: Actor, place: Place, found: Iterable[tuple[Source, ModuleType, list[Path]]], *, tell: Tell
) -> Iterator[Came]:
    """Bring every dataset in, in the order they lean on one another. `tell(title, done, of)` hears of progress.

    What a larger place has brought in from the same files is in use here too, and is not read again.
    """
    paths = {source.key: files for source, _, files in found}
    ordered = in_order([(source, feed) for source, feed, _ in found])
    leant = {came.source.key: came for came in _lean(who, place, [(each, paths[each.key]) for each, _ in ordered])}
    grounds = Grounds(who, place)
    grounds.came = True  # a load that was stopped may have left nesting unrecorded
    for number, (source, feed) in enumerate(ordered):
        tell(source.title, number, len(ordered))
        if source.key in leant:
            yield leant[source.key]
            continue
        phase = takers.phase_of(yields(feed))
        came = bring_in(who, place, source, feed, paths[source.key], scope=grounds.scope(phase))
        grounds.after(came, phase)
        yield came
    grounds.nest()
    tell("", len(ordered), len(ordered))


def _lean(who: Actor, place: Place, files: Iterable[tuple[Source, list[Path]]]) -> list[Came]:
    """Datasets whose very files a place around this one has in use."""
    around = held.loads_around(place)
    same = {
        source.key: source
        for source, paths in files
        if source.key in around
        and around[source.key].version.sha256 == datasets.version_hash([datasets.seen(path) for path in paths])
    }
    loads = _lean_on(who, place, [around[key] for key in same]) if same else []
    return [_came(same[load.version.dataset_id], "already", load) for load in loads]


def lean(who: Actor, place: Place) -> int:
    """Use all that places around this one have in use; how many datasets that is."""
    around = held.loads_around(place)
    return len(_lean_on(who, place, list(around.values()))) if around else 0


def _lean_on(who: Actor, place: Place, loads: list[Load]) -> list[Load]:
    own = Load.objects.filter(place=str(place.pk), state=Load.LIVE, version__in=[load.version_id for load in loads])
    before = {load.version_id: load for load in own.select_related("version")}
    new = [load for load in loads if load.version_id not in before]
    return [*before.values(), *(changes.lean_on(who, place, new) if new else [])]

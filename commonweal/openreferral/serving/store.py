"""Writes to a store: the whole of it anew (`build`), or a few changes (`apply`). One process writes at a time.

Only what is public is ever given to it: whoever calls has already asked what a stranger may see.
"""

from __future__ import annotations

import itertools
import secrets
import shutil
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from commonweal.openreferral.serving import facts, index, standing, tables
from commonweal.openreferral.serving.columns import Gathering
from commonweal.openreferral.serving.documents import KINDS, Document, Packed, pack
from commonweal.openreferral.serving.tables import key, stretch

CHUNK = 2_000
# Nobody reads a store while it is made. Of large pages, each holds some whole records.
FAST = "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
# So many services are remembered while a store is built: their places mostly come right after them.
REMEMBERED = 20_000

Row = tuple[int, str, int, int, int, bytes, bytes]


def build(
    folder: Path, documents: Iterable[tuple[str, Document]], *, previous: Path | None = None, now: int | None = None
) -> None:
    """Make a whole new store in an empty folder.

    Where `previous` is given, a record keeps its place in the list, and one whose bytes are the same its place in the
    changes; what is not among the documents counts as removed.
    """
    if previous and tables.found(previous).resolve() == folder.resolve():
        raise ValueError("A new store is made beside the old one, not in its place.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / tables.FILE).unlink(missing_ok=True)
    for beside in (tables.INDEX, tables.COLUMNS):
        shutil.rmtree(folder / beside, ignore_errors=True)
    store = tables.opened(folder, writing=True)
    try:
        store.executescript(FAST + tables.MAKE)
        with index.Shelves(folder / tables.INDEX, bulk=True) as shelves:
            building = _Building(store, shelves, previous, now or _now())
            building.take(documents)
            standing.save(
                folder, _columns(building.seq), {kind: each.columns() for kind, each in building.columns.items()}
            )
            shelves.commit()
        store.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        tables.stamp(folder, tables.meta(store))
    finally:
        store.close()


def apply(
    folder: Path,
    puts: Iterable[tuple[str, Document]] = (),
    removals: Iterable[tuple[str, str]] = (),
    *,
    now: int | None = None,
) -> int:
    """A few changes to a store that is being read: how many took place. What is the same as before is no change."""
    folder = tables.found(folder)
    store = tables.opened(folder, writing=True)
    try:
        with index.Shelves(folder / tables.INDEX, bulk=False) as shelves:
            changing = _Changing(store, shelves, now or _now())
            store.execute("BEGIN IMMEDIATE")
            changing.catch_up()
            for kind, document in puts:
                changing.put(kind, document)
            for kind, known in removals:
                changing.remove(kind, known)
            changing.find_again()
            changing.say()
            before = tables.meta(store)["columns"]
            folded = standing.fold(folder, store, _columns(changing.seq))
            store.execute("COMMIT")
            shelves.commit()
        if folded:
            # Who is just about to read may still have been told of those before.
            standing.forget(folder, before, _columns(changing.seq))
        store.execute("INSERT OR REPLACE INTO meta VALUES ('indexed', ?)", (str(changing.seq),))
        if changing.count:
            tables.stamp(folder, tables.meta(store))
            _let_go(folder, store)
        return changing.count
    finally:
        store.close()


class _Building:
    """A new store while it is made."""

    def __init__(self, store: sqlite3.Connection, shelves: index.Shelves, previous: Path | None, now: int) -> None:
        self.store, self.shelves, self.now = store, shelves, now
        self.before = tables.opened(tables.found(previous)) if previous else None
        known = tables.meta(self.before) if self.before else {}
        if known.get("format") != str(tables.FORMAT):
            self.before, known = None, {}
        self.epoch = known.get("epoch") or secrets.token_hex(8)
        self.seq = int(known.get("seq", 0))
        self.last = {kind: int(known.get(f"last {kind}", 0)) for kind in KINDS}
        self.services: OrderedDict[str, tuple[Document, facts.Part]] = OrderedDict()
        self.waiting: list[tuple[int, int]] = []
        self.areas: set[str] = set()
        self.columns = {kind: Gathering() for kind in KINDS}

    def take(self, documents: Iterable[tuple[str, Document]]) -> None:
        """All documents, then what had to wait for them, then what is no longer there."""
        self.store.execute("BEGIN")
        rest = iter(documents)
        while chunk := list(itertools.islice(rest, CHUNK)):
            self._chunk(chunk)
        self.store.execute("COMMIT")
        try:
            self.store.executescript(tables.SORT)
        except sqlite3.IntegrityError as error:
            raise ValueError("The same id was given twice for one kind of record.") from error
        self._places_that_waited()
        self._gone()
        _say(self.store, self.epoch, self.seq, self.last, self.now)
        self.store.execute("INSERT OR REPLACE INTO meta VALUES ('columns', ?)", (_columns(self.seq),))

    def _chunk(self, chunk: list[tuple[str, Document]]) -> None:
        rows: list[Row] = []
        nested = []
        places = []
        for kind, document in chunk:
            packed = pack(kind, document)
            row = self._row(kind, packed)
            rows.append(row)
            nested.append((row[0], packed.full))
            if kind == "service_at_location":
                places.append((str(packed.document.get("service_id", "")), row[0]))
            self._find(kind, row[0], row[3], packed.document)
        self.store.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self.store.executemany("INSERT INTO nested VALUES (?, ?)", nested)
        self.store.executemany("INSERT OR IGNORE INTO place VALUES (?, ?)", places)

    def _row(self, kind: str, packed: Packed) -> Row:
        old = self._old(kind, packed.id)
        if old and old[4] == packed.etag:
            row, seq, modified, at, _etag = old
        else:
            self.seq += 1
            seq, at = self.seq, self.now
            modified = packed.modified if packed.modified is not None else self.now
            if old:
                row = old[0]
            else:
                self.last[kind] += 1
                row = key(kind, self.last[kind])
        return row, packed.id, seq, modified, at, packed.etag, packed.listed

    def _old(self, kind: str, known: str) -> tuple[int, int, int, int, bytes] | None:
        if not self.before:
            return None
        asked = "SELECT ord, seq, modified, at, etag FROM record WHERE id = ? AND ord BETWEEN ? AND ?"
        found: tuple[int, int, int, int, bytes] | None = self.before.execute(asked, (known, *stretch(kind))).fetchone()
        return found

    def _find(self, kind: str, row: int, modified: int, document: Document) -> None:
        """Put it where it can be found; a place of a service not yet seen waits."""
        number = row - stretch(kind)[0]
        if kind == "service":
            own = facts.of_itself(document)
            part = facts.service_part(document, own)
            self._remember(document, own)
            self._areas(part)
            self._put(kind, number, facts.entry(part, document, modified))
        elif kind == "service_at_location":
            remembered = self.services.get(str(document.get("service_id", "")))
            if remembered is None:
                self.waiting.append((row, modified))
            else:
                self._place(number, modified, document, *remembered)
        else:
            self._put(kind, number, facts.plain_entry(document, modified))

    def _put(self, kind: str, number: int, entry: dict[str, Any]) -> None:
        self.columns[kind].take(number, entry)
        self.shelves.put(kind, number, entry)

    def _place(self, number: int, modified: int, document: Document, service: Document, own: facts.Part) -> None:
        part = facts.place_part(document, own)
        self._areas(part)
        self._put("service_at_location", number, facts.entry(part, service, modified))

    def _remember(self, document: Document, own: facts.Part) -> None:
        self.services[str(document["id"])] = (document, own)
        if len(self.services) > REMEMBERED:
            self.services.popitem(last=False)

    def _areas(self, part: facts.Part) -> None:
        for name, extent in part.areas.items():
            if name not in self.areas:
                self.areas.add(name)
                self.store.execute("INSERT OR IGNORE INTO area VALUES (?, ?)", (name, extent))

    def _places_that_waited(self) -> None:
        for row, modified in self.waiting:
            document = _document(self.store, row)
            service = _service_of(self.store, document)
            number = row - stretch("service_at_location")[0]
            self._place(number, modified, document, service, facts.of_itself(service))

    def _gone(self) -> None:
        """What stood in the store before and stands no longer; and what was gone already."""
        if not self.before:
            return
        self.store.executemany("INSERT INTO removed VALUES (?, ?, ?, ?)", self.before.execute("SELECT * FROM removed"))
        for row, known in self.before.execute("SELECT ord, id FROM record ORDER BY ord"):
            if not self.store.execute("SELECT 1 FROM record WHERE ord = ?", (row,)).fetchone():
                self.seq += 1
                self.store.execute("INSERT INTO removed VALUES (?, ?, ?, ?)", (row, known, self.seq, self.now))
        self.before.close()


class _Changing:
    """A store while a few changes are made to it."""

    def __init__(self, store: sqlite3.Connection, shelves: index.Shelves, now: int) -> None:
        self.store, self.shelves, self.now = store, shelves, now
        known = tables.meta(store)
        self.epoch, self.seq = known["epoch"], int(known["seq"])
        self.last = {kind: int(known[f"last {kind}"]) for kind in KINDS}
        self.count = 0
        self.touched: dict[int, None] = {}
        self.indexed = int(known.get("indexed", self.seq))

    def catch_up(self) -> None:
        """What a run that was cut off had written, but not yet put where it is found."""
        late = self.store.execute("SELECT ord FROM record WHERE seq > ?", (self.indexed,)).fetchall()
        self.touched |= {row: None for (row,) in late}
        for (row,) in self.store.execute("SELECT ord FROM removed WHERE seq > ?", (self.indexed,)).fetchall():
            kind = tables.kind_of(row)
            self.shelves.take_out(kind, row - stretch(kind)[0])

    def put(self, kind: str, document: Document) -> None:
        """A record as it now is."""
        packed = pack(kind, document)
        old = self._row(kind, packed.id)
        if old and old[1] == packed.etag:
            return
        if old:
            row = old[0]
        else:
            self.last[kind] += 1
            row = key(kind, self.last[kind])
        modified = packed.modified if packed.modified is not None else self.now
        kept = (row, packed.id, self._next(), modified, self.now, packed.etag, packed.listed)
        self.store.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", kept)
        self.store.execute("INSERT OR REPLACE INTO nested VALUES (?, ?)", (row, packed.full))
        self.touched[row] = None
        if kind == "service_at_location":
            self.store.execute("DELETE FROM place WHERE ord = ?", (row,))
            self.store.execute("INSERT INTO place VALUES (?, ?)", (str(packed.document.get("service_id", "")), row))
        if kind == "service":
            self._its_places(packed.id)

    def remove(self, kind: str, known: str) -> None:
        """A record that is no longer public."""
        old = self._row(kind, known)
        if not old:
            return
        row = old[0]
        for table in ("record", "nested", "place", "late"):
            self.store.execute(f"DELETE FROM {table} WHERE ord = ?", (row,))  # noqa: S608 - names of our own
        self.store.execute("INSERT INTO removed VALUES (?, ?, ?, ?)", (row, known, self._next(), self.now))
        self.touched.pop(row, None)
        self.shelves.take_out(kind, row - stretch(kind)[0])
        if kind == "service":
            self._its_places(known)

    def find_again(self) -> None:
        """What changed, and the places of services that changed, are found by what they now say."""
        for row in self.touched:
            held = self.store.execute("SELECT modified FROM record WHERE ord = ?", (row,)).fetchone()
            if not held:
                continue
            kind, document = tables.kind_of(row), _document(self.store, row)
            entry = self._entry(kind, document, held[0])
            standing.put(self.store, row, entry)
            self.shelves.replace(kind, row - stretch(kind)[0], entry)

    def say(self) -> None:
        """How far the changes have come."""
        if self.count:
            _say(self.store, self.epoch, self.seq, self.last, self.now)

    def _entry(self, kind: str, document: Document, modified: int) -> dict[str, Any]:
        if kind not in ("service", "service_at_location"):
            return facts.plain_entry(document, modified)
        if kind == "service":
            service, part = document, facts.service_part(document, facts.of_itself(document))
        else:
            service = _service_of(self.store, document)
            part = facts.place_part(document, facts.of_itself(service))
        self.store.executemany("INSERT OR IGNORE INTO area VALUES (?, ?)", part.areas.items())
        return facts.entry(part, service, modified)

    def _its_places(self, service: str) -> None:
        for (row,) in self.store.execute("SELECT ord FROM place WHERE service = ?", (service,)).fetchall():
            self.touched[row] = None

    def _row(self, kind: str, known: str) -> tuple[int, bytes] | None:
        asked = "SELECT ord, etag FROM record WHERE id = ? AND ord BETWEEN ? AND ?"
        found: tuple[int, bytes] | None = self.store.execute(asked, (known, *stretch(kind))).fetchone()
        return found

    def _next(self) -> int:
        self.seq += 1
        self.count += 1
        return self.seq


def _say(store: sqlite3.Connection, epoch: str, seq: int, last: dict[str, int], now: int) -> None:
    said = {"format": tables.FORMAT, "epoch": epoch, "seq": seq, "made_at": now}
    said |= {f"last {kind}": number for kind, number in last.items()}
    rows = [(name, str(value)) for name, value in said.items()]
    store.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def _let_go(folder: Path, store: sqlite3.Connection) -> None:
    """What was removed stays in no file beside the tables: not in the log of changes, not in a package made before."""
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for old in (folder / tables.DUMPS).glob("*.zip"):
        old.unlink(missing_ok=True)


def _document(store: sqlite3.Connection, row: int) -> Document:
    (full,) = store.execute("SELECT full FROM nested WHERE ord = ?", (row,)).fetchone()
    document: Document = orjson.loads(full)
    return document


def _service_of(store: sqlite3.Connection, place: Document) -> Document:
    """The service that is at a place; one that nobody gave says nothing."""
    asked = "SELECT ord FROM record WHERE id = ? AND ord BETWEEN ? AND ?"
    found = store.execute(asked, (str(place.get("service_id", "")), *stretch("service"))).fetchone()
    return _document(store, found[0]) if found else {}


def _columns(seq: int) -> str:
    """What the files of columns are called that hold everything up to a change."""
    return f"v{seq}"


def _now() -> int:
    return time.time_ns() // 1000

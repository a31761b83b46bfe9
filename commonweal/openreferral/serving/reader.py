"""Reads a store while it is served: as it stood when it was last stamped, and anew when the stamp is another one."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from shapely import STRtree
from shapely.geometry import Point

from commonweal.openreferral.serving import facts, index, standing, tables
from commonweal.openreferral.serving.documents import KINDS
from commonweal.openreferral.serving.standing import Standing
from commonweal.openreferral.serving.tables import key, stretch

BATCH = 500
Mark = tuple[int, int, int] | None


class Shelf:
    """One kind's index."""

    def __init__(self, folder: Path) -> None:
        self.schema = index.schema()
        made = index.opened(folder)
        made.reload()
        self.searcher: tantivy.Searcher = made.searcher()

    def count(self, query: tantivy.Query) -> int:
        """How many fit."""
        found: int = self.searcher.search(query, limit=1).count  # type: ignore[attr-defined]
        return found

    def begun(self, word: str) -> list[tuple[str, int]]:
        """Words in use that begin so, and how many rows have each."""
        found: list[tuple[str, int]] = self.searcher.terms_with_prefix("text", word)
        return found

    def in_order(self, query: tantivy.Query, most: int, offset: int = 0) -> tuple[list[int], int]:
        """Places of those that fit, in the order of the list, and how many fit."""
        result: Any = self.searcher.search(
            query, limit=most, offset=offset, order_by_field="ord", order=tantivy.Order.Asc
        )
        return [number for number, _ in result.hits], result.count

    def best(self, query: tantivy.Query, most: int, offset: int = 0) -> tuple[list[int], int]:
        """Places of those that fit best, and how many fit. Equally good ones stand in the order of the index."""
        result: Any = self.searcher.search(query, limit=most, offset=offset)
        found: Any = self.searcher.fast_field_values("ord", [address for _, address in result.hits])
        return list(found), result.count


class View:
    """A store as it stood when it was last stamped."""

    def __init__(self, folder: Path, before: View | None = None) -> None:
        self.folder = folder
        self._own = threading.local()
        self._opening = threading.Lock()
        self._shelves: dict[str, Shelf] = {}
        # What is read here is of one moment, whatever is written meanwhile.
        self.store.execute("BEGIN")
        known = tables.meta(self.store)
        if known.get("format") != str(tables.FORMAT):
            raise ValueError("This store is of another format: it has to be built anew.")
        self.epoch, self.seq, self.made_at = known["epoch"], int(known["seq"]), int(known["made_at"])
        self.last = {kind: int(known[f"last {kind}"]) for kind in KINDS}
        self.removed = {kind: standing.removed(self.store, kind) for kind in KINDS}
        files = folder / tables.COLUMNS / known["columns"]
        # The files of a name never change: who has them open goes on with them.
        self.bases = before.bases if before and before.files == files else standing.bases(files)
        self.files = files
        self._standing = standing.held(self.store, self.bases, self.removed)
        self.store.execute("COMMIT")

    def standing(self, kind: str) -> Standing:
        """The columns of a kind."""
        return self._standing[kind]

    @property
    def store(self) -> sqlite3.Connection:
        """This thread's connection."""
        if not hasattr(self._own, "store"):
            self._own.store = tables.opened(self.folder)
        found: sqlite3.Connection = self._own.store
        return found

    def shelf(self, kind: str) -> Shelf:
        """The index of a kind."""
        with self._opening:
            if kind not in self._shelves:
                self._shelves[kind] = Shelf(self.folder / tables.INDEX / kind)
            return self._shelves[kind]

    def count(self, kind: str) -> int:
        """How many there are."""
        return self.last[kind] - len(self.removed[kind])

    def numbers(self, kind: str, offset: int, most: int) -> list[int]:
        """The places of the rows from the one with this offset on. Places of removed rows are stepped over."""
        gone = self.removed[kind]
        if not len(gone):
            return list(range(offset + 1, min(offset + most, self.last[kind]) + 1))
        # Before a removed place stand its own number less one, less those removed before it.
        before = gone - 1 - np.arange(len(gone))
        first = offset + 1 + int(np.searchsorted(before, offset, side="right"))
        return self.numbers_from(kind, first, most)

    def numbers_from(self, kind: str, first: int, most: int) -> list[int]:
        """The places of the rows from this place on."""
        gone = self.removed[kind]
        found: list[int] = []
        here = first
        while len(found) < most and here <= self.last[kind]:
            ahead = range(here, min(here + most - len(found), self.last[kind] + 1))
            left, right = np.searchsorted(gone, (ahead.start, ahead.stop))
            out = set(gone[left:right].tolist())
            found += [number for number in ahead if number not in out] if out else ahead
            here = ahead.stop
        return found

    def after(self, kind: str, number: int) -> int:
        """How many rows stand after a place."""
        gone = self.removed[kind]
        number = min(max(number, 0), self.last[kind])
        return self.last[kind] - number - (len(gone) - int(np.searchsorted(gone, number, side="right")))

    def rows(self, kind: str, numbers: Sequence[int], *, full: bool = False) -> list[bytes]:
        """The bytes of rows, in the order of their places as given. A row removed a moment ago is left out."""
        table, column = ("nested", "full") if full else ("record", "listed")
        return [row[0] for row in self._asked(kind, numbers, table, column)]

    def short(self, kind: str, numbers: Sequence[int]) -> list[tuple[str, int]]:
        """Id and moment of change of rows."""
        return [(row[0], row[1]) for row in self._asked(kind, numbers, "record", "id, modified")]

    def one(self, kind: str, known: str) -> tuple[bytes, bytes, int] | None:
        """A whole record, its etag, and when it changed."""
        asked = (
            "SELECT nested.full, record.etag, record.modified FROM record JOIN nested USING (ord)"
            " WHERE record.id = ? AND record.ord BETWEEN ? AND ?"
        )
        found: tuple[bytes, bytes, int] | None = self.store.execute(asked, (known, *stretch(kind))).fetchone()
        return found

    def changes(self, after: int, most: int) -> list[tuple[int, int, str, int, int]]:
        """What changed after a number, in order: number, key, id, moment, whether it was removed."""
        asked = (
            "SELECT seq, ord, id, at, 0 FROM record WHERE seq > ?1 AND seq <= ?3"
            " UNION ALL SELECT seq, ord, id, at, 1 FROM removed WHERE seq > ?1 AND seq <= ?3 ORDER BY 1 LIMIT ?2"
        )
        return self.store.execute(asked, (after, most, self.seq)).fetchall()

    def all_rows(self, kind: str, *, full: bool = False) -> Iterator[list[bytes]]:
        """Every row of a kind, some at a time."""
        first, most = 1, BATCH
        while numbers := self.numbers_from(kind, first, most):
            yield self.rows(kind, numbers, full=full)
            first = numbers[-1] + 1

    def areas_around(self, latitude: float, longitude: float) -> list[str]:
        """Keys of the outlines that a point lies in, or on the edge of."""
        keys, tree = self._areas
        if tree is None:
            return []
        return [keys[number] for number in tree.query(Point(longitude, latitude), predicate="intersects")]

    @cached_property
    def _areas(self) -> tuple[list[str], STRtree | None]:
        held = [(name, facts.outline(extent)) for name, extent in self.store.execute("SELECT key, extent FROM area")]
        known = [(name, shape) for name, shape in held if shape is not None]
        return [name for name, _ in known], STRtree([shape for _, shape in known]) if known else None

    def _asked(self, kind: str, numbers: Sequence[int], table: str, columns: str) -> list[tuple[Any, ...]]:
        if not numbers:
            return []
        first = stretch(kind)[0]
        # The best of a search come in any order: their ends alone do not tell whether they lie side by side.
        if list(numbers) == list(range(numbers[0], numbers[0] + len(numbers))):
            asked = f"SELECT {columns} FROM {table} WHERE ord BETWEEN ? AND ? ORDER BY ord"  # noqa: S608 - our own
            return self.store.execute(asked, (first + numbers[0], first + numbers[-1])).fetchall()
        marks = ",".join("?" * len(numbers))
        asked = f"SELECT {columns}, ord FROM {table} WHERE ord IN ({marks})"  # noqa: S608 - names of our own
        found = {row[-1]: row[:-1] for row in self.store.execute(asked, [key(kind, each) for each in numbers])}
        return [found[first + each] for each in numbers if first + each in found]


class Reader:
    """The store in a folder, always as it was last stamped; a new store that took its place is noticed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._changing = threading.Lock()
        self._seen: object = None
        self._view: View | None = None
        # Asked for at each request: paths are put together once.
        self._pointer = folder / tables.CURRENT
        self._pointed: Mark | str = "not looked at yet"
        self._stamped = folder / tables.STAMP

    def view(self) -> View:
        """The store as it now is. Whoever holds an older view may go on reading it."""
        seen = self._stamp()
        if seen[1] is None:
            raise FileNotFoundError(f"There is no store in {self.folder}.")
        if seen != self._seen or self._view is None:
            with self._changing:
                if seen != self._seen or self._view is None:
                    self._view, self._seen = View(tables.found(self.folder), self._view), seen
        return self._view

    def _stamp(self) -> tuple[Mark, Mark]:
        pointer = _told(self._pointer)
        if pointer != self._pointed:
            folder = tables.found(self.folder) if pointer else self.folder
            self._stamped, self._pointed = folder / tables.STAMP, pointer
        return pointer, _told(self._stamped)


def _told(path: Path) -> Mark:
    """What tells one file from the one that stood there before it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size

"""The columns of a store as they stand: in files that never change, and beside them what changed since they were made.

A change is a row of the table `late`. When there are many, all are folded into new files beside the old, which whoever
reads them keeps open.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from commonweal.openreferral.serving import columns, tables
from commonweal.openreferral.serving.columns import Bound, Columns, Gathering, Some
from commonweal.openreferral.serving.documents import KINDS
from commonweal.openreferral.serving.tables import stretch

# So many changes stand beside the files at most.
MOST_LATE = 2_000
WORDS_ALONE = frozenset(("name", "stem", "text", "ord"))  # what only the index knows


class Standing:
    """The columns of a kind as they now stand: those of the files, and beside them those of what changed since."""

    def __init__(self, base: Columns, late: Mapping[int, Mapping[str, Any]], removed: np.ndarray) -> None:
        self.base, self.entries = base, late
        self.numbers = np.array(sorted(late), np.int64)
        gathering = Gathering()
        for slot, number in enumerate(self.numbers.tolist()):
            gathering.take(slot, late[number])
        self.late = gathering.columns()
        self.live = base.arrays["held"].copy()
        for gone in (self.numbers, removed):
            self.live[gone[gone < base.size]] = False

    @property
    def layers(self) -> tuple[Columns, Columns]:
        """What is to be asked: the columns of the files, and those of what changed since."""
        return self.base, self.late

    def find(self, asked: Callable[[Columns], tuple[list[Some], list[Bound]]]) -> np.ndarray:
        """The places of the rows that fit, in the order of the list."""
        found = self.base.find(self.live, *asked(self.base))
        late = self.numbers[self.late.find(self.late.arrays["held"], *asked(self.late))]
        return np.insert(found, np.searchsorted(found, late), late) if len(late) else found

    def folded(self) -> Columns:
        """All of it as new columns, for new files."""
        gathering = Gathering()
        gathering.go_on_from(self.base, self.live)
        for number, entry in self.entries.items():
            gathering.take(number, entry)
        return gathering.columns()


def bases(folder: Path) -> dict[str, Columns]:
    """The columns in files, of each kind."""
    return {kind: columns.loaded(folder / kind) for kind in KINDS}


def held(
    store: sqlite3.Connection, base: Mapping[str, Columns], removed: Mapping[str, np.ndarray]
) -> dict[str, Standing]:
    """All kinds as they stand."""
    return {kind: Standing(base[kind], _late(store, kind), removed[kind]) for kind in KINDS}


def removed(store: sqlite3.Connection, kind: str) -> np.ndarray:
    """Places in the list of a kind whose rows were removed."""
    first, last = stretch(kind)
    asked = "SELECT ord - ? FROM removed WHERE ord BETWEEN ? AND ? ORDER BY ord"
    return np.array([row[0] for row in store.execute(asked, (first, first, last))], dtype=np.int64)


def put(store: sqlite3.Connection, row: int, entry: Mapping[str, Any]) -> None:
    """A row as it now is, by its index entry."""
    kept = {name: value for name, value in entry.items() if name not in WORDS_ALONE}
    store.execute("INSERT OR REPLACE INTO late VALUES (?, ?)", (row, orjson.dumps(kept)))


def save(folder: Path, name: str, kinds: Mapping[str, Columns]) -> None:
    """Files of this name, in place of what a run that was cut off may have left there."""
    files = folder / tables.COLUMNS / name
    shutil.rmtree(files, ignore_errors=True)
    for kind, made in kinds.items():
        made.save(files / kind)


def fold(folder: Path, store: sqlite3.Connection, name: str) -> bool:
    """Where much has changed, make new files of this name, for nothing to stand beside; whether that was so."""
    if store.execute("SELECT count(*) FROM late").fetchone()[0] <= MOST_LATE:
        return False
    base = bases(folder / tables.COLUMNS / tables.meta(store)["columns"])
    gone = {kind: removed(store, kind) for kind in KINDS}
    save(folder, name, {kind: each.folded() for kind, each in held(store, base, gone).items()})
    store.execute("DELETE FROM late")
    store.execute("INSERT OR REPLACE INTO meta VALUES ('columns', ?)", (name,))
    return True


def forget(folder: Path, *names: str) -> None:
    """Remove all files but those of these names."""
    for each in (folder / tables.COLUMNS).iterdir():
        if each.name not in names:
            shutil.rmtree(each, ignore_errors=True)


def _late(store: sqlite3.Connection, kind: str) -> dict[int, dict[str, Any]]:
    first, last = stretch(kind)
    rows = store.execute("SELECT ord - ?, entry FROM late WHERE ord BETWEEN ? AND ?", (first, first, last))
    return {number: orjson.loads(entry) for number, entry in rows}

"""The store's tables. One folder is one store: `store.sqlite3`, beside it indexes and columns, a stamp for each change.

A record's key is its place in the list of its kind: it rises with first publication and is never used again. What is
removed leaves its place in `removed`, so a place can be found from a count without walking through the rows.
"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

from commonweal.openreferral.serving.documents import KINDS, STRETCH

FILE, INDEX, COLUMNS, DUMPS = "store.sqlite3", "index", "columns", "dumps"
STAMP, CURRENT = "stamp", "current"
# What is kept is read differently from now on: a store of another format is built anew, and no cached answer holds.
FORMAT = 2

MAKE = """
CREATE TABLE record(
    ord INTEGER PRIMARY KEY, id TEXT NOT NULL, seq INTEGER NOT NULL, modified INTEGER NOT NULL, at INTEGER NOT NULL,
    etag BLOB NOT NULL, listed BLOB NOT NULL);
CREATE TABLE nested(ord INTEGER PRIMARY KEY, full BLOB NOT NULL);
CREATE TABLE removed(ord INTEGER PRIMARY KEY, id TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL);
CREATE TABLE late(ord INTEGER PRIMARY KEY, entry BLOB NOT NULL);
CREATE TABLE area(key TEXT PRIMARY KEY, extent TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place(service TEXT NOT NULL, ord INTEGER NOT NULL, PRIMARY KEY(service, ord)) WITHOUT ROWID;
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
# Made after the rows of a new store are in. One id stands once in a kind.
SORT = f"""
CREATE UNIQUE INDEX record_id ON record(id, ord / {STRETCH});
CREATE UNIQUE INDEX record_seq ON record(seq);
CREATE UNIQUE INDEX removed_seq ON removed(seq);
CREATE INDEX place_ord ON place(ord);
"""


def key(kind: str, number: int) -> int:
    """The key of the row at a place in the list of a kind; places are counted from 1."""
    return KINDS.index(kind) * STRETCH + number


def stretch(kind: str) -> tuple[int, int]:
    """The first and the last key a kind may have."""
    first = KINDS.index(kind) * STRETCH
    return first, first + STRETCH - 1


def kind_of(row: int) -> str:
    """The kind of the row with this key."""
    return KINDS[row // STRETCH]


def opened(folder: Path, *, writing: bool = False) -> sqlite3.Connection:
    """A connection to the store; to read, unless it is said that one wants to write."""
    mode = "rwc" if writing else "ro"
    address = f"{(folder / FILE).resolve().as_uri()}?mode={mode}"
    made = sqlite3.connect(address, uri=True, timeout=10, check_same_thread=False, isolation_level=None)
    made.execute("PRAGMA mmap_size=2147418112")
    if writing:
        made.execute("PRAGMA secure_delete=ON")
    return made


def meta(store: sqlite3.Connection) -> dict[str, str]:
    """What is known of the store as a whole."""
    return dict(store.execute("SELECT name, value FROM meta"))


def stamp(folder: Path, words: dict[str, str]) -> None:
    """Say to those who read that something changed: the file is another one each time."""
    beside = folder / f"{STAMP}.{os.getpid()}"
    beside.write_text(json.dumps(words), "utf-8")
    beside.replace(folder / STAMP)


def found(folder: Path) -> Path:
    """The store in a folder: the folder itself, or the one in it that its file `current` names."""
    pointer = folder / CURRENT
    try:
        return folder / pointer.read_text("utf-8").strip()
    except FileNotFoundError:
        return folder


def make_current(folder: Path, name: str) -> None:
    """From now on the store of this folder is the one of this name in it."""
    beside = folder / f"{CURRENT}.{os.getpid()}"
    beside.write_text(name, "utf-8")
    beside.replace(folder / CURRENT)

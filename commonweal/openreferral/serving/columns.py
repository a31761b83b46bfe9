"""What records are filtered by, by the column: ages, moments, points, and which rows have which short word.

A question without words is answered from these alone. A column has a slot for each row; for the files of a store the
slot is the row's place in the list. Files are only read where a question needs them: the system keeps what is in use.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from commonweal.openreferral.serving import grid, times

# Fields of short words, of which a record may have several.
WORDS = ("term", "taxonomy", "organization", "parent", "hours", "area")
# One number for each record.
NUMBERS = {"low": np.float64, "high": np.float64, "modified": np.int64}
POINTS = ("at", "latitude", "longitude", "x", "y", "z")
ARRAYS = ("held", *NUMBERS, "rows", *POINTS)
DIRECTORY = "words.json"
# Shorter files are read at once: each that is not would stay open.
SHORT_BYTES = 100_000
# Where so small a share of all rows has a word, they are looked at one by one.
FEW_OF = 16
# Cosines that are nearer than this to the edge of a circle are measured; rounding errors are a hundred times smaller.
EDGE = 1e-13

Spans = dict[str, dict[str, list[int]]]
Some = list[np.ndarray]  # rows, in pieces
Bound = tuple[str, Callable[[np.ndarray, Any], np.ndarray], float]  # a column, how it is compared, and with what


class Columns:
    """The columns of one kind of record."""

    def __init__(self, arrays: Mapping[str, np.ndarray], words: Spans) -> None:
        self.arrays, self.words = arrays, words

    @property
    def size(self) -> int:
        """How many slots there are."""
        return len(self.arrays["held"])

    def having(self, field: str, words: Iterable[str]) -> Some:
        """The rows that have any of these words: a piece for each word, in which each row stands once, in order."""
        known, rows = self.words[field], self.arrays["rows"]
        return [rows[slice(*known[word])] for word in words if word in known]

    def sessions(self, days: Iterable[str], start: int | None, end: int | None) -> list[str]:
        """Words for hours in use, of sessions of these days that open and close between these minutes."""
        found: list[str] = []
        for day in days:
            words, opens, closes = self._sessions.get(day, _NONE)
            fits = np.ones(len(words), bool)
            # Hours that are not known are no numbers, and fit nothing.
            fits &= opens >= start if start is not None else True
            fits &= closes <= end if end is not None else True
            found += [words[number] for number in np.flatnonzero(fits)]
        return found

    def near(self, circle: grid.Circle) -> np.ndarray:
        """The rows with a point in a circle, to the metre: only points about its edge need to be measured."""
        first, last = np.searchsorted(self.arrays["latitude"], circle.south_north)
        cosine = np.zeros(last - first)
        for name, part in zip("xyz", grid.directions(circle.latitude, circle.longitude), strict=True):
            cosine += self.arrays[name][first:last] * part
        cosine -= math.cos(circle.reach)
        edge = np.flatnonzero(abs(cosine) < EDGE)
        points = (self.arrays[name][first:last][edge] for name in ("latitude", "longitude"))
        inside = cosine >= EDGE
        inside[edge] = grid.distance_m(circle.latitude, circle.longitude, *points) <= circle.metres
        return np.flatnonzero(self._marked([self.arrays["at"][first:last][inside]]))

    def find(self, live: np.ndarray, having: Sequence[Some], bounds: Sequence[Bound]) -> np.ndarray:
        """The rows, in order, that are live, are among each of `having`, and keep to all bounds."""
        sizes = [sum(map(len, some)) for some in having]
        if having and min(sizes) * FEW_OF < self.size:
            return self._one_by_one(live, having, sizes.index(min(sizes)), bounds)
        fits = live.copy()
        for some in having:
            fits &= self._marked(some)
        for name, compared, value in bounds:
            fits &= compared(self.arrays[name], value)
        return np.flatnonzero(fits)

    def save(self, folder: Path) -> None:
        """Write them to an empty folder."""
        folder.mkdir(parents=True)
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", self.arrays[name])
        (folder / DIRECTORY).write_bytes(orjson.dumps(self.words))

    def _one_by_one(self, live: np.ndarray, having: Sequence[Some], least: int, bounds: Sequence[Bound]) -> np.ndarray:
        some = having[least]
        # A row that has several of the words is in several pieces.
        found = some[0] if len(some) == 1 else np.flatnonzero(self._marked(some))
        found = found[live[found]]
        for number, other in enumerate(having):
            if number != least:
                found = found[self._marked(other)[found]]
        for name, compared, value in bounds:
            found = found[compared(self.arrays[name][found], value)]
        return found

    def _marked(self, some: Some) -> np.ndarray:
        marked = np.zeros(self.size, bool)
        for rows in some:
            marked[rows] = True
        return marked

    @cached_property
    def _sessions(self) -> dict[str, tuple[list[str], np.ndarray, np.ndarray]]:
        """Of each day the words for hours in use, and when they open and close."""
        of: dict[str, list[tuple[str, float, float]]] = {}
        for word in self.words["hours"]:
            day, opens, closes = times.session(word)
            if "-" in word:
                of.setdefault(day, []).append((word, opens, closes))
        return {
            day: ([each[0] for each in some], *(np.array([each[n] for each in some]) for n in (1, 2)))
            for day, some in of.items()
        }


_NONE: tuple[list[str], np.ndarray, np.ndarray] = ([], np.zeros(0), np.zeros(0))


class Gathering:
    """Columns while they are filled, one record after another."""

    def __init__(self) -> None:
        self.slots = array("q")
        self.numbers = {name: array("q" if kind is np.int64 else "d") for name, kind in NUMBERS.items()}
        self.words = {field: defaultdict(partial(array, "i")) for field in WORDS}
        self.at, self.latitude, self.longitude = array("i"), array("d"), array("d")

    def take(self, slot: int, entry: Mapping[str, Any]) -> None:
        """A record, by its index entry."""
        self.slots.append(slot)
        for name, column in self.numbers.items():
            column.append(entry[name])
        for field, held in self.words.items():
            for word in entry[field]:
                held[word].append(slot)
        self.at.extend([slot] * len(entry["latitude"]))
        self.latitude.extend(entry["latitude"])
        self.longitude.extend(entry["longitude"])

    def go_on_from(self, before: Columns, live: np.ndarray) -> None:
        """All of other columns that is still live."""
        slots = np.flatnonzero(live)
        self.slots.frombytes(slots.astype(np.int64).tobytes())
        for name, column in self.numbers.items():
            column.frombytes(before.arrays[name][slots].tobytes())
        rows = before.arrays["rows"][:]
        for field, spans in before.words.items():
            for word, (first, last) in spans.items():
                kept = rows[first:last][live[rows[first:last]]]
                if len(kept):
                    self.words[field][word] = array("i", kept.astype(np.int32).tobytes())
        kept = live[before.arrays["at"]]
        for name in ("at", "latitude", "longitude"):
            getattr(self, name).frombytes(before.arrays[name][kept].tobytes())

    def columns(self) -> Columns:
        """What was gathered, as columns."""
        slots = np.array(self.slots, np.int64)
        size = int(slots.max(initial=-1)) + 1
        arrays = {"held": np.zeros(size, bool)}
        arrays["held"][slots] = True
        for name, kind in NUMBERS.items():
            arrays[name] = np.zeros(size, kind)
            arrays[name][slots] = np.array(self.numbers[name], kind)
        arrays["rows"], words = self._rows()
        return Columns(arrays | self._points(), words)

    def _rows(self) -> tuple[np.ndarray, Spans]:
        """The rows of each word, one word after another."""
        pieces: list[np.ndarray] = []
        spans: Spans = {}
        here = 0
        for field, held in self.words.items():
            spans[field] = {}
            for word in sorted(held):
                pieces.append(np.unique(np.array(held[word], np.int32)))
                spans[field][word] = [here, here + len(pieces[-1])]
                here += len(pieces[-1])
        return np.concatenate(pieces) if pieces else np.zeros(0, np.int32), spans

    def _points(self) -> dict[str, np.ndarray]:
        """From south to north."""
        latitude, longitude = np.array(self.latitude), np.array(self.longitude)
        order = np.argsort(latitude, kind="stable")
        latitude, longitude = latitude[order], longitude[order]
        x, y, z = grid.directions(latitude, longitude)
        at = np.array(self.at, np.int32)[order]
        return {"at": at, "latitude": latitude, "longitude": longitude, "x": x, "y": y, "z": z}


def loaded(folder: Path) -> Columns:
    """Columns that were saved."""
    arrays = {}
    for name in ARRAYS:
        path = folder / f"{name}.npy"
        arrays[name] = np.asarray(np.load(path, mmap_mode="r" if path.stat().st_size > SHORT_BYTES else None))
    return Columns(arrays, orjson.loads((folder / DIRECTORY).read_bytes()))

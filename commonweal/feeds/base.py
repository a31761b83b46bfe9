"""What every feed is made of: a Source, the measures it carries, refused rows, and how files are opened and known."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

HEAD_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from, as every page that shows them must say."""

    key: str  # "iod2025"
    title: str  # the publisher's own title
    publisher: str
    licence: str  # SPDX where one exists ("OGL-UK-3.0", "ODbL-1.0"); a key of LICENCES
    vintage: str  # the time the figures describe: "2025", "Census day, 21 March 2021"
    every: str  # how often it is published
    address: str  # the publisher's page
    address_seen: bool = False  # False until a person has opened it and found the file there
    attribution: str = ""  # the words the licence asks for
    note: str = ""  # what a reader must know before quoting it
    files: tuple[str, ...] = ()  # the official file names, as the publisher spells them
    instead_of: str = ""  # key of a finer source: this one is read only for areas the finer one lacks


@dataclass(frozen=True, slots=True)
class Measure:
    """One published column: what it counts, in which unit, and out of what."""

    key: str  # "iod2025.imd_decile", unique in the house
    label: str  # as published, tidied
    unit: str  # "people", "households", "score", "rank", "decile", "percent" …
    adds_up: bool  # True where the figure for two areas together is the sum
    out_of: str | None = None  # key of the measure that is its denominator


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be used, in words the person who holds the file can act on."""

    file: str
    line: int | None
    reason: str
    area: str = (
        ""  # code of the neighbourhood the row says it is about, if it does: one elsewhere is nobody's worry here
    )


class WrongFile(Exception):
    """The file is not what this feed reads. The message says what it is, what was expected, and what to do."""


Refuse = Callable[[Refused], None]


@dataclass(frozen=True)
class Head:
    """The first bytes of a file, opened once for all feeds to look at."""

    path: Path
    text: str  # decoded first part, BOM removed; "" for binary files
    binary: bytes

    @cached_property
    def columns(self) -> list[str]:
        """The first line as CSV columns, quotes and outer spaces removed. Split once: every feed asks."""
        first = self.text.splitlines()[0] if self.text else ""
        return [cell.strip() for cell in next(csv.reader([first]), [])]


def open_binary(path: Path) -> IO[bytes]:
    """Open a file, unpacked if its first bytes say gzip, whatever its name says."""
    raw = path.open("rb")
    magic = raw.read(2)
    raw.seek(0)
    return gzip.open(raw) if magic == b"\x1f\x8b" else raw  # type: ignore[return-value]


def by_hand(source: Source, folder: Path) -> list[Path]:
    """What `fetch` does while no download address has been seen to work: say what to get, from whom, to put where.

    A file already in the folder under its official name counts as fetched.
    """
    held = [folder / name for name in source.files if (folder / name).exists()]
    if held:
        return held
    raise WrongFile(
        f"No download address for “{source.title}” has been checked yet. Get it from {source.publisher} "
        f"({source.address}) and put the file in {folder}; it is known by its columns, whatever its name."
    )


def head(path: Path) -> Head:
    """Look at the start of a file without reading the rest."""
    with open_binary(path) as stream:
        binary = stream.read(HEAD_BYTES)
    try:
        text = binary.decode("utf-8-sig", errors="strict" if len(binary) < HEAD_BYTES else "ignore")
    except UnicodeDecodeError:
        text = binary.decode("cp1252", errors="replace")
    return Head(path, "" if b"\0" in binary[:1024] else text, binary)


def csv_rows(path: Path, *, encoding: str = "utf-8-sig", skip: int = 0) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file with their line numbers; headers stripped of stray spaces."""
    with open_binary(path) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        for _ in range(skip):
            text.readline()
        reader = csv.reader(text)
        columns = [column.strip() for column in next(reader)]
        for row in reader:
            yield reader.line_num + skip, dict(zip(columns, row, strict=False))


def geojson_features(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Features of a GeoJSON file with their place in the list (1 is the first)."""
    with open_binary(path) as stream:
        collection = json.load(stream)
    yield from enumerate(collection["features"], start=1)


def number(text: str | None) -> float | None:
    """A published number as a number: thousands separators dropped, blank and "*" and "-" are unknown."""
    if text and text.isdecimal():  # nearly every cell of a national file is a plain count
        return float(text)
    cleaned = (text or "").strip().replace(",", "")
    if cleaned in {"", "*", "-", "..", ":", "c", "z", "x", "NA", "N/A", "NULL"}:
        return None
    return float(cleaned)

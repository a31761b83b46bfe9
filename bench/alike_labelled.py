"""Real lists with labelled pairs, held beside the project: how sure is "almost surely", and how much is missed?

Nothing of the lists is in the project, for their terms are not stated: a pair is named by a hash of its two ids.
"""

from __future__ import annotations

import csv
import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from commonweal.openreferral.alike.facts import KINDS, Entry
from commonweal.openreferral.alike.pairs import ALMOST_SURELY, PERHAPS, PROBABLY, Pair, alike
from commonweal.openreferral.reading import detect

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT.parent / "shared" / "data" / "openreferral" / "samples"
LABELS = Path(__file__).with_name("directory_alike_labels.csv")
NATIVE, EXPORT, FLORIDA = "orservices-dc-native", "orservices-dc-hsds2", "florida-legal-aid-csv"
LETTERS = {NATIVE: "n", EXPORT: "x", FLORIDA: "f"}
LEVELS = (ALMOST_SURELY, PROBABLY, PERHAPS)
TUNED, HELD_OUT = 0, 1


@dataclass(frozen=True, slots=True)
class Label:
    """A pair that somebody looked at."""

    kind: str
    hash: str
    half: int  # TUNED: what went wrong in it was looked at while weights were set; HELD_OUT: not
    same: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Of so many told so many right, and of so many that are the same so many found."""

    right: int
    told: int
    same: int

    @property
    def precision(self) -> float | None:
        """None where none was told."""
        return self.right / self.told if self.told else None

    @property
    def recall(self) -> float | None:
        """None where none is the same."""
        return self.right / self.same if self.same else None


def held() -> bool:
    """Are the lists there?"""
    return all((SAMPLES / each).is_dir() for each in LETTERS)


def labels() -> list[Label]:
    """Every label."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return [Label(row["kind"], row["pair"], int(row["half"]), row["same"] == "1") for row in csv.DictReader(lines)]


def hashed(one: str, other: str) -> str:
    """A pair by its ids, whichever comes first."""
    return hashlib.sha256("\n".join(sorted((one, other))).encode()).hexdigest()[:16]


@cache
def pairs() -> list[Pair]:
    """Every pair of the three lists that was compared at all."""
    return alike(entries(), all_=True)


def entries() -> list[Entry]:
    """The lists. The export's links dangle: its organisations' record numbers are joined to the native list's names."""
    read = {letter: _records(SAMPLES / folder) for folder, letter in LETTERS.items()}
    named = {id: document["name"] for kind, id, document in read["n"] if kind == "organization"}
    numbers = {document["name"]: id for kind, id, document in read["x"] if kind == "organization"}
    owners = {"service": _column(EXPORT, "services", "id", "organization_id")}
    owners["location"] = _column(EXPORT, "locations", "id", "organization_id")
    found = []
    for letter, rows in read.items():
        for kind, id, document in rows:
            name = named.get(owners[kind].get(id, "")) if letter == "x" and kind in owners else None
            if name:
                owner = {"id": numbers.get(name, ""), "name": name}
                document = document | {"organization_id": owner["id"], "organization": owner}
            found.append(Entry(f"{letter}:{kind}:{id}", kind, document, letter))
    return found


@cache
def by_record_number(kind: str) -> frozenset[tuple[str, str]]:
    """Pairs of native list and export that have one organisation number and one name: what the method never sees."""
    name, id, owner, table = {
        "service": ("service_name", "service_recordid", "service_organization", "services"),
        "location": ("name", "id", "organization_id", "locations"),
    }[kind]
    ours = [(each[id], (each[owner], each[name])) for each in _table(NATIVE, table)]
    often = Counter(said for _, said in ours)
    known = {said: key for key, said in ours if often[said] == 1 and said[0]}
    theirs = ((each["id"], (each["organization_id"], each["name"])) for each in _table(EXPORT, table))
    return frozenset((f"n:{kind}:{known[said]}", f"x:{kind}:{key}") for key, said in theirs if said in known)


def labelled(kind: str, level: str, half: int) -> Score:
    """How the labelled pairs of a kind come out, at least at this level."""
    said = {hashed(pair.one, pair.other) for pair in pairs() if pair.kind == kind and reaches(pair, level)}
    rows = [each for each in labels() if each.kind == kind and each.half == half]
    told = [each for each in rows if each.hash in said]
    return Score(sum(each.same for each in told), len(told), sum(each.same for each in rows))


def numbered(kind: str, level: str) -> Score:
    """How many of the pairs that record numbers say are one are found; what else is told is not judged here."""
    true = by_record_number(kind)
    found = {tuple(sorted((pair.one, pair.other))) for pair in pairs() if pair.kind == kind and reaches(pair, level)}
    return Score(len(found & true), len(found & true), len(true))


def reaches(pair: Pair, level: str) -> bool:
    """Is it told at least as surely?"""
    return bool(pair.how) and LEVELS.index(pair.how) <= LEVELS.index(level)


def told() -> str:
    """Tables for docs/benchmarks.md."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "\n| kind | told as | half | right of those told | found of those that are the same |\n|---|---|---|---|---|"
    for kind in reversed(KINDS):
        for level in LEVELS:
            for half, name in ((TUNED, "tuned on"), (HELD_OUT, "held out")):
                score = labelled(kind, level, half)
                told, same = said(score.right, score.told), said(score.right, score.same)
                yield f"| {kind} | {level} or more | {name} | {told} | {same} |"
    yield "\n| kind | told as | found of those with one record number |\n|---|---|---|"
    for kind in ("service", "location"):
        for level in LEVELS:
            score = numbered(kind, level)
            yield f"| {kind} | {level} or more | {said(score.right, score.same)} |"


def said(part: int, whole: int) -> str:
    """A share with its 95 % interval (Wilson).

    >>> said(9, 10)
    '9 of 10: 0.90 (0.60 to 0.98)'
    """
    if not whole:
        return "none"
    share, z = part / whole, 1.959964
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return f"{part} of {whole}: {share:.2f} ({middle - half:.2f} to {min(1.0, middle + half):.2f})"


def _records(folder: Path) -> list[tuple[str, str, Any]]:
    return [(each.kind, each.source_id, each.document) for each in detect.read(folder).records if each.kind in KINDS]


def _column(folder: str, table: str, key: str, value: str) -> dict[str, str]:
    return {each[key]: each[value] for each in _table(folder, table)}


def _table(folder: str, table: str) -> Iterable[dict[str, str]]:
    csv.field_size_limit(10**9)
    with (SAMPLES / folder / f"{table}.csv").open(encoding="utf-8", errors="replace", newline="") as lines:
        return list(csv.DictReader(lines))

"""How often does finding in plain words find what somebody needs? Beside SQLite's full text and our own index of names.

    ./do bench directory_match [FOLDER]

Needs told in plain words, 204 offerings of 68 kinds, and which kinds would fit (data set: referral/matching, CC0).
A hit is an offering of a fitting kind. hit@5: is there one among the first five; recall@5: what share of all that would
fit is there; MRR: one by the place of the first. `needs_holdout.csv` is measured apart where it is there: nothing was
tuned on it. `directory_match_needs.csv` beside this file holds ninety more, by the writer of the table of synonyms:
thirty (U) written before the table, which knows them; thirty (V) told the long way round and thirty (W) in everyday
words, both written after it and not added to it. How much words count beside the encoder was chosen with all of them
in sight, so those figures are a little kind.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import machine
from commonweal.core.word_index import WordIndex, fold
from commonweal.openreferral.finding import filters, semantic
from commonweal.openreferral.finding.filters import Filters
from commonweal.openreferral.finding.ranking import Finder
from commonweal.openreferral.finding.words import FILLER
from commonweal.openreferral.sessions import DAYS

ROOT = Path(__file__).resolve().parent.parent
FILES = ROOT.parent / "shared" / "data" / "referral" / "matching"
OURS = Path(__file__).with_name("directory_match_needs.csv")
SETS = ("needs_dev.csv", "needs_holdout.csv")
OWN = {"U": "U, known to the table", "V": "V, the long way round", "W": "W, everyday words"}
FIRST = 5
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SIZES = (200, 1_000, 5_000)
SPOT = (53.7, -1.9)
SHORT_ASKED = ["choir", "free art class tuesday evening", "gardning", "lonely", "walking group", "food bank"]
Ask = Callable[[str], Sequence[int]]  # a need to places in the list of offerings, best first


@dataclass(frozen=True, slots=True)
class Need:
    """One need, and the kinds of offering that would fit it."""

    id: str
    kinds: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """How well a set of needs was met, and how long one took."""

    hit: float
    recall: float
    mrr: float
    milliseconds: float

    def __str__(self) -> str:
        return f"{self.hit:.2f} | {self.recall:.2f} | {self.mrr:.2f} | {self.milliseconds:.1f}"


def main(words: list[str]) -> int:
    """Measure, and print a table for docs/benchmarks.md."""
    folder = Path(words[0]) if words else FILES
    if not (folder / "offerings.csv").is_file():
        print(f"There is no offerings.csv in {folder}. Say where it is: ./do bench directory_match FOLDER")
        return 1
    offerings, helps = rows(folder / "offerings.csv"), dict(_pairs(folder / "kind_helps_with.csv"))
    kinds = [each["kind"] for each in offerings]
    sets = {path.stem: needs(path) for path in (folder / name for name in SETS) if path.is_file()}
    own = needs(OURS)
    sets |= {title: [need for need in own if need.id[0] == letter] for letter, title in OWN.items()}
    print(machine.said())
    print("| needs | how | hit@5 | recall@5 | MRR | ms |\n|---|---|---|---|---|---|")
    for name, ask in ways(offerings, helps):
        for title, held in sets.items():
            print(f"| {title} ({len(held)}) | {name} | {measured(ask, held, kinds)} |", flush=True)
    speed(documents(offerings, helps), [need.text for held in sets.values() for need in held])
    return 0


def speed(some: list[dict[str, Any]], asked: list[str]) -> None:
    """How long a page of twenty takes, with reasons, distances and next dates: short questions, and whole sentences."""
    print("\n| services | made in, ms | short, p50 ms | p95 | sentences, p50 ms | p95 | counts of every filter, ms |")
    print("|---|---|---|---|---|---|---|")
    for count in SIZES:
        began = time.perf_counter()
        finder = Finder(_repeated(some, count))
        made = 1000 * (time.perf_counter() - began)
        short, long = (_times(finder, texts) for texts in (SHORT_ASKED * 10, asked * 3))
        filters.counts(finder.shelf, Filters(near=SPOT), NOW)
        began = time.perf_counter()
        filters.counts(finder.shelf, Filters(near=SPOT, free=True), NOW)
        counts = 1000 * (time.perf_counter() - began)
        told = [made, *(machine.quantile(each, share) for each in (short, long) for share in (0.5, 0.95)), counts]
        print(f"| {count:,} | {' | '.join(f'{each:.1f}' for each in told)} |", flush=True)


def _repeated(some: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """So many services: the offerings again and again, each somewhere else and at another time."""
    for number in range(count):
        away = 0.05 * (number % 97) / 97, 0.05 * (number % 89) / 89
        place = {"name": f"Hall {number % 500}", "latitude": SPOT[0] + away[0], "longitude": SPOT[1] + away[1]}
        rule = {"freq": "WEEKLY", "byday": DAYS[number % 7], "opens_at": f"{9 + number % 11:02}:00"}
        yield some[number % len(some)] | {
            "id": str(number),
            "service_at_locations": [{"location": place, "schedules": [rule]}],
        }


def _times(finder: Finder, texts: list[str]) -> list[float]:
    """Milliseconds of each, after all have been asked once."""
    for text in set(texts):
        finder.find(text, now=NOW, near=SPOT)
    found = []
    for text in texts:
        began = time.perf_counter()
        finder.find(text, now=NOW, near=SPOT)
        found.append(1000 * (time.perf_counter() - began))
    return found


def ways(offerings: list[dict[str, str]], helps: dict[str, str]) -> Iterator[tuple[str, Ask]]:
    """Each way of finding, and what it was told."""
    alone, told = documents(offerings, {}), documents(offerings, helps)
    yield "SQLite FTS5, description", fts5(offerings, {})
    yield "SQLite FTS5, and helps with", fts5(offerings, helps)
    yield "core/word_index, and helps with", word_index(offerings, helps)
    yield "finding: words, description", ours(Finder(alone))
    yield "finding: words, and helps with", ours(Finder(told))
    encoder = semantic.load()
    if encoder is None:
        print("The sentence encoder is not installed: nothing is measured with it.")
        return
    yield "encoder alone, and helps with", meaning(Finder(told, encoder=encoder))
    yield "finding: words and encoder, description", ours(Finder(alone, encoder=encoder))
    yield "finding: words and encoder, and helps with", ours(Finder(told, encoder=encoder))


def documents(offerings: list[dict[str, str]], helps: dict[str, str]) -> list[dict[str, Any]]:
    """The offerings as documents of services."""
    return [
        {
            "id": each["offering_id"],
            "name": each["title"],
            "description": each["description"],
            "status": "active",
            "attributes": [
                {"label": "Helps with", "value": word.strip()}
                for word in helps.get(each["kind"], "").split(",")
                if word.strip()
            ],
        }
        for each in offerings
    ]


def ours(finder: Finder) -> Ask:
    """Ours, as a page asks it."""
    return lambda need: [each.number for each in finder.find(need, now=NOW, most=50).results]


def meaning(finder: Finder) -> Ask:
    """The encoder without the words, as the reference measured it."""
    held = finder.meanings
    return lambda need: (-held.like(need)[0]).argsort(kind="stable").tolist() if held else []


def fts5(offerings: list[dict[str, str]], helps: dict[str, str]) -> Ask:
    """SQLite's full text, English stems, every word an "or", its own BM25."""
    store = sqlite3.connect(":memory:")
    store.execute("CREATE VIRTUAL TABLE offering USING fts5(title, description, helps, tokenize='porter unicode61')")
    store.executemany(
        "INSERT INTO offering(rowid, title, description, helps) VALUES (?, ?, ?, ?)",
        [(n, e["title"], e["description"], helps.get(e["kind"], "")) for n, e in enumerate(offerings)],
    )

    def ask(need: str) -> list[int]:
        asked = [word for word in re.findall(r"\w+", need.lower().replace("'", "")) if word not in FILLER]
        query = " OR ".join(f'"{word}"' for word in asked)
        found = store.execute(
            "SELECT rowid FROM offering WHERE offering MATCH ? ORDER BY bm25(offering) LIMIT 50", (query,)
        )
        return [row[0] for row in found] if query else []

    return ask


def word_index(offerings: list[dict[str, str]], helps: dict[str, str]) -> Ask:
    """The site's index of names, which wants every word: asked word by word, most words first."""
    index = WordIndex(
        ((e["title"],) for e in offerings), [(e["description"], helps.get(e["kind"], "")) for e in offerings]
    )

    def ask(need: str) -> list[int]:
        scores: dict[int, int] = {}
        for word in fold(need):
            for match in index.search(word).found if word not in FILLER else ():
                scores[match.number] = scores.get(match.number, 0) + match.score
        return sorted(scores, key=lambda number: (-scores[number], number))

    return ask


def measured(ask: Ask, held: list[Need], kinds: list[str]) -> Score:
    """All needs of a set."""
    hits, recalls, ranks, times = [], [], [], []
    for need in held:
        began = time.perf_counter()
        found = list(ask(need.text))
        times.append(1000 * (time.perf_counter() - began))
        fits = [kinds[number] in need.kinds for number in found]
        could = sum(kind in need.kinds for kind in kinds)
        hits.append(float(any(fits[:FIRST])))
        recalls.append(sum(fits[:FIRST]) / could)
        ranks.append(1 / (1 + fits.index(True)) if any(fits) else 0.0)
    mean = statistics.fmean
    return Score(mean(hits), mean(recalls), mean(ranks), statistics.median(times))


def needs(path: Path) -> list[Need]:
    """A file of needs."""
    return [Need(e["need_id"], frozenset(e["relevant_kinds"].split(";")), e["need_text"]) for e in rows(path)]


def rows(path: Path) -> list[dict[str, str]]:
    """A file's rows."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    return ((each["kind"], each["helps_with"]) for each in rows(path))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What people say and what services call it, from a table that anybody can review: data/synonyms.csv.

Its columns: `said`, phrases that mean the same, divided by "|"; `means`, words that services use; `weight`, how surely,
from 0 to 1; `why`. In a phrase `{kin}` stands for any of a list of the table, and `...` for up to five words between.
A phrase is known by its stems; a word alone must be that word, or its plural: "house" is not "housing".
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from commonweal.openreferral.finding.words import FILLER, Word, fold, stem

GAP = "..."
MOST_BETWEEN = 5  # words that "..." stands for, and filler that may stand between the words of a phrase
SMALL = frozenset("a an and are at for from in is of on or s the to with".split())
# What may stand between the words of a phrase without changing what it says.
BETWEEN = frozenset(
    "a an the my our his her your their some any just really so very quite too of to me him us this that been".split()
)


@dataclass(frozen=True, slots=True)
class Means:
    """What one row of the table leads to. Rows that lead to the same words are one."""

    words: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]  # of each of the words
    weight: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A phrase of the table, found in what was typed."""

    places: frozenset[int]  # which words of the sentence it is made of
    said: str
    means: Means


@dataclass(frozen=True, slots=True)
class Table:
    """Phrases by the stem they begin with, and every word they are made of."""

    phrases: dict[str, list[tuple[tuple[str, ...], Means]]]
    alone: dict[str, list[Means]]
    words: frozenset[str]

    def understood(self, said: Sequence[Word]) -> list[Understood]:
        """Every phrase of the table that is said. What lies wholly within a longer phrase is left out."""
        found = [each for number in range(len(said)) for each in self._beginning(said, number)]
        return [each for each in found if not any(each.places < other.places for other in found)]

    def _beginning(self, said: Sequence[Word], first: int) -> Iterator[Understood]:
        for stems, means in self.phrases.get(said[first].stem, ()):
            places = _places(said, first, stems)
            if places:
                inner = " ".join(said[place].said for place in places)
                yield Understood(frozenset(places), inner, means)
        for means in () if said[first].filler else self.alone.get(_one(said[first].said), ()):
            yield Understood(frozenset({first}), said[first].said, means)


def _one(word: str) -> str:
    """A word without the "s" of many."""
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


@cache
def table() -> Table:
    """The table of synonyms as it stands in the package."""
    text = resources.files("commonweal.openreferral").joinpath("data/synonyms.csv").read_text("utf-8")
    return made_from(csv.DictReader(text.splitlines()))


def made_from(rows: Iterator[dict[str, str]] | csv.DictReader[str]) -> Table:
    """A table from rows with `said`, `means` and `weight`."""
    lists: dict[str, list[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Means]]] = defaultdict(list)
    alone: dict[str, list[Means]] = defaultdict(list)
    words: set[str] = set()
    for row in rows:
        meant = tuple(row["means"].split("|"))
        if not row["weight"]:
            lists[row["said"]] = list(meant)
            continue
        means = Means(meant, tuple(map(_stems, meant)), float(row["weight"]), row.get("why", ""))
        for said in _spelled_out(row["said"], lists):
            parts = tuple(said.split())
            words.update(part for part in parts if part != GAP and part not in FILLER)
            if len(parts) == 1:
                if means not in alone[_one(said)]:
                    alone[_one(said)].append(means)
                continue
            stems = tuple(part if part == GAP else stem(part) for part in parts)
            phrases[stems[0]].append((stems, means))
    return Table(dict(phrases), dict(alone), frozenset(words))


def _stems(words: str) -> tuple[str, ...]:
    """All but the smallest words have to be there: "feeling low" is not found in Low Lane."""
    kept = [stem(each) for each in re.findall(r"\w+", fold(words)) if each not in SMALL]
    return tuple(kept or [stem(each) for each in re.findall(r"\w+", fold(words))])


def _spelled_out(said: str, lists: dict[str, list[str]]) -> Iterator[str]:
    """Each phrase of a row, with the lists it names written out."""
    for phrase in said.split("|"):
        name = re.search(r"\{\w+\}", phrase)
        for one in lists[name[0]] if name else ("",):
            yield phrase.replace(name[0], one) if name else phrase


def _places(said: Sequence[Word], first: int, stems: tuple[str, ...]) -> list[int]:
    """Where the words of a phrase stand, from its first on; nothing where it is not said."""
    places, here, between = [first], first, False
    for wanted in stems[1:]:
        if wanted == GAP:
            between = True
            continue
        found = _next(said, here, wanted, any_word=between)
        if found is None:
            return []
        places.append(found)
        here, between = found, False
    return places


def _next(said: Sequence[Word], here: int, wanted: str, *, any_word: bool) -> int | None:
    for place in range(here + 1, min(here + 2 + MOST_BETWEEN, len(said))):
        # A sentence may be cut by commas within a phrase only where anything may stand between.
        if said[place].clause > said[here].clause + 1:
            return None
        if said[place].stem == wanted:
            return place
        if not any_word and (said[place].said not in BETWEEN or said[place].clause != said[here].clause):
            return None
    return None

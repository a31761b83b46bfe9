"""An index of names in memory: whole words, beginnings of words, and words that are spelled nearly right.

Sixty thousand names take about 0.3 s to take in and 20 MB to keep; a question is answered in a few milliseconds. It is
kept for as long as its stamp stands, so nothing has to be told when names change, and both databases are served alike.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

SMALL_WORDS = frozenset("a an and at by for from in near of on the to with me my".split())
WHOLE, BEGINS, NEARLY = 4, 2, 1
Made = TypeVar("Made")


def fold(text: str) -> list[str]:
    """Words as they are compared: no capitals, accents or apostrophes; "St." and "Saint" are the same.

    >>> fold("St. Mary’s Café & Hall")
    ['st', 'marys', 'cafe', 'and', 'hall']
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("&", " and "))
    plain = re.sub(r"[\u0300-\u036f'’`.]", "", plain)
    return ["st" if word == "saint" else word for word in re.findall(r"\w+", plain)]


@dataclass(frozen=True, slots=True)
class Match:
    """One name that matches: its number in the index, how well, and whether it is the whole name."""

    number: int
    score: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """Names that hold every word asked for, the best first; and the spelling they were found under."""

    found: tuple[Match, ...]
    nearly: str = ""


class WordIndex:
    """Names by their words. An entry may have several names: the official one and the one people use.

    `beside` holds, for each entry, more words that find it but are no name of it: its kind, where it lies.
    """

    def __init__(self, entries: Iterable[Iterable[str]], beside: Sequence[Iterable[str]] = ()) -> None:
        self.holding: dict[str, list[int]] = defaultdict(list)
        self.whole: dict[str, set[int]] = defaultdict(set)
        for number, names in enumerate(entries):
            words: set[str] = set()
            for name in names:
                folded = fold(name)
                words.update(folded)
                self.whole[" ".join(folded)].add(number)
            if beside:
                words.update(word for text in beside[number] for word in fold(text))
            for word in words:
                self.holding[word].append(number)
        self.words = sorted(self.holding)
        self.spelled = [word for word in self.words if len(word) > 3 and not any(c.isdigit() for c in word)]

    def search(self, typed: str) -> Matches:
        """Entries that hold every word, in full, by its beginning, or, where nothing does, spelled nearly so."""
        folded = fold(typed)
        asked = [word for word in folded if word not in SMALL_WORDS] or folded
        if not asked:
            return Matches(())
        scores: dict[int, int] | None = None
        used, changed = [], False
        for word in asked:
            held, spelling = self._holding(word)
            changed |= spelling != word
            used.append(spelling)
            scores = held if scores is None else {n: s + held[n] for n, s in scores.items() if n in held}
            if not scores:
                return Matches(())
        same = self.whole.get(" ".join(folded), set())
        found = [Match(number, score + 10 * (number in same), number in same) for number, score in scores.items()]
        return Matches(tuple(sorted(found, key=lambda each: -each.score)), " ".join(used) if changed else "")

    def _holding(self, word: str) -> tuple[dict[int, int], str]:
        """Entries that hold a word, how well, and the spelling it was found under."""
        held: dict[int, int] = {}
        for longer in self._beginning(word):
            score = WHOLE if longer == word else BEGINS
            for number in self.holding[longer]:
                held[number] = max(score, held.get(number, 0))
        if held:
            return held, word
        nearest = self.nearest(word)
        for spelling in nearest:
            for number in self.holding[spelling]:
                held[number] = NEARLY
        return held, nearest[0] if nearest else word

    def _beginning(self, word: str) -> list[str]:
        if len(word) < 2:
            return [word] if word in self.holding else []
        start = bisect_left(self.words, word)
        end = bisect_left(self.words, word + "\uffff")
        return self.words[start:end]

    def nearest(self, word: str) -> list[str]:
        """Words spelled nearly so: those fewest slips away, at most one slip for every three letters."""
        if len(word) < 4:
            return []
        slips = min(3, len(word) // 3)
        near = process.extract(word, self.spelled, scorer=OSA.distance, score_cutoff=slips, limit=20)
        fewest = min((distance for _, distance, _ in near), default=0)
        # A first letter is seldom mistyped, so words that share it come first.
        return sorted((w for w, distance, _ in near if distance == fewest), key=lambda w: (w[0] != word[0], w))


class Kept(Generic[Made]):
    """Something made from the database, kept in this process until the stamp changes."""

    def __init__(self, stamp: Callable[[], Hashable], make: Callable[[], Made]) -> None:
        self.stamp, self.make = stamp, make
        self.held: tuple[Any, Made] | None = None
        self.lock = Lock()

    def get(self) -> Made:
        """What was made under the present stamp. Two requests that come at once make it once."""
        now = self.stamp()
        with self.lock:
            if self.held is None or self.held[0] != now:
                self.held = (now, self.make())
            return self.held[1]

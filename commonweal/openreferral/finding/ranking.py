"""What fits best, and why. Words decide; wishes (a day, no cost, an age) put what suits them first among what fits.

What is found only by a guess of the table, and by no word that was typed, comes after all that is found by such a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import numpy as np

from commonweal.openreferral.finding import filters, reasons, texts
from commonweal.openreferral.finding.filters import Filters, Shelf, Spot
from commonweal.openreferral.finding.index import Index
from commonweal.openreferral.finding.known import Known, known
from commonweal.openreferral.finding.reading import Meaning, Sought, read
from commonweal.openreferral.finding.reasons import Reason
from commonweal.openreferral.finding.semantic import Encoder, Meanings, Remembering
from commonweal.openreferral.finding.words import spoken
from commonweal.openreferral.serving.documents import Document
from commonweal.openreferral.sessions import Session

FIT, NEAREST, SOONEST = "fit", "near", "soon"
# What the table guesses with less than this is a guess indeed.
SURE = 0.6
MEANT = 0.8  # how much a sure synonym counts beside the word itself
COMMON = 0.25
# In a long sentence most words tell of something else than what is looked for.
FEW_WORDS = 3
TOGETHER, NAMED = 0.6, 1.0  # how much it adds that all of few words are there, and that all are in the name
FEW_CLOSED = 3
SENTENCE = 4  # with more words than that, it is a sentence
# How much a wish that is met adds to the fit, and how much one that is known not to be met takes off.
MET, UNMET = 0.25, 0.15
# Beside an encoder: what words count for at most, and the score at which they count for half of that. Likeness is told
# in standard deviations, of which the best are three or four.
WORDS_MOST, WORDS_HALF = 7.0, 20.0


LEAST = 1e-3  # found, however little like


@dataclass(frozen=True, slots=True)
class Result:
    """One service that fits."""

    number: int  # its place in the documents
    known: Known
    score: float
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]
    away_m: float | None
    next: Session | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was understood, what fits, and how many there are in all."""

    meaning: Meaning
    results: tuple[Result, ...]
    total: int
    closed: tuple[Result, ...]  # what would have fitted and has closed: to be told so, never offered
    which: np.ndarray = field(repr=False)  # every service that fits, as a mask
    by_words: np.ndarray = field(repr=False)  # and every one that the words alone find: what counts are made among


class Finder:
    """Services of one place, ready to be found."""

    def __init__(
        self,
        documents: Iterable[Document],
        *,
        folder: Path | None = None,
        holidays: Iterable[date] = (),
        terms: Iterable[tuple[date, date]] = (),
        encoder: Encoder | Remembering | None = None,
    ) -> None:
        held = list(documents)
        self.texts = [texts.of(each) for each in held]
        self.shelf = Shelf([known(each) for each in held], frozenset(holidays), tuple(terms))
        names = np.array([each.name.casefold() for each in self.shelf.services])
        self._alphabet = np.argsort(np.argsort(names, kind="stable"), kind="stable")
        self._written: dict[int, reasons.Written] = {}
        self._open = self.shelf.every(lambda each: each.open)
        self.index = Index.of(self.texts, folder)
        self.meanings = Meanings.of(encoder, self.texts) if encoder is not None else None

    def read(self, typed: str, today: date) -> Meaning:
        """What is meant, misspelt words taken for those that are written here."""
        said = spoken(typed)
        long = sum(not each.filler for each in said) > SENTENCE or len(said) > 2 * SENTENCE
        respell = {each.said: near for each in said if (near := self.index.nearest(each, surely=long))}
        return read(typed, today=today, respell=respell)

    def find(
        self,
        typed: str,
        *,
        now: datetime,
        asked: Filters | None = None,
        sort: str = FIT,
        near: Spot | None = None,
        most: int = 20,
    ) -> Found:
        """What fits what somebody typed, as they would sort it. Nothing typed: all that the filters let through."""
        asked = asked or Filters()
        meaning = self.read(typed, now.date())
        near = near or asked.near
        scores, sure = self._scores(meaning, now.date())
        by_words = scores > 0
        which = by_words & filters.fit(self.shelf, asked, now)
        away = self.shelf.away(near) if near else None
        order = self._order(np.flatnonzero(which), scores, sure, sort, away, now)[:most]
        named = any(not each.common for each in meaning.sought)
        shut = np.flatnonzero((scores > 0) & sure & ~self._open & named)
        gone = self._order(shut, scores, sure, FIT, away, now)[:FEW_CLOSED]
        wanted = reasons.wanted(meaning.sought)
        results, closed = (
            tuple(self._result(int(number), meaning, wanted, scores, away, now) for number in numbers)
            for numbers in (order, gone)
        )
        return Found(meaning, results, int(which.sum()), closed, which, by_words)

    def _scores(self, meaning: Meaning, today: date) -> tuple[np.ndarray, np.ndarray]:
        """How well each fits, and whether that rests on more than a guess."""
        sought = meaning.sought
        weights = _weights(sought)
        if all(each.common for each in sought) and (meaning.wishes or not meaning.typed.strip()):
            # Nothing but wishes, and at most words like "group", which then decide between equals.
            base = np.ones(len(self.texts)) + 0.01 * self.index.scores(sought, weights)
            return self._wished(base, meaning, today, only=meaning.wishes), base > 0
        last = meaning.typed.split()[-1:] if len(sought) <= FEW_WORDS else []
        begun = {each.said for each in spoken(" ".join(last))}
        scores = self.index.scores(sought, weights, begun)
        sure = self._by(sought, [each for each in sought if _firm(each)], begun, scores)
        # Words like "group" find nothing by themselves where there are others.
        scores[~self._by(sought, [each for each in sought if not each.common], begun, scores)] = 0
        scores = scores * self._together(sought, begun)
        if self.meanings is not None:
            scores, sure = self._fused(self.meanings, meaning, scores)
        return self._wished(scores, meaning, today), sure

    def _by(self, every: Sequence[Sought], some: list[Sought], begun: set[str], scores: np.ndarray) -> np.ndarray:
        """Which services are found by some of what is sought. Where all or none of it counts, whatever is found."""
        if not some or len(some) == len(every):
            return scores > 0
        return self.index.scores(some, [1.0] * len(some), begun) > 0

    def _together(self, sought: Sequence[Sought], begun: set[str]) -> np.ndarray:
        """Few words are often a name: what holds all of them comes before what holds one of them often."""
        direct = [each for each in sought if each.direct]
        held = np.ones(len(self.texts))
        if 1 < len(direct) <= SENTENCE:
            for each in direct:
                held += TOGETHER / len(direct) * (self.index.scores([each], [1.0], begun) > 0)
            held += NAMED * self.index.called({stem for each in direct for way in each.ways for stem in way.stems})
        return held

    def _fused(self, meanings: Meanings, meaning: Meaning, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Words and the meaning of the whole sentence together. The sum decides: nothing in it is a guess alone."""
        like, enough = meanings.like(meaning.typed)
        # Few and doubtful words leave the sentence to decide; many sure ones decide.
        words = WORDS_MOST * scores / (scores + WORDS_HALF)
        fused = np.maximum(like, 0) + words + LEAST
        return np.where((scores > 0) | enough, fused, 0), np.ones(len(scores), bool)

    def _wished(self, scores: np.ndarray, meaning: Meaning, today: date, *, only: bool = False) -> np.ndarray:
        """Wishes that are met raise what fits. Where there is nothing but wishes, some wish must be met."""
        if not meaning.wishes:
            return scores
        found = scores.copy()
        for number in np.flatnonzero(scores).tolist():
            met, unmet = reasons.wishes(self.shelf.services[number], meaning, today)
            found[number] *= max(0.1, 1 + MET * len(met) - UNMET * len(unmet))
            if only and not met:
                found[number] = 0
        return found

    def _order(
        self,
        numbers: np.ndarray,
        scores: np.ndarray,
        sure: np.ndarray,
        sort: str,
        away: np.ndarray | None,
        now: datetime,
    ) -> np.ndarray:
        """Best first. Of what fits equally well, the nearer, then the one whose name comes first."""
        keys = [self._alphabet[numbers], -np.round(scores[numbers], 6), ~sure[numbers]]
        if away is not None:
            keys.insert(1, away[numbers])
        if sort == NEAREST and away is not None:
            keys.append(away[numbers])
        elif sort == SOONEST:
            keys.append(np.array([self._starts(int(number), now) for number in numbers]))
        return numbers[np.lexsort(keys)]

    def _starts(self, number: int, now: datetime) -> float:
        session = self.shelf.next(number, now)
        return session.starts.timestamp() if session else np.inf

    def _result(
        self,
        number: int,
        meaning: Meaning,
        wanted: reasons.Wanted,
        scores: np.ndarray,
        away: np.ndarray | None,
        now: datetime,
    ) -> Result:
        held = self.shelf.services[number]
        written = self._written.get(number)
        if written is None:
            written = self._written[number] = reasons.written(self.texts[number])
        why = [*reasons.words(written, wanted), *reasons.wishes(held, meaning, now.date())[0]]
        if self.meanings is not None and not why:
            why = [Reason("meaning", (), meaning.typed)]
        metres = float(away[number]) if away is not None and np.isfinite(away[number]) else None
        return Result(
            number,
            held,
            float(scores[number]),
            tuple(why),
            reasons.unknown(held, now.date()),
            metres,
            self.shelf.next(number, now),
        )


def _firm(sought: Sought) -> bool:
    return (sought.direct and not sought.common) or (not sought.direct and sought.weight >= SURE)


def _weights(sought: Sequence[Sought]) -> list[float]:
    """How much each thing counts. The more words a sentence has, the less each of them says."""
    direct = [each for each in sought if each.direct and not each.common]
    thin = min(1.0, FEW_WORDS / len(direct)) if direct else 1.0
    return [(COMMON if each.common else thin) if each.direct else MEANT * each.weight for each in sought]

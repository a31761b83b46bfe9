"""Pairs that may be the same thing, most certain first, each with how surely in words and every reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commonweal.openreferral.alike.blocking import candidates
from commonweal.openreferral.alike.facts import KINDS, Entry, Facts, facts
from commonweal.openreferral.alike.known import Known, known_of, towns
from commonweal.openreferral.alike.reasons import Reason, reasons, worth_comparing

# From which weight on a pair is shown, by kind and in words. What lies below PERHAPS is not shown.
ALMOST_SURELY, PROBABLY, PERHAPS = "almost surely", "probably", "perhaps"
FROM: Mapping[str, tuple[tuple[float, str], ...]] = {
    "organization": ((8, ALMOST_SURELY), (5, PROBABLY), (2.5, PERHAPS)),
    "location": ((7, ALMOST_SURELY), (5, PROBABLY), (3, PERHAPS)),
    "service": ((9, ALMOST_SURELY), (6.5, PROBABLY), (4.5, PERHAPS)),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries of one kind that may be the same. `one` comes first in the caller's list."""

    kind: str
    one: str
    other: str
    score: float
    how: str  # ALMOST_SURELY, PROBABLY, PERHAPS; "" below
    reasons: tuple[Reason, ...]


def alike(
    entries: Iterable[Entry], *, same: Iterable[tuple[str, str]] = (), across_only: bool = False, all_: bool = False
) -> list[Pair]:
    """Which of these may be the same thing?

    `same` are pairs of organisations that a person has found to be one. `across_only` leaves out pairs within one feed.
    `all_` gives what falls short of "perhaps" too: for measuring.
    """
    rows = facts(entries)
    one = _Joined(same)
    found: list[Pair] = []
    for kind in KINDS:
        held = [each for each in rows if each.kind == kind]
        pairs = _pairs(held, known_of(held, towns(rows), one.ends()), across_only, all_)
        if kind == "organization":
            for pair in pairs:
                if pair.how == ALMOST_SURELY:
                    one.join(pair.one, pair.other)
        found += pairs
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def compared(one: Facts, other: Facts, known: Known) -> Pair:
    """One pair, weighed."""
    why = tuple(reasons(one, other, known))
    score = sum(each.weight for each in why)
    return Pair(one.kind, one.key, other.key, round(score, 2), how(one.kind, score), why)


def how(kind: str, score: float) -> str:
    """A score in words.

    >>> how("service", 20), how("service", -3)
    ('almost surely', '')
    """
    return next((words for least, words in FROM[kind] if score >= least), "")


def _pairs(held: list[Facts], known: Known, across_only: bool, all_: bool) -> list[Pair]:
    found = []
    for first, second in candidates(held, known.common):
        if across_only and held[first].feed == held[second].feed:
            continue
        if not worth_comparing(held[first], held[second], known):
            continue
        pair = compared(held[first], held[second], known)
        if pair.how or all_:
            found.append(pair)
    return found


class _Joined:
    """Which are one: what is joined to what is joined, ends at the same."""

    def __init__(self, same: Iterable[tuple[str, str]]) -> None:
        self.up: dict[str, str] = {}
        for one, other in same:
            self.join(one, other)

    def end(self, key: str) -> str:
        while key in self.up:
            key = self.up[key]
        return key

    def join(self, one: str, other: str) -> None:
        first, second = self.end(one), self.end(other)
        if first != second:
            self.up[second] = first

    def ends(self) -> dict[str, str]:
        return {key: self.end(key) for key in self.up}

"""What every reader gives: records, what was wrong with them, what vanished, and the source's own facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

KINDS = ("taxonomy", "taxonomy_term", "organization", "location", "service")  # in this order nothing points ahead
ERROR, WARNING = "error", "warning"
MOST = 200  # problems of one sort listed one by one; the rest are counted


@dataclass(frozen=True, slots=True)
class Record:
    """One thing a source tells of, as it said it and as the standard would say it.

    Ids inside the document are the source's own, as text. `_visibility` in a document names what must not be shown.
    """

    kind: str
    source_id: str
    raw: Any
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gone:
    """Something the source says it no longer has."""

    kind: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Part:
    """A row that belongs to nothing that was read: kept as it came, so that it is not lost."""

    kind: str
    source_id: str
    raw: Any
    why: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person must know: an error (not taken) or a warning (taken, but something was left out or changed)."""

    level: str
    where: str
    what: str
    sort: str = ""


class Problems:
    """Notes made while reading: each sort listed up to a limit and counted whole."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.counts: Counter[str] = Counter()
        self._listed: list[Problem] = []
        self._summaries: dict[str, tuple[str, str]] = {}

    def error(self, sort: str, where: str, what: str) -> None:
        """A record was not taken."""
        self._note(ERROR, sort, where, what)

    def warn(self, sort: str, where: str, what: str) -> None:
        """A record was taken, but something in it was left out or changed."""
        self._note(WARNING, sort, where, what)

    def summary(self, sort: str, where: str, what: str) -> None:
        """Something so common that one line with a count says it: `what` may hold {n}."""
        self.counts[sort] += 1
        self._summaries.setdefault(sort, (where, what))

    def listed(self) -> list[Problem]:
        """Errors first, then warnings, then what was too many to list."""
        notes = sorted(self._listed, key=lambda each: each.level != ERROR)
        common = [
            Problem(WARNING, where, what.replace("{n}", f"{self.counts[sort]:,}"), sort)
            for sort, (where, what) in self._summaries.items()
        ]
        return notes + common + [self._rest(sort, n) for sort, n in self.counts.items() if self._too_many(sort)]

    def _note(self, level: str, sort: str, where: str, what: str) -> None:
        self.counts[sort] += 1
        if self.counts[sort] <= self.most:
            self._listed.append(Problem(level, where, what, sort))

    def _too_many(self, sort: str) -> bool:
        return sort not in self._summaries and self.counts[sort] > self.most

    def _rest(self, sort: str, n: int) -> Problem:
        level = next((each.level for each in self._listed if each.sort == sort), WARNING)
        return Problem(level, "", f"{n - self.most:,} more of this sort ({sort}), {n:,} in all.", sort)


@dataclass
class Reading:
    """What one reader made of one source."""

    records: Iterable[Record] = ()
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # records per kind
    sorts: dict[str, int] = field(default_factory=dict)  # problems per sort, those not listed too
    loose: list[Part] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)  # profile, version, licence if declared, reader

    def of(self, kind: str) -> list[Record]:
        """The records of one kind."""
        return [each for each in self.records if each.kind == kind]

"""From a log of votes to one row for each person and one column for each statement."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Labels = NDArray[np.int64]

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Matrix:
    """Votes: 1 agree, -1 disagree, 0 pass, not a number where somebody has not seen a statement."""

    people: tuple[Hashable, ...]
    statements: tuple[Hashable, ...]
    votes: Numbers  # people × statements
    changed: int = 0  # votes of the log that a later one of the same person took the place of

    @property
    def cast(self) -> int:
        """How many votes count."""
        return int(seen(self.votes).sum())


def matrix(log: Iterable[tuple[Hashable, Hashable, int]]) -> Matrix:
    """Who thinks what of what, when only each person's last word on each statement counts?

    `log` has (person, statement, vote) in the order in which votes were cast. A statement on which nobody voted has no
    column, a person who never voted no row.

    >>> said = matrix([("ann", "s1", 1), ("bo", "s1", -1), ("ann", "s1", 0), ("bo", "s2", 1)])
    >>> said.people, said.statements, said.changed, said.votes.tolist()
    (('ann', 'bo'), ('s1', 's2'), 1, [[0.0, nan], [-1.0, 1.0]])
    """
    rows: dict[Hashable, int] = {}
    columns: dict[Hashable, int] = {}
    last: dict[tuple[int, int], int] = {}
    entries = 0
    for person, statement, vote in log:
        if vote not in (AGREE, PASS, DISAGREE):
            raise ValueError(f"A vote is 1, 0 or -1, not {vote}.")
        entries += 1
        last[rows.setdefault(person, len(rows)), columns.setdefault(statement, len(columns))] = vote
    votes = np.full((len(rows), len(columns)), np.nan)
    if last:
        where = np.array(list(last), dtype=np.int64)
        votes[where[:, 0], where[:, 1]] = np.fromiter(last.values(), dtype=float, count=len(last))
    by_row, by_column = _in_order(rows), _in_order(columns)
    ordered = votes[np.ix_([rows[each] for each in by_row], [columns[each] for each in by_column])]
    return Matrix(tuple(by_row), tuple(by_column), ordered, entries - len(last))


def _in_order(names: Iterable[Hashable]) -> list[Hashable]:
    """Sorted where that can be, so that the order in which votes came in decides nothing."""
    held = list(names)
    try:
        return sorted(held)  # type: ignore[type-var]
    except TypeError:
        return held


def seen(votes: Numbers) -> Flags:
    """Where somebody voted, passing included."""
    return np.asarray(~np.isnan(votes))


def counts(votes: Numbers) -> tuple[Labels, Labels, Labels]:
    """How many agree, disagree, and voted at all, for each statement: always counted anew, never taken from a file.

    >>> [each.tolist() for each in counts(np.array([[1.0, np.nan], [0.0, -1.0]]))]
    [[1, 0], [0, 1], [2, 1]]
    """
    return (votes == AGREE).sum(axis=0), (votes == DISAGREE).sum(axis=0), seen(votes).sum(axis=0)

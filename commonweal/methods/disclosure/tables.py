"""A table of counts in which no hidden cell can be worked back from what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from commonweal.methods.disclosure.profiles import NOT_SHOWN, Profile, Shown

LARGEST = 900  # cells: the bounds are worked out for every hidden one

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
At = tuple[int, int]
Line = list[At]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as they may be shown, with the totals. `further` are those hidden only to keep others hidden."""

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown
    further: tuple[At, ...]  # (row, column), counted from 0; a total has the number after the last


def protect(profile: Profile, counts: Sequence[Sequence[int]]) -> Table:
    """Which cells of this table of people may be shown, and how?

    `counts` is rows × columns, without totals. Small counts are hidden; then, as long as anybody could bound a hidden
    cell too closely by adding up what is shown, the smallest further cell of its row or column is hidden too.
    Raises ValueError for a table that is ragged, empty or larger than 900 cells.
    """
    bordered = _bordered(counts)
    hidden = np.array([[profile.hides(int(each)) for each in row] for row in bordered], dtype=bool)
    primary = hidden.copy()
    while (weak := _weak(profile, bordered, hidden, primary)) is not None:
        further = _smallest_further(bordered, hidden, weak)
        if further is None:
            hidden[:] = True
            break
        hidden[further] = True
    shown = [
        [NOT_SHOWN if hidden[i, j] else profile.count(int(each)) for j, each in enumerate(row)]
        for i, row in enumerate(bordered)
    ]
    return Table(
        tuple(tuple(row[:-1]) for row in shown[:-1]),
        tuple(row[-1] for row in shown[:-1]),
        tuple(shown[-1][:-1]),
        shown[-1][-1],
        tuple((int(i), int(j)) for i, j in np.argwhere(hidden & ~primary)),
    )


def _bordered(counts: Sequence[Sequence[int]]) -> Numbers:
    """The table with its totals as one more row and column."""
    if not counts or not counts[0] or len({len(row) for row in counts}) != 1:
        raise ValueError("A table needs rows of the same length, and at least one cell.")
    held = np.array(counts, dtype=float)
    if held.size > LARGEST:
        raise ValueError(f"A table of more than {LARGEST} cells cannot be checked: show parts of it.")
    if (held < 0).any() or (held != np.floor(held)).any():
        raise ValueError("A count of people is a whole number, and not below zero.")
    wide = np.column_stack([held, held.sum(axis=1)])
    return np.vstack([wide, wide.sum(axis=0)])


def bounds(profile: Profile, bordered: Numbers, hidden: Flags, at: At) -> tuple[int, int]:
    """Between which whole numbers must this cell lie, for somebody who adds up all that is shown?

    `bordered` is the table with its totals, `hidden` says which of its cells are not shown. Linear programming (HiGHS)
    over all tables that would have been shown like this one: each shown cell lies between the counts that round to
    it; each hidden one is not zero where a zero would have been shown. A reader cannot tell a cell that is hidden as
    small from one that is hidden to protect another, so no hidden cell has an upper limit of its own.
    """
    rows, columns = bordered.shape[0] - 1, bordered.shape[1] - 1
    most = float(bordered[-1, -1]) * 2 + 10
    least = 1.0 if profile.zero_shown and profile.rounding else 0.0
    limits = np.empty((*bordered.shape, 2))
    for (i, j), count in np.ndenumerate(bordered):
        limits[i, j] = (least, most) if hidden[i, j] else profile.within(int(count))
    borders = [*((i, columns) for i in range(rows)), *((rows, j) for j in range(columns)), (rows, columns)]
    sums = np.array([_members(each, rows, columns) for each in borders])
    low, high = np.array([limits[each] for each in borders]).T
    wanted = _members(at, rows, columns)
    told = {"A_ub": np.vstack([sums, -sums]), "b_ub": np.concatenate([high, -low])}
    found = []
    for sign in (1, -1):
        answer = linprog(sign * wanted, **told, bounds=limits[:-1, :-1].reshape(-1, 2), method="highs")
        if answer.status != 0:
            raise ValueError("The bounds of this table could not be worked out.")
        found.append(sign * float(answer.fun))
    return int(np.ceil(found[0] - 1e-6)), int(np.floor(found[1] + 1e-6))


def _members(at: At, rows: int, columns: int) -> Numbers:
    """Which cells a cell or total adds up."""
    held = np.zeros((rows, columns))
    i, j = at
    held[slice(None) if i == rows else i, slice(None) if j == columns else j] = 1
    return held.ravel()


def protection(profile: Profile) -> int:
    """How far apart the bounds of a hidden cell must be.

    As wide as the hidden range where counts are shown as they are. Where they are rounded, the rounding already blurs
    every sum (it was brought in so that nobody need hide further cells); what remains is to see that no cell is left
    with one possible value.
    """
    return 1 if profile.rounding else profile.threshold


def _weak(profile: Profile, bordered: Numbers, hidden: Flags, primary: Flags) -> Line | None:
    """A row or column in which a further cell must be hidden: None when every small cell is safe."""
    if not profile.rounding and (alone := _alone(hidden)):
        return alone
    for i, j in np.argwhere(primary):
        low, high = bounds(profile, bordered, hidden, (int(i), int(j)))
        if profile.rounding:
            high = min(high, profile.threshold - 1)
        if high - low < protection(profile):
            return [*_row(int(i), hidden), *_column(int(j), hidden)]
    return None


def _alone(hidden: Flags) -> Line | None:
    """A row or column with one hidden cell, which anybody can work out by taking the others from the total."""
    rows, columns = hidden.shape
    lines = [*(_row(i, hidden) for i in range(rows)), *(_column(j, hidden) for j in range(columns))]
    return next((line for line in lines if sum(bool(hidden[each]) for each in line) == 1), None)


def _row(i: int, hidden: Flags) -> Line:
    return [(i, j) for j in range(hidden.shape[1])]


def _column(j: int, hidden: Flags) -> Line:
    return [(i, j) for i in range(hidden.shape[0])]


def _smallest_further(bordered: Numbers, hidden: Flags, line: Line) -> At | None:
    """The smallest cell still shown among these; totals last, and zeros last of the others: readers guess them."""
    rows, columns = bordered.shape[0] - 1, bordered.shape[1] - 1
    held = [each for each in line if not hidden[each]]
    return min(held, key=lambda a: (a[0] == rows or a[1] == columns, bordered[a] == 0, bordered[a], a), default=None)

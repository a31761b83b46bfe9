"""Shares as lines with a dot, a thick band for chance and a thin one for what is missing; the table says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.evidence.returns.rows import ShareRow

WIDTH, EDGE = 300, 8


@dataclass(frozen=True, slots=True)
class Drawn:
    """One row with where it lies; None where there is nothing to draw."""

    row: ShareRow
    dot: float | None
    chance: tuple[float, float] | None  # x, width
    all: tuple[float, float] | None


def drawn(rows: Sequence[ShareRow]) -> tuple[tuple[Drawn, ...], int]:
    """The rows on one scale, and where the scale ends."""
    ends = [row.highest or row.high or row.value for row in rows if row.value is not None]
    most = max(filter(None, ends), default=100.0)
    end = min(100, 20 * (int(most) // 20 + 1)) if all(row.per == 100 for row in rows) else _round_end(most)
    return tuple(_drawn(row, end) for row in rows), end


def _round_end(most: float) -> int:
    """The next of 1, 2, 5, 10, 20, 50 …: a rate has no end of its own."""
    return next(step * 10**power for power in range(7) for step in (1, 2, 5) if step * 10**power >= most)


def _drawn(row: ShareRow, end: int) -> Drawn:
    if row.value is None:
        return Drawn(row, None, None, None)
    # Of a rate of which a part did not come nobody knows how high it may be: its thin band runs to the edge.
    highest = row.highest if row.highest is not None or row.lowest is None else float(end)
    return Drawn(row, _x(row.value, end), _band(row.low, row.high, end), _band(row.lowest, highest, end))


def _band(low: float | None, high: float | None, end: int) -> tuple[float, float] | None:
    if low is None or high is None:
        return None
    return _x(low, end), max(round(_x(high, end) - _x(low, end), 1), 1.0)


def _x(share: float, end: int) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * min(share, end) / end, 1)

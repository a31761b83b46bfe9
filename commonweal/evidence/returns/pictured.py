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
    most = max((row.highest for row in rows if row.value is not None and row.highest is not None), default=100.0)
    end = min(100, 20 * (int(most) // 20 + 1))
    return tuple(_drawn(row, end) for row in rows), end


def _drawn(row: ShareRow, end: int) -> Drawn:
    if row.value is None:
        return Drawn(row, None, None, None)
    return Drawn(row, _x(row.value, end), _band(row.low, row.high, end), _band(row.lowest, row.highest, end))


def _band(low: float | None, high: float | None, end: int) -> tuple[float, float] | None:
    if low is None or high is None:
        return None
    return _x(low, end), max(round(_x(high, end) - _x(low, end), 1), 1.0)


def _x(share: float, end: int) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * min(share, end) / end, 1)

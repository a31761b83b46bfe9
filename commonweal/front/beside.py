"""Two areas' figures in one table, a row for each indicator: what a spreadsheet needs to compare them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.evidence.rows import Cite, FigureRow


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One indicator, for both areas."""

    indicator: str
    label: str
    unit: str
    left: float | None  # None: not known
    left_text: str
    right: float | None
    right_text: str
    england: float | None
    left_cite: Cite | None
    right_cite: Cite | None


def side_by_side(left: Sequence[FigureRow], right: Sequence[FigureRow]) -> list[BesideRow]:
    """Every indicator that either area has, in the order of the first; what one lacks is not known there."""
    lefts, rights = ({figure.indicator: figure for figure in figures} for figures in (left, right))
    return [_row(lefts.get(key), rights.get(key)) for key in {**lefts, **rights}]


def _row(left: FigureRow | None, right: FigureRow | None) -> BesideRow:
    either = left or right
    assert either is not None  # noqa: S101 - every key comes from one of the two
    return BesideRow(
        either.indicator,
        either.label,
        either.unit,
        left.value if left else None,
        left.text if left else "not known",
        right.value if right else None,
        right.text if right else "not known",
        either.england,
        left.cite if left else None,
        right.cite if right else None,
    )

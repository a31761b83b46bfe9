"""Who is missing as lines with dots on them: numbers in, places on a sheet out. The table beside it says the same."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.listening.reached.rows import GroupRow, ValueRow

WIDTH, LEFT, RIGHT = 300, 8, 8


@dataclass(frozen=True, slots=True)
class Dot:
    """One step of one group."""

    x: float
    step: str
    last: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One group from step to step: its dots, the place's mark, and how sure the last dot is."""

    row: ValueRow
    dots: tuple[Dot, ...]
    place: float | None
    lower: float | None
    upper: float | None
    join: tuple[float, float] | None


def line(row: ValueRow, steps: tuple[str, ...], most: float) -> Line:
    """One group of people on a scale from nought to `most` in a hundred."""
    known = [(step, row.at(step)) for step in steps]
    shown = [(step, cell) for step, cell in known if cell.share is not None]
    dots = tuple(
        Dot(x(cell.share or 0.0, most), step, number == len(shown))
        for number, (step, cell) in enumerate(shown, start=1)
    )
    last = shown[-1][1] if shown else None
    spots = [dot.x for dot in dots]
    return Line(
        row,
        dots,
        None if row.place_share is None else x(row.place_share, most),
        None if last is None or last.lower is None else x(last.lower, most),
        None if last is None or last.upper is None else x(last.upper, most),
        (min(spots), max(spots)) if len(spots) > 1 else None,
    )


def lines(group: GroupRow) -> tuple[Line, ...]:
    """All of a group, on one scale, so that they can be put beside each other."""
    most = scale(group)
    return tuple(line(row, group.steps, most) for row in group.rows)


def scale(group: GroupRow) -> float:
    """Where the line ends: at a round share that holds everything drawn on it."""
    drawn = [row.place_share or 0.0 for row in group.rows]
    drawn += [row.at(step).share or 0.0 for row in group.rows for step in group.steps]
    largest = max(drawn, default=0.0)
    return next(end for end in (20.0, 40.0, 60.0, 80.0, 100.0) if largest <= end or end == 100.0)


def x(share: float, most: float) -> float:
    """Where a share lies on the sheet."""
    return round(LEFT + (WIDTH - LEFT - RIGHT) * min(share, most) / most, 1)

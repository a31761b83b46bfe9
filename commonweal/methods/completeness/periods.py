"""Periods of a return: which are expected, when each is due, and which have come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

YEAR, QUARTER, MONTH = "year", "quarter", "month"
EVERY = (MONTH, QUARTER, YEAR)
MONTHS = {YEAR: 12, QUARTER: 3, MONTH: 1}
WRITTEN = {
    YEAR: re.compile(r"(\d{4})"),
    QUARTER: re.compile(r"(\d{4})-?[Qq]([1-4])"),
    MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
}
RECEIVED, LATE, MISSING, NOT_DUE = "received", "late", "missing", "not_due"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar year, quarter or month. They sort by when they begin."""

    year: int
    first_month: int
    every: str

    @property
    def code(self) -> str:
        """As a file writes it: 2026, 2026-Q1, 2026-03."""
        if self.every == YEAR:
            return f"{self.year:04}"
        if self.every == QUARTER:
            return f"{self.year:04}-Q{(self.first_month + 2) // 3}"
        return f"{self.year:04}-{self.first_month:02}"

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.first_month, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> Period:
        """The one after it."""
        months = self.year * 12 + self.first_month - 1 + MONTHS[self.every]
        return Period(months // 12, months % 12 + 1, self.every)


def read(text: str, every: str) -> Period | None:
    """Which period is meant? None where it is not written as one of these.

    >>> read("2026-Q2", "quarter").end.isoformat()
    '2026-06-30'
    """
    found = WRITTEN[every].fullmatch(text.strip())
    # A date's own years: the year after the last has no first day, and no period there would have an end.
    if found is None or not 1 <= int(found[1]) < date.max.year:
        return None
    if every == YEAR:
        return Period(int(found[1]), 1, YEAR)
    number = int(found[2])
    return Period(int(found[1]), number * 3 - 2 if every == QUARTER else number, every)


def ended(first: Period, today: date) -> Iterator[Period]:
    """Every period from the first that has ended by today."""
    each = first
    while each.end < today:
        yield each
        each = each.next


@dataclass(frozen=True, slots=True)
class Arrival:
    """One period: when it was due, when it came, and what that makes it. Days are None while nothing has come."""

    period: Period
    due: date
    received: date | None
    state: str  # RECEIVED | LATE (it came, after its day) | MISSING (its day has passed) | NOT_DUE
    days_after_end: int | None  # from the period's last day to the day it came
    days_late: int  # after its day, until it came or until today; 0 where it is not late


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Which returns came of those expected, and how soon."""

    arrivals: tuple[Arrival, ...]
    expected: int  # periods whose day has come
    received: int  # of those, and of any that came before their day
    coverage: float | None  # received / expected; None where none was expected yet
    median_days: float | None  # from a period's end to its coming
    last_received: date | None
    days_since: int | None  # since anything came


def arrivals(first: Period, came: Mapping[str, date], *, due_days: int, today: date) -> tuple[Arrival, ...]:
    """What has become of each period that has ended? `came`: code of a period → the day its first file came."""
    return tuple(_arrival(each, came.get(each.code), due_days, today) for each in ended(first, today))


def _arrival(period: Period, received: date | None, due_days: int, today: date) -> Arrival:
    due = period.end + timedelta(days=due_days)
    if received is None:
        late = max((today - due).days, 0)
        return Arrival(period, due, None, MISSING if late else NOT_DUE, None, late)
    late = max((received - due).days, 0)
    return Arrival(period, due, received, LATE if late else RECEIVED, (received - period.end).days, late)


def timeliness(first: Period, came: Mapping[str, date], *, due_days: int, today: date) -> Timeliness:
    """Do returns come when they are expected? A return that came late has come: coverage counts it.

    >>> first = read("2026-Q1", "quarter")
    >>> found = timeliness(first, {"2026-Q1": date(2026, 4, 20)}, due_days=30, today=date(2026, 9, 1))
    >>> found.expected, found.received, found.coverage, found.arrivals[1].days_late
    (2, 1, 0.5, 33)
    """
    rows = arrivals(first, came, due_days=due_days, today=today)
    counted = [each for each in rows if each.state != NOT_DUE]
    here = [each for each in counted if each.received is not None]
    last = max(came.values(), default=None)
    return Timeliness(
        rows,
        len(counted),
        len(here),
        len(here) / len(counted) if counted else None,
        median([each.days_after_end for each in here if each.days_after_end is not None]),
        last,
        (today - last).days if last else None,
    )


def median(numbers: Sequence[float]) -> float | None:
    """The one in the middle; None of none."""
    if not numbers:
        return None
    ordered, half = sorted(numbers), len(numbers) // 2
    return float(ordered[half]) if len(numbers) % 2 else (ordered[half - 1] + ordered[half]) / 2

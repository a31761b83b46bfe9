"""How long people live, by the deaths of some years."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, known, numbers, same_length, z_of

FEWEST_PEOPLE = 5_000  # a table for no more than these is not given
WIDEST = 10.0  # years: a row whose limits lie further than this to each side is not given
FIRST_YEAR = 0.1  # babies who die in their first year live a tenth of it; everybody else, half of their band


@dataclass(frozen=True, slots=True)
class Expectancy:
    """Years still to live at the start of a band. None where the table, or this row of it, is not given."""

    age: float
    value: float | None
    lower: float | None
    upper: float | None
    error: float | None
    people: float  # of this age and older
    deaths: float


@dataclass(frozen=True, slots=True)
class LifeTable:
    """One row for each age band, and why no figure is given where none is."""

    rows: tuple[Expectancy, ...]
    refused: str  # "" where it was given
    confidence: float

    @property
    def at_birth(self) -> Expectancy:
        """Life expectancy at birth: the first row."""
        return self.rows[0]


def life_table(ages: ArrayLike, populations: ArrayLike, deaths: ArrayLike, *, confidence: float = 0.95) -> LifeTable:
    """How many years can people here expect to live, if at every age they die as they do now?

    `ages` are the first years of the bands (0, 1, 5, … 90), the last one open. Chiang's abridged table (1984); the
    standard error with Silcocks' term for the open band (2001). Refused where a band has nobody, where deaths are below
    none or above the people, where nobody of the last band died, and for 5,000 people or fewer. It says how people die
    now, not how long anybody will live.
    """
    start, n, x = numbers(ages), numbers(populations), numbers(deaths)
    same_length(start, n, x)
    if len(start) < 2 or np.any(np.diff(start) <= 0):
        raise ValueError("Give two age bands or more, in order, by their first years.")
    z = z_of(confidence)
    older_people, older_deaths = _from_here_on(n), _from_here_on(x)
    refused = _refused(n, x)
    if refused:
        rows = [
            Expectancy(age, None, None, None, None, people, died)
            for age, people, died in zip(start.tolist(), older_people.tolist(), older_deaths.tolist(), strict=True)
        ]
        return LifeTable(tuple(rows), refused, confidence)
    years, error = _chiang(start, n, x)
    wide = z * error > WIDEST
    years, error = np.where(wide, np.nan, years), np.where(wide, np.nan, error)
    rows = [
        Expectancy(age, known(e), known(e - z * s), known(e + z * s), known(s), people, died)
        for age, e, s, people, died in zip(
            start.tolist(), years.tolist(), error.tolist(), older_people.tolist(), older_deaths.tolist(), strict=True
        )
    ]
    return LifeTable(tuple(rows), "", confidence)


def _refused(n: Numbers, x: Numbers) -> str:
    if not np.all(n > 0):
        return "An age band has nobody in it, or nobody knows how many."
    if not np.all((x >= 0) & (x <= n)):
        return "Deaths are fewer than none, more than the people, or not known."
    if n.sum() <= FEWEST_PEOPLE:
        return "5,000 people or fewer are too few for a life table."
    return "Nobody in the oldest band died, so nobody can say how long it lasts." if x[-1] == 0 else ""


def _from_here_on(row: Numbers) -> Numbers:
    return np.cumsum(row[::-1])[::-1]


def _chiang(start: Numbers, n: Numbers, x: Numbers) -> tuple[Numbers, Numbers]:
    """Years still to live at the start of each band, and their standard errors."""
    rate = x / n
    width = np.append(np.diff(start), 2 / rate[-1])
    lived = np.full(len(start), 0.5)
    lived[0] = FIRST_YEAR if start[0] == 0 else 0.5
    dies = width * rate / (1 + width * (1 - lived) * rate)
    dies[-1] = 1.0
    alive = np.concatenate([[1.0], np.cumprod(1 - dies[:-1])])
    after = np.append(alive[1:], 0.0)
    years = _from_here_on(width * (after + lived * (alive - after))) / alive
    spread = width**2 * rate * (1 - lived * width * rate) / (n * (1 + (1 - lived) * width * rate) ** 3)
    weight = alive**2 * ((1 - lived) * width + np.append(years[1:], 0.0)) ** 2
    spread[-1], weight[-1] = 4 / (x[-1] * rate[-1] ** 2), (alive[-1] / 2) ** 2
    return years, np.sqrt(_from_here_on(spread * weight)) / alive

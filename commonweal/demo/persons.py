"""Invented people, one by one: for later rooms to link, count and protect, and for measuring how they cope.

They follow from a recipe, neighbourhood by neighbourhood, and agree with its figures: as many people, homes, children,
older people and people living alone as its columns say. Nothing is kept; a country's millions pass through memory a
neighbourhood at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commonweal.demo import figures, things
from commonweal.demo.land import Land, laid
from commonweal.demo.recipe import Recipe

AGES = "census2021.ts007a_{:02}"
CHILDREN, OLDER = (1, 2, 3), (14, 15, 16, 17, 18)
ADULTS = np.array([0.088, 0.094, 0.102, 0.107, 0.103, 0.098, 0.097, 0.107, 0.106, 0.098])  # 15–19, 20–24 … 60–64
OLDEST = 102
HEAD = "person,household,neighbourhood,postcode,age,sex\n"
Ages = NDArray[np.int64]


class Person(NamedTuple):
    """Somebody who is not there. `sex` is F or M, as the census asks."""

    person: str
    household: str
    neighbourhood: str
    postcode: str
    age: int
    sex: str


def persons(recipe: Recipe) -> Iterator[Person]:
    """Everybody, neighbourhood by neighbourhood; exactly as many as the recipe asks for."""
    land = laid(recipe)
    for place in range(len(land)):
        yield from living_in(land, place)


def living_in(land: Land, place: int) -> Iterator[Person]:
    """Everybody of one neighbourhood; the same in whatever order neighbourhoods are asked for."""
    code = land.codes[place]
    codes = [things.postcode(land, place, number) for number in range(things.postcodes_each(land))]
    ages, homes, sexes = drawn(land, place)
    for number, (age, home, sex) in enumerate(zip(ages.tolist(), homes.tolist(), sexes.tolist(), strict=True)):
        where = codes[home % len(codes)]
        yield Person(f"{code}/{number + 1}", f"{code}/h{home + 1}", code, where, age, "F" if sex else "M")


def drawn(land: Land, place: int) -> tuple[Ages, Ages, NDArray[np.bool_]]:
    """Ages, households (by number) and sexes (True is female) of one neighbourhood."""
    columns = figures.columns(land)
    chance = np.random.default_rng([land.recipe.seed, 9, place])

    def held(key: str) -> int:
        return int(columns[key][place])

    ages = _ages({band: held(AGES.format(band)) for band in (0, *CHILDREN, *OLDER)}, chance)
    homes = _homes(ages, held(figures.HOMES), held("census2021.ts003_01"), held("census2021.ts003_02"))
    # Women live longer: by ninety, two in three are women.
    female = 0.505 + np.clip(ages - 65, 0, 30) * 0.006
    return ages, homes, chance.random(len(ages)) < female


def _ages(bands: dict[int, int], chance: np.random.Generator) -> Ages:
    """Oldest last. Bands of five years are filled as the figures say; between them everybody else."""
    parts = [chance.integers(5 * (band - 1), 5 * band, bands[band]) for band in CHILDREN]
    others = bands[0] - sum(bands[band] for band in (*CHILDREN, *OLDER))
    within = chance.choice(len(ADULTS), max(0, others), p=ADULTS / ADULTS.sum())
    parts.append(15 + 5 * within + chance.integers(0, 5, len(within)))
    parts += [chance.integers(5 * (band - 1), 5 * band, bands[band]) for band in OLDER[:-1]]
    parts.append(np.minimum(OLDEST, 85 + chance.geometric(0.22, bands[OLDER[-1]]) - 1))
    return np.sort(np.concatenate(parts))


def _homes(ages: Ages, homes: int, alone: int, older_alone: int) -> Ages:
    """Which home each lives in: those alone first, then an adult for each home, then everybody else among them."""
    count = len(ages)
    grown = np.flatnonzero(ages >= 16)
    older = np.flatnonzero(ages >= 66)
    homes = max(1, min(homes, len(grown)))
    alone = min(alone, homes - 1, len(grown) - 1)
    single_older = older[:: max(1, len(older) // max(1, older_alone))][: min(older_alone, alone)]
    younger = grown[ages[grown] < 66]
    single_younger = younger[:: max(1, len(younger) // max(1, alone - len(single_older)))]
    single = np.concatenate([single_older, single_younger[: alone - len(single_older)]])
    home_of = np.full(count, -1)
    home_of[single] = np.arange(len(single))
    left = homes - len(single)
    rest = np.flatnonzero(home_of < 0)
    # Oldest first: every home that is left begins with an adult, and children come to the adults last.
    home_of[rest[::-1]] = len(single) + np.arange(len(rest)) % left
    return home_of


def write(recipe: Recipe, path: Path, *, progress: Callable[[int], None] = lambda done: None) -> int:
    """Everybody as CSV, a neighbourhood at a time. Says how many."""
    land, count = laid(recipe), 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD)
        for place in range(len(land)):
            rows = [f"{p[0]},{p[1]},{p[2]},{p[3]},{p[4]},{p[5]}\n" for p in living_in(land, place)]
            stream.write("".join(rows))
            count += len(rows)
            progress(place + 1)
    return count

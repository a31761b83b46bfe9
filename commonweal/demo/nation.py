"""A country that is not there: towns, villages and empty land drawn from a seed, for measuring how the house copes.

Hardship, age, newcomers, emptiness and living alone go together over its neighbourhoods as they do over England's
(data/spread.toml), and neighbours are alike, as they are everywhere.
"""

from __future__ import annotations

import numpy as np

from commonweal.demo import spread
from commonweal.demo.land import EMPTINESS, Land, Larger, Numbers, table
from commonweal.demo.recipe import Recipe

IN_GROUP, IN_COUNCIL, TOWNS_IN_COUNCIL = 5, 115, 6
# Nobody lives in this part of the Atlantic. About as much ground as England for as many neighbourhoods.
WEST, SOUTH, KM_EACH = -28.0, 46.0, 1.95
# How much of what sets neighbourhoods apart they share with their council and with their group.
COUNCIL_PART, GROUP_PART = 0.35, 0.35


def drawn(recipe: Recipe) -> Land:
    """The country that a recipe makes."""
    count = recipe.neighbourhoods
    chance = np.random.default_rng([recipe.seed, 2])
    side = KM_EACH * count**0.5
    council_of = np.arange(count) // IN_COUNCIL
    group_of = np.arange(count) // IN_GROUP
    traits = _traits(chance, council_of, group_of)
    points = _points(chance, council_of, group_of, traits[:, EMPTINESS], side)
    names = table("names.toml")
    councils = [
        Larger(f"DEMN-L{n + 1:03}", f"{each} Borough")
        for n, each in enumerate(_names(chance, names, council_of[-1] + 1))
    ]
    groups = [
        Larger(f"DEMN-M{n + 1:05}", f"Wendmark {n + 1:05}", each, "", councils[n * IN_GROUP // IN_COUNCIL].code)
        for n, each in enumerate(_names(chance, names, group_of[-1] + 1))
    ]
    return Land(
        recipe,
        "Wendmark",
        f"{count:,} neighbourhoods of an invented country, for measuring",
        WEST,
        SOUTH,
        side,
        side,
        [f"DEMN-{n + 1:05}" for n in range(count)],
        [f"{groups[g].local_name} {'ABCDE'[n % IN_GROUP]}" for n, g in enumerate(group_of)],
        group_of.tolist(),
        groups,
        {},
        {each.code: each for each in councils},
        Larger("DEMN-B1", "Care Board of Wendmark"),
        points,
        traits,
    )


def _traits(chance: np.random.Generator, council_of: np.ndarray, group_of: np.ndarray) -> Numbers:
    """Drawn alike for neighbours, then turned so that they go together exactly as the table says."""
    count = len(council_of)

    def shared(of: np.ndarray, part: float) -> Numbers:
        return chance.normal(0, part**0.5, (of[-1] + 1, 5))[of]

    own = chance.normal(0, (1 - COUNCIL_PART - GROUP_PART) ** 0.5, (count, 5))
    raw = shared(council_of, COUNCIL_PART) + shared(group_of, GROUP_PART) + own
    raw -= raw.mean(axis=0)
    if count > 50:
        raw = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw.T))).T
    return raw @ np.linalg.cholesky(np.array(spread.every()["together"])).T


def _points(
    chance: np.random.Generator, council_of: np.ndarray, group_of: np.ndarray, emptiness: Numbers, side: float
) -> Numbers:
    """Councils on a loose grid, towns in them, groups in towns; the emptier, the farther from the middle."""
    councils, groups = int(council_of[-1]) + 1, int(group_of[-1]) + 1
    across = int(np.ceil(councils**0.5))
    cell = side / across
    order = np.arange(councils)
    corner = np.column_stack([order % across, order // across]) * cell
    middle = corner + cell * chance.uniform(0.35, 0.65, (councils, 2))
    towns = middle[:, None, :] + cell * chance.uniform(-0.36, 0.36, (councils, TOWNS_IN_COUNCIL, 2))
    group_council = np.arange(groups) * IN_GROUP // IN_COUNCIL
    town = towns[group_council, chance.integers(0, TOWNS_IN_COUNCIL, groups)]
    empty = np.exp(np.clip(np.bincount(group_of, emptiness) / np.bincount(group_of), -2, 2.2))
    of_group = town + chance.normal(0, 1, (groups, 2)) * (0.03 * cell * empty)[:, None]
    apart = (0.012 * cell * np.exp(np.clip(emptiness, -2, 2.2)))[:, None]
    points = of_group[group_of] + chance.normal(0, 1, (len(group_of), 2)) * apart
    low = corner[council_of]
    return np.clip(points, low + 0.01 * cell, low + 0.99 * cell) + chance.uniform(-1e-3, 1e-3, points.shape)


def _names(chance: np.random.Generator, names: dict[str, list[str]], count: int) -> list[str]:
    """So many names, put together from beginnings and ends, none the same."""
    every = [first + last for first in names["first"] for last in names["last"]]
    order = chance.permutation(len(every))
    found = [every[n] for n in order[:count]]
    for round in range(1, -(-count // len(every)) + 1):
        found += [f"{names['before'][round - 1]} {every[n]}" for n in order]
    return found[:count]

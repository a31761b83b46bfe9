"""The ground of an invented place, in memory: its neighbourhoods, what they lie in, where, and their five traits.

Wenbeck's is written by hand (data/wenbeck.toml); a country's is drawn from the seed (nation.py). Everything else that
is invented follows from a Land, and a Land follows from a recipe alone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.demo.recipe import Recipe

Numbers = NDArray[np.float64]
TRAITS = ("hardship", "age", "newcomers", "emptiness", "alone")
HARDSHIP, AGE, NEWCOMERS, EMPTINESS, ALONE = range(5)


@dataclass(frozen=True, slots=True)
class Larger:
    """A group of neighbourhoods, a ward or a council: its code and names. Groups name their ward and council."""

    code: str
    name: str
    local_name: str = ""
    ward: str = ""
    council: str = ""

    @property
    def called(self) -> str:
        """What people call it."""
        return self.local_name or self.name


@dataclass(frozen=True, eq=False)
class Land:
    """The ground. `points` are kilometres east and north of the corner; `traits` stand in the order of TRAITS."""

    recipe: Recipe
    name: str
    footprint: str
    west: float
    south: float
    wide: float
    high: float
    codes: list[str]
    names: list[str]
    group_of: list[int]
    groups: list[Larger]
    wards: dict[str, Larger]
    councils: dict[str, Larger]
    board: Larger
    points: Numbers
    traits: Numbers

    def __len__(self) -> int:
        return len(self.codes)

    def group(self, place: int) -> Larger:
        """The group that a neighbourhood lies in."""
        return self.groups[self.group_of[place]]

    def chance(self, purpose: int) -> np.random.Generator:
        """Chance that repeats: the same recipe and purpose draw the same numbers."""
        return np.random.default_rng([self.recipe.seed, purpose])


@lru_cache(maxsize=2)
def laid(recipe: Recipe) -> Land:
    """The ground that a recipe makes."""
    if recipe.nation:
        from commonweal.demo import nation

        return nation.drawn(recipe)
    return _by_hand(recipe)


def table(name: str) -> dict[str, Any]:
    """One of the demo's own tables."""
    return tomllib.loads((files("commonweal.demo") / "data" / name).read_text(encoding="utf-8"))


def _by_hand(recipe: Recipe) -> Land:
    """Wenbeck, or its first neighbourhoods."""
    told = table("wenbeck.toml")
    chance = np.random.default_rng([recipe.seed, 1])
    codes, names, group_of, points, traits = [], [], [], [], []
    groups: list[Larger] = []
    for each in told["groups"]:
        number = len(groups) + 1
        ward = f"DEMO-W{sorted({g['ward'] for g in told['groups']}).index(each['ward']) + 1:02}"
        around = each["neighbourhoods"]
        turn = chance.uniform(0, 2 * np.pi)
        for place, (name, hardship) in enumerate(around):
            angle = turn + 2 * np.pi * place / len(around) + chance.uniform(-0.25, 0.25)
            away = each["reach"] * chance.uniform(0.6, 1.0)
            own = chance.normal(0, 0.35, 4)
            if len(codes) == recipe.neighbourhoods:
                break
            codes.append(f"DEMO-{len(codes) + 1:03}")
            names.append(name)
            group_of.append(number - 1)
            points.append((each["at"][0] + away * np.cos(angle), each["at"][1] + 0.8 * away * np.sin(angle)))
            traits.append((hardship, *(np.array(each["traits"]) + own)))
        if not group_of or group_of[-1] != number - 1:
            break
        groups.append(Larger(f"DEMO-M{number}", f"Wenbeck {number:03}", each["name"], ward, each["council"]))
    wards = {each["ward"]: group for each, group in zip(told["groups"], groups, strict=False)}
    return Land(
        recipe,
        told["name"],
        told["footprint"].format(count=len(codes)),
        told["west"],
        told["south"],
        told["wide"],
        told["high"],
        codes,
        names,
        group_of,
        groups,
        {group.ward: Larger(group.ward, f"{name} ward") for name, group in wards.items()},
        {code: Larger(code, name) for code, name in told["councils"].items() if code in {g.council for g in groups}},
        Larger(**told["board"]),
        np.array(points),
        np.array(traits),
    )

"""From five traits to shares: how each figure is spread over a country, and how far it follows."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from scipy.special import ndtri

from commonweal.demo.land import Numbers, table


@cache
def every() -> dict[str, Any]:
    """The whole table."""
    return table("spread.toml")


def unnamed(count: int, chance: np.random.Generator) -> Numbers:
    """Things that nobody named and several figures share, drawn once for each neighbourhood."""
    first = next(iter(every()["figures"].values()))
    return chance.normal(0, 1, (count, len(first["also"])))


def drawn(key: str, traits: Numbers, shared: Numbers, chance: np.random.Generator) -> Numbers:
    """A figure for each neighbourhood: as far as it follows from the traits, and the rest by chance."""
    return valued(key, stands(key, traits, shared, chance))


def stands(key: str, traits: Numbers, shared: Numbers, chance: np.random.Generator) -> Numbers:
    """Where each neighbourhood stands in a figure, in standard steps from the country's middle."""
    told = every()["figures"][key]
    follows, also = np.array(told["follows"]), np.array(told["also"])
    explained = float(follows @ np.array(every()["together"]) @ follows + also @ also)
    return traits @ follows + shared @ also + chance.normal(0, max(0.0, 1 - explained) ** 0.5, len(traits))


def valued(key: str, steps: Numbers) -> Numbers:
    """What a figure is where a neighbourhood stands so many steps from the middle."""
    return np.interp(steps, ndtri(every()["shares"]), every()["figures"][key]["spread"])

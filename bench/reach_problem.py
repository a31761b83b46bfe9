"""An invented country to reach things in: towns, where people live, and what there is. The same for everybody."""

from __future__ import annotations

import numpy as np

# Zones, assets, the side of the square in km, towns.
SYSTEM, ENGLAND = (1_400, 3_000, 60.0, 12), (33_755, 150_000, 361.0, 400)


def problem(zones: int, assets: int, side: float, towns: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Where people live (km) and how many; where things are, and how much of each there is."""
    chance = np.random.default_rng(20261123)
    centres = chance.uniform(0, side, (towns, 2))
    weight = 1 / (np.arange(towns) + 1)
    weight /= weight.sum()

    def scattered(count: int, share: float, spread: float) -> np.ndarray:
        urban = int(count * share)
        town = chance.choice(towns, urban, p=weight)
        wide = (spread * np.sqrt(weight[town] * towns))[:, None]
        near = centres[town] + chance.normal(size=(urban, 2)) * wide
        return np.clip(np.vstack([near, chance.uniform(0, side, (count - urban, 2))]), 0, side)

    where = scattered(zones, 0.75, 4)
    people = chance.integers(1000, 3000, zones)
    there = scattered(assets, 0.8, 3)
    return where, people, there, chance.integers(1, 21, assets)

"""What stands in an invented place: buildings and green spaces, some told by hand, the rest drawn from its traits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from commonweal.demo import ground
from commonweal.demo.land import EMPTINESS, HARDSHIP, Land, table
from commonweal.feeds.records import AssetPoint

POSTCODES_EACH, POSTCODES_IN_NATION = 9, 3
# ZZ99 is left alone: the NHS writes it for people without an address.
DISTRICTS = 98
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # as Royal Mail's own endings: no C I K M O V


def postcode(land: Land, place: int, number: int) -> str:
    """Of an area that Royal Mail has given to nobody (ZZ, ZY), so none of these can be somebody's own."""
    round, district = divmod(place, DISTRICTS)
    first, last = divmod(round, len(LETTERS))
    area = "ZY" if land.recipe.nation else "ZZ"
    return f"{area}{district + 1} {number + 1}{LETTERS[first]}{LETTERS[last]}"


def postcodes_each(land: Land) -> int:
    """How many postcodes each neighbourhood has."""
    return POSTCODES_IN_NATION if land.recipe.nation else POSTCODES_EACH


def every(land: Land) -> Iterator[AssetPoint]:
    """All of it: first what the story needs, then what is drawn."""
    told = table("things.toml")
    places = {code: place for place, code in enumerate(land.codes)}
    taken: set[str] = set()
    for kind, name, code, status in told["told"] if not land.recipe.nation else ():
        if code in places:
            taken.add(name)
            yield _one(land, places[code], kind, name, status, land.chance(6000 + len(taken)))
    chance = land.chance(5)
    for kind, facts in told["kinds"].items():
        rates = facts["rate"] * np.exp(
            facts["harder"] * land.traits[:, HARDSHIP] + facts["emptier"] * land.traits[:, EMPTINESS]
        )
        for place, count in enumerate(chance.poisson(rates).clip(0, 3)):
            for _ in range(count):
                name = _name(facts, land.names[place], chance)
                if name and name in taken:
                    continue
                taken.add(name)
                yield _one(land, place, kind, name, "open", chance)


def _name(facts: dict[str, Any], here: str, chance: np.random.Generator) -> str:
    """A name, or none where nobody has recorded one."""
    pattern = facts["names"][chance.integers(len(facts["names"]))]
    unnamed = chance.random() < facts.get("unnamed", 0)
    if unnamed:
        return ""
    # Jubilee Park has no Jubilee Park Park.
    said = here if pattern == "{here} " + here.split()[-1] else pattern.format(here=here)
    return said.replace("The The", "The")


def _one(land: Land, place: int, kind: str, name: str, status: str, chance: np.random.Generator) -> AssetPoint:
    ((east, north),) = ground.spots(ground.outlines(land)[place], chance, 1)
    spelled = postcode(land, place, int(chance.integers(postcodes_each(land))))
    known = name.lower().replace(" ", "-") if name else f"{land.codes[place]}-{round(east * 1e5)}-{round(north * 1e5)}"
    return AssetPoint(f"{kind}-{known}"[:120], kind, name, north, east, spelled, status=status)

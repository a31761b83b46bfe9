"""Invented figures: what the published columns would hold if the place were real.

Each share follows from a neighbourhood's five traits as far as such shares do in a real country (data/spread.toml),
and the counts are made to agree with one another: nobody is older than 85 who is not older than 65, and the parts of
a table never come to more than its whole. People add up exactly to what was asked for.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.special import ndtr, ndtri

from commonweal.demo import spread
from commonweal.demo.land import HARDSHIP, Land, Numbers
from commonweal.evidence import indicators
from commonweal.evidence.indicators import Indicator
from commonweal.feeds.base import Measure

# Of whom a table speaks, as a share of everyone. Homes are counted, not shared.
OF = {
    "everyone": 1.0,
    "everyone of 3 or more": 0.966,
    "everyone of 5 or more": 0.945,
    "everyone of 16 or more": 0.815,
    "everyone of 16 or more in work": 0.465,
}
# How a share of several columns is parted among them; others are parted evenly.
PARTED = {"children": (0.31, 0.34, 0.35), "older_people": (0.33, 0.33, 0.21, 0.13), "good_health": (0.58, 0.42)}
# A part is at most so much of its whole: (part, whole, most).
WITHIN = (
    ("older_alone", "alone", 0.97),
    ("limited_a_lot", "disabled", 0.8),
    ("oldest_people", "older_people", 0.6),
    ("carers_most", "carers", 0.75),
    ("little_english", "asian black other_ethnic mixed", 0.9),
)
# Shares of one table: together they leave at least so much, in percent, for what no indicator shows.
ROOM = (
    ("good_health bad_health", 1.0),
    ("christian no_religion muslim", 6.0),
    ("asian black mixed other_ethnic", 1.0),
    ("social_rent private_rent", 4.0),
    ("children older_people", 20.0),
    ("no_qualifications high_qualifications", 8.0),
)
DAMP, HOMES = "invented.damp_homes", "invented.homes"
DAMP_SPREAD = (0.5, 1, 2, 3, 5, 8, 13, 20, 26, 38, 50)
FIRST_TENTH = 10


def invented() -> list[Indicator]:
    """What is invented: figures of single neighbourhoods of today. Councils and boards publish none of their own."""
    known = indicators.every().values()
    return [each for each in known if not (each.at or each.older or each.many or each.bands)]


@lru_cache(maxsize=2)
def columns(land: Land) -> dict[str, Numbers]:
    """Every column of every neighbourhood, in the land's own order."""
    chance = land.chance(3)
    people = residents(land)
    shared = spread.unnamed(len(land), chance)
    homes = np.round(people / spread.drawn("homes_size", land.traits, shared, chance)).clip(1)
    shares = _shares(land, shared, chance)
    found: dict[str, Numbers] = {"census2021.ts007a_00": people}
    counted = [each for each in invented() if not each.single and each.bottom]
    # Those with one column first: a column that two share is filled by the one that says exactly what is in it.
    for each in sorted(counted, key=lambda each: len(each.top)):
        whole = homes if each.of == "all homes" else np.round(people * OF[each.of])
        found.setdefault(each.bottom, whole)
        _part(each, np.round(found[each.bottom] * shares[each.key] / 100), found)
    for each in invented():
        if each.single:
            found[each.single] = _single(each, land, shared, chance)
    damp = spread.every()["shares"]
    steps = 0.8 * land.traits[:, HARDSHIP] + chance.normal(0, 0.6, len(land))
    found[HOMES] = homes
    found[DAMP] = np.round(homes * np.interp(steps, ndtri(damp), DAMP_SPREAD) / 100)
    return found


def residents(land: Land) -> Numbers:
    """How many live in each neighbourhood; exactly as many together as the recipe asks for."""
    chance = land.chance(4)
    natural = spread.drawn("population", land.traits, spread.unnamed(len(land), chance), chance)
    asked = land.recipe.people
    if asked is None:
        return np.round(natural)
    exact = natural * (asked / natural.sum())
    whole = np.floor(exact)
    left = int(asked - whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:left]] += 1
    return whole


def measures() -> tuple[Measure, ...]:
    """Every column that the indicators need, and the two that only an invented place has."""
    out = {
        DAMP: Measure(DAMP, "Invented: homes with damp or mould", "homes", True, HOMES),
        HOMES: Measure(HOMES, "Invented: all homes", "homes", True),
    }
    for each in invented():
        for key in each.parts:
            counted = "decile" if key.endswith("_decile") else "score" if each.single else "people"
            out[key] = Measure(key, f"Invented: {each.label}", counted, not each.single)
    return tuple(out.values())


def _shares(land: Land, shared: Numbers, chance: np.random.Generator) -> dict[str, Numbers]:
    """Percentages by indicator, made to agree."""
    known = spread.every()["figures"]
    out = {
        key: spread.drawn(key, land.traits, shared, chance)
        for key, each in indicators.every().items()
        if key in known and each.bottom
    }
    for names, room in ROOM:
        parts = [out[name] for name in names.split()]
        over = np.maximum(1, sum(parts) / (100 - room))
        for name, part in zip(names.split(), parts, strict=True):
            out[name] = part / over
    for part, wholes, most in WITHIN:
        out[part] = np.minimum(out[part], most * sum(out[name] for name in wholes.split()))
    out["white"] = 100 - sum(out[name] for name in ("asian", "black", "mixed", "other_ethnic"))
    # What is neither rented nor shared is owned; a little is shared ownership or lived in free of rent.
    out["owned"] = np.maximum(1, 98.9 - out["social_rent"] - out["private_rent"])
    return out


def _part(indicator: Indicator, count: Numbers, found: dict[str, Numbers]) -> None:
    """Part a count among the columns it is added up from; columns another indicator has filled stand."""
    left = np.maximum(0, count - sum(found[key] for key in indicator.top if key in found))
    still = [key for key in indicator.top if key not in found]
    shares = PARTED.get(indicator.key, (1.0,) * len(still))
    for place, key in enumerate(still):
        last = place == len(still) - 1
        found[key] = left if last else np.round(left * shares[place] / sum(shares[place:]))
        left = left - found[key]


def _single(indicator: Indicator, land: Land, shared: Numbers, chance: np.random.Generator) -> Numbers:
    """A score, or the tenth of the country that a neighbourhood is in (1: where life is hardest)."""
    key = indicator.single.split(".")[1].rsplit("_", 1)[0]
    steps = land.traits[:, HARDSHIP] if key == "imd" else spread.stands(f"{key}_score", land.traits, shared, chance)
    if indicator.unit != "decile":
        return np.round(spread.valued("imd_score", steps), 3)
    # A country is its own measure: a tenth of it is in each tenth. A place stands where it would in a country.
    share = (np.argsort(np.argsort(steps, kind="stable")) + 0.5) / len(steps) if land.recipe.nation else ndtr(steps)
    return np.clip(FIRST_TENTH - np.floor(FIRST_TENTH * share), 1, FIRST_TENTH)

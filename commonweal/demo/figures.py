"""Invented figures: what the published columns would hold if the valley were real, from how hard life is in each part.

The columns are those the indicators are made of, so that the invented place shows every page as a real one does.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from commonweal.evidence import indicators
from commonweal.evidence.indicators import Indicator
from commonweal.feeds.base import Measure

# How common a thing is where life is easiest and where it is hardest, in percent. What is not named is rare everywhere.
BETWEEN = {
    "children": (13, 23),
    "bad_health": (2.5, 11),
    "good_health": (90, 70),
    "disabled": (12, 27),
    "limited_a_lot": (4, 14),
    "carers": (9, 10),
    "carers_most": (1.6, 4.4),
    "alone": (24, 41),
    "older_alone": (13, 13),
    "lone_parents": (3, 15),
    "overcrowded": (1, 11),
    "no_heating": (0.6, 4.5),
    "private_rent": (9, 31),
    "social_rent": (3, 42),
    "owned": (86, 26),
    "deprived_homes": (7, 37),
    "no_qualifications": (9, 33),
    "high_qualifications": (48, 16),
    "christian": (58, 38),
    "no_religion": (34, 30),
    "no_car": (7, 51),
    "works_near": (20, 34),
}
HOME_SIZE = 2.35


def measures() -> tuple[Measure, ...]:
    """Every column that the indicators need."""
    out: dict[str, Measure] = {}
    for each in indicators.every().values():
        for key in each.parts:
            counted = "decile" if key.endswith("_decile") else "score" if each.single else "people"
            out[key] = Measure(key, f"Invented: {each.label}", counted, not each.single)
    return tuple(out.values())


def invented(here: Mapping[str, Any], chance: Random) -> dict[str, float | None]:
    """One neighbourhood's columns."""
    people = float(here["people"])
    homes = round(people / HOME_SIZE)
    values: dict[str, float | None] = {}
    for each in indicators.every().values():
        if each.single:
            values[each.single] = _single(each, here["hardship"], chance)
            continue
        if not each.bottom:
            values[each.top[0]] = people
            continue
        whole = homes if each.of == "all homes" else people
        whole = float(values.setdefault(each.bottom, float(whole)) or whole)
        share = _share(each, here, chance) / 100
        _spread(each, round(whole * share), values, chance)
    return values


def _spread(indicator: Indicator, count: int, values: dict[str, float | None], chance: Random) -> None:
    """Share a count out among the columns it is added up from; columns another indicator has filled stand."""
    open_columns = [key for key in indicator.top if key not in values]
    left = count - sum(int(values[key] or 0) for key in indicator.top if key in values)
    for place, key in enumerate(open_columns):
        last = place == len(open_columns) - 1
        part = max(0, left) if last else max(0, round(left / (len(open_columns) - place) * chance.uniform(0.85, 1.15)))
        values[key] = float(part)
        left -= part


def _share(indicator: Indicator, here: Mapping[str, Any], chance: Random) -> float:
    """In percent."""
    if indicator.key in {"older_people", "oldest_people"}:
        return 100 * here["older"] * (1 if indicator.key == "older_people" else 0.13)
    own = {"little_english": 40, "no_english_home": 55, "asian": 90, "muslim": 75}
    if indicator.key in own:
        return here["newcomers"] * own[indicator.key] * chance.uniform(0.9, 1.1)
    if indicator.key == "white":
        return 100 - here["newcomers"] * 100 - 4
    low, high = BETWEEN.get(indicator.key, (3, 4))
    return max(0.1, (low + (high - low) * here["hardship"]) * chance.uniform(0.92, 1.08))


def _single(indicator: Indicator, hardship: float, chance: Random) -> float:
    felt = min(0.999, max(0.0, hardship + chance.uniform(-0.04, 0.04)))
    if indicator.unit == "decile":
        return float(10 - int(felt * 10))
    return round(3 + 70 * felt**1.6, 3)

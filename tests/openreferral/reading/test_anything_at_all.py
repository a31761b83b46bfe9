"""Whatever stands in a source, a reader does not fall over, and what it gives holds to the standard."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from commonweal.openreferral.reading import openactive_terms, oruk_v1
from commonweal.openreferral.reading.gathering import Gathering
from tests.openreferral.reading import documents
from tests.openreferral.reading.test_openactive import SERIES
from tests.openreferral.reading.test_oruk_v1 import SERVICE

ODD: tuple[Any, ...] = (
    *(None, "", " ", "N/A", 0, 1, -1, 1e308, float("nan"), float("inf"), True, False, [], {}, [None], [[]], [{}]),
    *({"id": None}, {"id": "x"}, {"a": 1}, "<b>x</b>", "<![foo bar[ x", "9" * 400, ["a", "b"], [1, 2], "2020-13-45"),
    *("99/99/9999", "1/1/99999", "12:61pm", "24 hours", "Mon-", "-Fri", "1st", "2SA", "\x00", "http://[", "https://"),
    *(
        "100% http://a b",
        "a@b.c;d",
        "@",
        {"_visibility": "x"},
        {"_visibility": {"": ["hidden", "x"]}, "name": "q"},
        "🎉",
    ),
)


def take_v1(gathering: Gathering, raw: dict[str, Any]) -> None:
    oruk_v1.take(gathering, raw, "here")


def take_today(gathering: Gathering, raw: dict[str, Any]) -> None:
    gathering.take("service", raw, "here")


def take_series(gathering: Gathering, raw: dict[str, Any]) -> None:
    gathering.take("service", raw, "here", read_as=openactive_terms.service(raw, "SessionSeries/1"))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("take", "told"), [(take_v1, SERVICE), (take_today, SERVICE), (take_series, SERIES)])
def test_nothing_a_source_says_stops_a_reader(
    take: Callable[[Gathering, dict[str, Any]], None], told: dict[str, Any], seed: int
) -> None:
    chance = random.Random(seed)
    for _n in range(40):
        raw = copy.deepcopy(told)
        for _change in range(chance.randint(1, 4)):
            holder, key = chance.choice(list(places(raw)))
            holder[key] = copy.deepcopy(chance.choice(ODD))
        gathering = Gathering()
        take(gathering, raw)
        reading = gathering.reading("test")
        assert not documents.broken(reading)
        json.dumps([each.document for each in reading.records], allow_nan=False)
        assert all("_visibility" not in each.document or take is take_series for each in reading.records)


def places(thing: Any) -> Iterator[tuple[Any, Any]]:
    """Every spot in a nested thing where something else could stand."""
    for key, value in list(thing.items() if isinstance(thing, dict) else enumerate(thing)):
        yield thing, key
        if isinstance(value, dict | list):
            yield from places(value)

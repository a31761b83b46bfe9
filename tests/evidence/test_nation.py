"""A place too large to hold row by row is shown as a small one is: each quick way beside its slow twin."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.test import Client

from commonweal.evidence import columns, figures, indicators, keep, queries, ranks
from commonweal.journal.actor import PUBLIC
from commonweal.places.models import Area
from tests.evidence.hand import DECILE, Hand

RANK = "iod2025.imd_rank"


@pytest.fixture
def country(hand: Hand) -> dict[str, Area]:
    """Thirty neighbourhoods in three councils; some figures unknown, some shared, some absent."""
    chance = random.Random(20261124)
    areas = {}
    for number in range(30):
        area = areas[f"N{number:02}"] = hand.area(f"N{number:02}", name=f"Ashby {number // 10:03}{number % 10}")
        hand.value(area, DECILE, number // 3 + 1)
        hand.value(area, RANK, number + 1)
        hand.values(area, people=chance.randrange(900, 1100), all_health=chance.choice([None, 0, 1000, 1000]))
        hand.values(area, bad=chance.randrange(50), very_bad=chance.choice([None, 3]))
    for number in range(3):
        council = areas[f"C{number}"] = hand.area(f"C{number}", kind="council")
        for each in list(areas.values())[number * 10 : number * 10 + 10]:
            hand.parent(each, council, how="drawn")
    hand.place(*(area for key, area in areas.items() if key[0] == "N"), slug="country")
    return areas


@pytest.fixture
def large(monkeypatch: Any) -> Any:
    """From here on, thirty are many."""

    def switch(many: int = 1) -> None:
        for where in ("columns.MANY", "table.MANY", "queries.MANY"):
            monkeypatch.setattr(f"commonweal.evidence.{where}", many)
        keep._kept.clear()

    return switch


def test_figures_of_many_areas_are_those_of_the_slow_way(country: dict[str, Area], large: Any) -> None:
    pks = [area.pk for key, area in country.items() if key[0] == "N"]
    groups = {1: pks[:10], 2: pks[10:11], 3: [], 4: pks[11:]}
    slow = {key: figures.by_area(each, groups) for key, each in indicators.every().items()}
    large()
    for key, each in indicators.every().items():
        assert columns.by_group(each, groups) == pytest.approx(slow[key], nan_ok=False), key


@pytest.mark.parametrize("sort", ["name", "people", "deprivation", "figure"])
def test_the_table_of_a_nation_is_the_table_of_a_small_place(country: dict[str, Area], large: Any, sort: str) -> None:
    ask = {"sort": sort, "figure": "imd_decile"}
    slow = list(queries.table(PUBLIC, "country", "neighbourhood", **ask))
    large()
    rows = queries.table(PUBLIC, "country", "neighbourhood", **ask)
    assert not isinstance(rows, list)
    assert list(rows) == slow
    assert rows[10:12] == slow[10:12]


def test_published_ranks_stand_beside_a_tenth_and_come_in_order(country: dict[str, Area]) -> None:
    rows = queries.table(PUBLIC, "country", "neighbourhood", sort="figure", figure="imd_decile")[:3]
    assert [(row.rank, row.rank_shared, row.figure) for row in rows] == [(1, False, 1), (2, False, 1), (3, False, 1)]


def test_areas_with_the_same_figure_share_a_rank() -> None:
    assert ranks.by_figure({"a": 2, "b": 2, "c": 3, "d": None}) == {"c": (1, False), "a": (2, True), "b": (2, True)}


def test_csv_and_json_of_a_nation_are_those_of_a_small_place(
    country: dict[str, Area], large: Any, client: Client
) -> None:
    asked = "kind=neighbourhood&figure=imd_decile"
    slow = {form: client.get(f"/place/country/areas.{form}?{asked}").content for form in ("csv", "json")}
    large()
    for form, body in slow.items():
        assert b"".join(client.get(f"/place/country/areas.{form}?{asked}").streaming_content) == body  # type: ignore[attr-defined]


def test_a_nations_page_and_table_ask_little_of_the_database(
    country: dict[str, Area], large: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    large()
    with django_assert_max_num_queries(120):
        assert client.get("/place/country").status_code == 200
    with django_assert_max_num_queries(20):
        assert client.get("/place/country").status_code == 200
    with django_assert_max_num_queries(40):
        assert client.get("/place/country/areas?kind=neighbourhood&figure=imd_decile").status_code == 200


def test_a_map_of_too_many_outlines_is_refused_and_one_within_a_council_is_drawn(
    country: dict[str, Area], hand: Hand, client: Client, monkeypatch: Any
) -> None:
    for number in range(30):
        hand.box(country[f"N{number:02}"], number / 10, number / 10 + 0.1)
    monkeypatch.setattr("commonweal.places.queries.MOST_DRAWN", 12)
    whole = client.get("/place/country/map.json?kind=neighbourhood")
    assert whole.status_code == 400 and "too heavy" in whole.content.decode()
    part = client.get("/place/country/map.json?kind=neighbourhood&within=council:C1")
    assert part.status_code == 200 and part.content.count(b'"Feature"') == 10
    values = client.get("/place/country/map-values.json?kind=neighbourhood&within=council:C1&figure=imd_decile").json()
    assert set(values["values"]) == {f"neighbourhood:N{number}" for number in range(10, 20)}


def test_what_is_kept_stays_within_its_weight(monkeypatch: Any, db: None) -> None:
    keep._kept.clear()
    monkeypatch.setattr(keep, "MOST_KEPT", 10)
    for number in range(8):
        keep.kept(("heavy", number), lambda: "x", weight=lambda made: 4)
    assert len(keep._kept) == 2

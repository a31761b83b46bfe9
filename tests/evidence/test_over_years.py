"""Figures of larger areas, year by year: each year stands for itself, and one that is not known is no nought."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.evidence import over_years, queries
from commonweal.journal.actor import PUBLIC
from commonweal.places.models import Shape

BOX = '{"type": "Polygon", "coordinates": [[[0, 51], [1, 51], [1, 51.1], [0, 51]]]}'
YEARS = {2015: 95.0, 2016: 96.5, 2017: None, 2018: 94.0}


@pytest.fixture
def council(hand):
    """A council that is exactly a place of two neighbourhoods, with an outline; its index in four years."""
    homes = [hand.area(code, kind="lsoa21") for code in "AB"]
    council = hand.area("E08000035", kind="lad24", name="Leeds")
    before = hand.area("E08000035", kind="lad21", name="Leeds")
    for at, area in enumerate(homes):
        hand.parent(area, council)
        hand.values(area, people=1_000)
        hand.box(area, at, at + 0.5)
    hand.box(council, 0, 1.5)
    Shape.objects.update(geometry=BOX, drawn=BOX)
    version = hand.version("health_index")
    for year, value in YEARS.items():
        hand.value(before, f"health_index.overall.{year}", value, version=version)
    hand.value(before, "health_index.overall", 94.0, version=version)
    hand.place(*homes, slug="leeds")
    return council


def test_a_series_has_every_year_and_an_unknown_one_stays_unknown(council):
    (row,) = over_years.of_area(council)
    assert row.years == tuple(YEARS) and row.values == tuple(YEARS.values())
    assert "England in 2015 is 100" in row.label and row.cite.dataset == "health_index"
    said = over_years.says(row)
    assert said.startswith("Leeds: 95.0 in 2015, 94.0 in 2018.") and "may be none" in said


def test_the_picture_has_a_dot_for_each_known_year_and_a_gap_where_one_is_not_known(council):
    (chart,) = over_years.drawn(over_years.of_area(council))
    assert chart.svg.count('class="on"') == 3
    assert chart.svg.count('class="slope"') == 1  # from 2015 to 2016 alone: 2017 parts the rest
    assert chart.table == (("Leeds", "95.0", "96.5", "not known", "94.0"),)
    assert "does not begin at nought" in chart.caption


def test_pages_of_the_area_and_of_the_place_show_it_and_nothing_below_has_it(council):
    for page in ("/area/lad24:E08000035", "/place/leeds", "/place/leeds/profile"):
        said = Client().get(page).content.decode()
        assert "England in 2015 is 100" in said and "95.0 in 2015" in said, page
    assert queries.area_whole(PUBLIC, "lsoa21:A").series == ()
    told = Client().get("/place/leeds/profile.json").json()["told"]["series"]
    assert [(each["year"], each["value"]) for each in told] == list(YEARS.items())


def test_one_year_alone_is_no_series(hand):
    area = hand.area("E06000001", kind="lad24")
    hand.value(area, "health_index.overall.2021", 90.0, version=hand.version("health_index"))
    assert over_years.of_area(area) == ()

"""What a place rests on: how old what it says is, how much of the place it speaks of, and what could not be used."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commonweal.evidence import held, queries, spread
from commonweal.evidence.ground import of_place
from commonweal.evidence.indicators import indicator
from commonweal.feeds.records import AssetPoint
from commonweal.journal.actor import PUBLIC
from tests.evidence.hand import Hand
from tests.places.small import OLDER, PEOPLE, SQUARES, Small, bring, counts, place

pytestmark = pytest.mark.django_db
FOUR = {f"E0100000{n}": (100, 10) for n in range(1, 5)}


def row(here, key: str) -> held.DatasetRow:
    return next(each for each in held.datasets(here) if each.key == key)


def test_a_dataset_is_as_old_as_what_it_says_not_as_its_loading(tmp_path):
    here = place()
    bring(here, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "c.csv", vintage="2015 (most figures of 2012/13)")
    found = row(here, "counted")
    assert found.described_until == "2013-03-31"
    assert found.age_days is not None and found.age_days > 4000
    assert found.age.endswith("years")
    assert found.loaded_at == timezone.now().date().isoformat()


def test_an_age_that_no_vintage_tells_is_not_known(tmp_path):
    here = place()
    bring(here, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "c.csv", vintage="the day it was downloaded")
    found = row(here, "counted")
    assert (found.age_days, found.age, found.described_until) == (None, "not known", "")


def test_shares_are_of_the_kind_of_area_spoken_of_and_lists_of_things_have_none(tmp_path):
    here = place()
    bring(here, Small(list(SQUARES[:3])), tmp_path / "s.json", key="shapes")
    bring(here, Small([AssetPoint("1", "library", "Mill", 51.005, 0.005)]), tmp_path / "l.csv", key="libraries")
    shapes, libraries = row(here, "shapes"), row(here, "libraries")
    assert (shapes.percent_covered, shapes.counted) == (75.0, "neighbourhoods")
    assert (libraries.percent_covered, libraries.counted, libraries.areas_covered) == (None, "", 1)


def test_the_newest_load_of_each_dataset_is_the_one_shown(tmp_path):
    here = place()
    bring(here, Small(counts(FOUR), (PEOPLE, OLDER)), tmp_path / "a.csv")
    bring(here, Small([*counts(FOUR), "A bad row."], (PEOPLE, OLDER)), tmp_path / "b.csv")
    assert row(here, "counted").rows_refused == 1
    assert [each.reason for each in held.refused(here)] == ["A bad row."]
    assert [each.key for each in held.all_datasets()] == ["counted"]


def test_a_spread_counts_each_known_neighbourhood_once_and_leaves_out_the_unknown(hand: Hand):
    areas = [hand.area(code) for code in "ABCDE"]
    for area, number in zip(areas, (1, 2, 3, 10, None), strict=True):
        hand.values(area, all_health=100, bad=number, very_bad=0)
    hand.place(*areas)
    known = indicator("bad_health")
    assert known is not None
    drawn = spread.of_place(of_place("ashby"), known)
    assert drawn is not None
    assert sum(drawn.place) == 4
    assert drawn.median == 2.5
    assert sum(drawn.place_percent) == pytest.approx(100)
    assert drawn.england_median is None


def test_a_spread_of_too_few_or_of_all_the_same_is_not_drawn(hand: Hand):
    areas = [hand.area(code) for code in "ABC"]
    for area in areas:
        hand.values(area, all_health=100, bad=5, very_bad=0)
    hand.place(*areas)
    assert queries.distribution(PUBLIC, "ashby", "bad_health") is None
    assert queries.distribution(PUBLIC, "ashby", "happiness") is None

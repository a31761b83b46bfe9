"""Figures of larger areas are shown there and never below; those of 2011 only where the ground is exactly the same."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.evidence import figures, indicators, older, published, queries
from commonweal.evidence.profile import making
from commonweal.journal.actor import PUBLIC
from commonweal.places.models import Area
from tests.evidence.hand import Hand

INDEX, MEALS = "health_index.overall", ("school_meals.eligible", "school_meals.pupils")


@pytest.fixture
def council(hand: Hand) -> tuple[Area, list[Area]]:
    """A council of two neighbourhoods, with outlines."""
    made = hand.area("E08000099", kind="lad24", name="Ashby")
    parts = [hand.area(f"E0100000{n}", kind="lsoa21", name=f"Ashby 001{letter}") for n, letter in ((1, "A"), (2, "B"))]
    hand.box(made, 0, 0.2)
    for number, part in enumerate(parts):
        hand.parent(part, made)
        hand.box(part, number / 10, (number + 1) / 10)
    return made, parts


def keys(rows) -> list[str]:
    return [row.indicator for row in rows if row.published_for]


def test_a_councils_figure_stands_on_its_page_and_on_no_neighbourhoods(hand, council):
    made, parts = council
    hand.value(made, INDEX, 91.3)
    hand.values(parts[0], people=10)
    whole = queries.area_whole(PUBLIC, made.key)
    figure = next(row for row in whole.figures if row.indicator == "health_index")
    assert (figure.value, figure.text, figure.published_for, figure.standing) == (91.3, "91.3", "Ashby", None)
    assert "never shared out" in figure.cite.method
    assert keys(queries.area_whole(PUBLIC, parts[0].key).figures) == []
    assert "health_index" not in {row.indicator for row in figures.of([part.pk for part in parts])}


def test_of_england_an_index_says_what_its_scale_says_and_no_figure_of_the_year_shown(hand, council):
    made, parts = council
    hand.value(made, INDEX, 91.3)
    hand.place(*parts, slug="whole")
    figure = published.of_area(made)[0]
    assert figure.england is None and figure.england_text == "100 in 2015, as the index is set; 2021 not known"
    assert "England in 2015 is 100 because the index is set so" in figure.cite.method
    (said,) = making.now(PUBLIC, "whole").gaps[-1:]
    assert said.startswith("Of England only the year in which the scale was set is known here: Health Index, 2021")
    page = Client().get("/place/whole/profile").content.decode()
    assert "<td>100 in 2015, as the index is set; 2021 not known</td>" in page


def test_a_code_is_one_ground_whatever_year_it_is_written_for(hand, council):
    made, _ = council
    before = hand.area(made.code, kind="lad22", name="Ashby")
    hand.value(before, MEALS[0], 23)
    hand.value(before, MEALS[1], 100)
    figure = published.of_area(made)[0]
    assert (figure.indicator, figure.value, figure.numerator, figure.denominator) == ("free_meals", 23, 23, 100)


def test_a_count_without_its_total_and_an_unknown_figure_are_not_shown(hand, council):
    made, _ = council
    hand.value(made, MEALS[0], 23)
    hand.value(made, INDEX, None)
    assert published.of_area(made) == []


def test_a_place_that_is_the_council_shows_its_figures_and_one_that_is_a_part_does_not(hand, council):
    made, parts = council
    hand.value(made, INDEX, 91.3)
    hand.place(*parts, slug="whole")
    hand.place(parts[0], slug="part")
    assert keys(queries.place_whole(PUBLIC, "whole").figures) == ["health_index"]
    assert keys(queries.place_whole(PUBLIC, "part").figures) == []


def test_a_board_of_which_only_this_council_is_held_is_not_taken_for_it(hand, council):
    made, parts = council
    board = hand.area("E54000099", kind="icb24", name="Board")
    hand.parent(made, board)
    hand.value(board, INDEX, 80)
    ids = [part.pk for part in parts]
    assert published.of_same(published.same_ground(ids)) == [], "without an outline nothing can tell"
    hand.box(board, 0, 2)
    assert published.of_same(published.same_ground(ids)) == [], "it reaches well beyond"


def test_england_stands_beside_a_share_of_councils(hand, council):
    made, _ = council
    version = hand.version("school_meals")
    for key, value in zip(MEALS, (30, 100), strict=True):
        hand.value(made, key, value, version=version)
    hand.england("free_meals", top=20, bottom=100, version=version)
    assert published.of_area(made)[0].england_text == "20 in 100"


POOR, HOMES = "fuel_poverty.poor", "fuel_poverty.homes"


def before(hand: Hand, code: str, poor: int, homes: int, *became: Area) -> Area:
    """A neighbourhood of 2011 with its homes, and what it became."""
    made = hand.area(code, kind="lsoa11")
    hand.value(made, POOR, poor)
    hand.value(made, HOMES, homes)
    for part in became:
        hand.became(made, part, "S" if len(became) > 1 else "U")
    return made


def fuel(ids: list[int]):
    return next((row for row in figures.of(ids) if row.indicator == "fuel_poor"), None)


def test_trap_1_a_split_neighbourhoods_figure_is_of_its_parts_together_and_of_none_alone(hand, council):
    _, parts = council
    before(hand, "E01000009", 10, 100, *parts)
    assert fuel([parts[0].pk]) is None
    both = fuel([part.pk for part in parts])
    assert (both.value, both.areas_known, both.areas) == (10, 1, 1)
    assert "of 2011" in both.cite.method
    fuel_poor = indicators.every()["fuel_poor"]
    assert figures.by_area(fuel_poor, {1: [parts[0].pk], 2: [p.pk for p in parts]}) == {1: None, 2: 10}


def test_trap_1_merged_neighbourhoods_are_added_up_and_one_half_inside_counts_as_unknown(hand, council):
    _, (first, second) = council
    outside = hand.area("E01000003", kind="lsoa21")
    before(hand, "E01000011", 10, 100, first)
    before(hand, "E01000012", 30, 100, first)
    before(hand, "E01000013", 99, 100, second, outside)
    assert fuel([first.pk]).value == 20
    shown = fuel([first.pk, second.pk])
    assert (shown.value, shown.areas_known, shown.areas) == (20, 2, 3)
    assert older.whole([second.pk]) == ([], 1)


def test_trap_19_loneliness_is_a_band_in_words_with_no_standing_and_no_map(hand, council):
    _, parts = council
    for part, fifth in zip(parts, (5, 1), strict=True):
        hand.value(part, "loneliness.fifth", fifth)
        hand.value(part, "loneliness.loneliest", int(fifth == 5))
        hand.value(part, "loneliness.neighbourhoods", 1)
    one = {row.indicator: row for row in figures.of([parts[0].pk])}
    assert one["loneliness_band"].text == "the most lonely fifth of England"
    assert one["loneliness_band"].standing is None and "loneliest_neighbourhoods" not in one
    both = {row.indicator: row for row in figures.of([part.pk for part in parts])}
    assert both["loneliest_neighbourhoods"].text == "50 in 100" and "loneliness_band" not in both
    hand.place(*parts)
    assert not [key for key, _ in queries.map_choices(PUBLIC) if key.startswith("lonel")]
    assert queries.distribution(PUBLIC, "ashby", "loneliness_band") is None

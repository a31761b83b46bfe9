"""Figures of a place: added up, divided once, honest about what is not known."""

from __future__ import annotations

from random import Random

import pytest

from commonweal.evidence import figures, indicators
from commonweal.evidence.rows import FigureRow
from commonweal.places.models import Value
from tests.evidence.hand import HEALTH, Hand


def figure(areas: list, key: str = "bad_health") -> FigureRow:
    return next(each for each in figures.of([area.pk for area in areas]) if each.indicator == key)


def test_a_share_is_counts_added_up_and_divided_once_not_an_average_of_shares(hand: Hand) -> None:
    a, b = hand.area("A"), hand.area("B")
    hand.values(a, all_health=100, bad=10, very_bad=10)  # 20 in 100
    hand.values(b, all_health=900, bad=5, very_bad=4)  # 1 in 100
    row = figure([a, b])
    assert (row.numerator, row.denominator) == (29, 1000)
    assert row.value == pytest.approx(2.9)  # an average of shares would say 10.5
    assert (row.areas_known, row.areas) == (2, 2)


def test_a_share_is_not_known_where_no_neighbourhood_is_known(hand: Hand) -> None:
    a = hand.area("A")
    hand.values(a, all_health=None, bad=None, very_bad=None)
    row = figure([a])
    assert row.value is None and row.text == "not known" and row.areas_known == 0
    assert row.numerator is None and row.standing is None


def test_none_is_not_zero_and_zero_is_not_none(hand: Hand) -> None:
    a, b = hand.area("A"), hand.area("B")
    hand.values(a, all_health=100, bad=0, very_bad=0)
    hand.values(b, all_health=100, bad=None, very_bad=0)
    assert figure([a]).value == 0.0
    assert figure([b]).value is None


def test_a_share_of_nobody_is_not_known(hand: Hand) -> None:
    a = hand.area("A")
    hand.values(a, all_health=0, bad=0, very_bad=0)
    assert figure([a]).value is None


def test_only_neighbourhoods_with_every_part_count_above_and_below_the_line(hand: Hand) -> None:
    a, b, c = hand.area("A"), hand.area("B"), hand.area("C")
    hand.values(a, all_health=100, bad=4, very_bad=1)
    hand.values(b, all_health=100, bad=50)  # "very bad" has no row
    row = figure([a, b, c])
    assert (row.numerator, row.denominator, row.value) == (5, 100, 5.0)
    assert (row.areas_known, row.areas) == (1, 3)


def test_parts_known_for_as_many_but_other_neighbourhoods_are_not_mixed(hand: Hand) -> None:
    a, b, c = hand.area("A"), hand.area("B"), hand.area("C")
    hand.values(a, all_health=1000, bad=None, very_bad=10)
    hand.values(b, all_health=None, bad=30, very_bad=None)
    hand.values(c, all_health=100, bad=2, very_bad=2)
    row = figure([a, b, c])  # each part is known for two of the three; all parts only for C
    assert (row.numerator, row.denominator, row.areas_known) == (4, 100, 1)


def test_an_indicator_no_file_speaks_of_is_left_out_and_not_shown_as_zero(hand: Hand) -> None:
    a = hand.area("A")
    hand.values(a, people=100)
    assert [row.indicator for row in figures.of([a.pk])] == ["population"]


def test_only_the_version_in_use_counts(hand: Hand) -> None:
    a = hand.area("A")
    old, new = hand.version(sha="old0old0"), hand.version(sha="new1new1")
    hand.value(a, "census2021.ts007a_00", 90, version=old, current=False)
    hand.value(a, "census2021.ts007a_00", 100, version=new)
    row = figure([a], "population")
    assert row.value == 100 and row.cite.version == "new1new1"


def test_the_source_is_that_of_the_value_never_guessed_from_its_key(hand: Hand) -> None:
    a = hand.area("A")
    hand.value(a, "census2021.ts007a_00", 100, version=hand.version("wenbeck"))
    assert figure([a], "population").cite.dataset == "wenbeck"


def test_the_method_says_over_how_many_neighbourhoods(hand: Hand) -> None:
    a, b = hand.area("A"), hand.area("B")
    for area in (a, b):
        hand.values(area, all_health=100, bad=1, very_bad=1)
    assert "added up over 2 neighbourhoods" in figure([a, b]).cite.method
    assert "in this neighbourhood" in figure([a]).cite.method


def test_tenths_and_scores_are_shown_for_one_neighbourhood_and_never_averaged_over_two(hand: Hand) -> None:
    a, b = hand.area("A"), hand.area("B")
    hand.values(a, decile=1)
    hand.values(b, decile=9)
    assert figure([a], "imd_decile").value == 1
    assert "imd_decile" not in {row.indicator for row in figures.of([a.pk, b.pk])}
    known = indicators.indicator("imd_decile")
    assert figures.by_area(known, {1: [a.pk], 2: [a.pk, b.pk]}) == {1: 1, 2: None}


def test_england_is_its_own_total_over_its_own_total(hand: Hand) -> None:
    a = hand.area("A")
    version = hand.version()
    hand.values(a, all_health=100, bad=20, very_bad=5)
    hand.england("bad_health", top=6, bottom=200, version=version)
    row = figure([a])
    assert (row.england, row.england_text) == (3.0, "3 in 100")
    assert row.standing == pytest.approx(25)  # of neighbourhoods spread evenly over 0 to 100


def test_england_as_another_version_of_the_file_has_it_is_not_set_beside(hand: Hand) -> None:
    a = hand.area("A")
    hand.values(a, all_health=100, bad=20, very_bad=5)
    hand.england("bad_health", top=6, bottom=200, version=hand.version(sha="another0"))
    row = figure([a])
    assert row.england is None and row.england_text == "" and row.standing is None


def test_the_sums_of_the_database_are_those_of_a_slow_and_obvious_twin(hand: Hand) -> None:
    chance = Random(7)
    areas = [hand.area(f"N{number}") for number in range(12)]
    keys = indicators.measures()
    for area in areas:
        for key in keys:
            lot = chance.random()
            if lot < 0.85:  # one in twenty unknown, one in ten absent
                hand.value(area, key, float(chance.randrange(0, 400)))
            elif lot < 0.9:
                hand.value(area, key, None)
    ids = [area.pk for area in areas]
    shown = {row.indicator: row for row in figures.of(ids)}
    # What is published for larger areas, or by neighbourhoods of 2011, has its own tests (test_published, test_older).
    here = {key: each for key, each in indicators.every().items() if not each.at and not each.older}
    grouped = {key: figures.by_area(each, {0: ids}) for key, each in here.items()}
    for key, each in here.items():
        if each.single:
            assert key not in shown and grouped[key] == {0: None}
            continue
        value, known = _slowly(each, ids)
        assert shown[key].value == (value if value is None else pytest.approx(value)), key
        assert shown[key].areas_known == known, key
        assert grouped[key][0] == (value if value is None else pytest.approx(value)), key


def _slowly(indicator: indicators.Indicator, ids: list[int]) -> tuple[float | None, int]:
    """One neighbourhood after another, one look at the database for each number."""
    top = bottom = 0.0
    known = 0
    for pk in ids:
        numbers = {
            key: Value.objects.filter(area=pk, measure__key=key, current=True).values_list("value", flat=True).first()
            for key in indicator.parts
        }
        if None in numbers.values():
            continue
        known += 1
        top += sum(numbers[key] for key in indicator.top)
        bottom += numbers[indicator.bottom] if indicator.bottom else 0
    if not known or (indicator.bottom and not bottom):
        return None, known
    return (100 * top / bottom if indicator.bottom else top), known


def test_all_figures_of_a_place_take_a_handful_of_looks_at_the_database(
    hand: Hand, django_assert_max_num_queries
) -> None:
    areas = [hand.area(f"N{number}") for number in range(5)]
    for number, area in enumerate(areas):
        for key in indicators.measures():
            if number or key != HEALTH:
                hand.value(area, key, 10)
    with django_assert_max_num_queries(9):
        figures.of([area.pk for area in areas])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not known"), (0, "0 in 100"), (0.04, "fewer than 1 in 1,000"), (0.4, "4 in 1,000"),
        (0.96, "1 in 100"), (23.4, "23 in 100"), (99.7, "more than 99 in 100"), (100, "100 in 100"),
    ],
)  # fmt: skip
def test_few_are_not_none_and_nearly_all_are_not_all(value: float | None, words: str) -> None:
    assert figures.text(value, "percent") == words

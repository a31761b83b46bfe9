"""Gaps over time, and fifths of a place with few neighbourhoods."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.inequality.lots import of_areas
from commonweal.methods.inequality.proportions import proportion
from commonweal.methods.inequality.trend import NARROWING, UNSURE, WIDENING, change, trend

areas = st.lists(st.tuples(st.integers(0, 100), st.integers(100, 900), st.integers(1, 5)), min_size=8, max_size=60)


def test_two_years_are_a_difference_with_both_errors():
    one = change([2019, 2025], [-10.0, -16.0], [3.0, 4.0])
    assert one.per_year == pytest.approx(-1.0)
    assert one.error == pytest.approx(5.0 / 6) and one.verdict == UNSURE and one.scatter == 1


@pytest.mark.parametrize(
    ("gaps", "verdict"),
    [
        ([-10.0, -20.0], WIDENING),
        ([-20.0, -10.0], NARROWING),
        ([10.0, 20.0], WIDENING),
        ([20.0, 10.0], NARROWING),
        ([10.0, 10.01], UNSURE),
    ],
)
def test_a_gap_widens_where_it_moves_away_from_nothing(gaps, verdict):
    assert change([2019, 2025], gaps, [0.5, 0.5]).verdict == verdict


def test_years_off_the_line_widen_the_interval_and_years_on_it_never_narrow_it():
    straight = change([1, 2, 3, 4], [10.0, 11, 12, 13], [0.1] * 4)
    crooked = change([1, 2, 3, 4], [10.0, 13, 10, 13], [0.1] * 4)
    assert straight.scatter == 1 and crooked.scatter > 5 and crooked.error > straight.error


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 5)), min_size=2, max_size=10))
def test_the_slope_is_that_of_weighted_least_squares(some):
    gaps, errors = zip(*some, strict=True)
    years = list(range(2015, 2015 + len(gaps)))
    slow = np.polyfit(years, gaps, 1, w=1 / np.array(errors))[0]
    assert change(years, gaps, errors).per_year == pytest.approx(slow, rel=1e-4, abs=1e-5)


def test_where_everybody_falls_by_as_much_the_gap_stays_and_the_ratio_grows():
    one = trend([2019, 2025], [10.0, 10.0], [0.1, 0.1], [2.0, 3.0], [1.9, 2.9], [2.1, 3.1])
    assert one.absolute.verdict == UNSURE and one.relative.verdict == WIDENING and one.agree is False
    assert one.relative.per_year == pytest.approx(100 * (1.5 ** (1 / 6) - 1))


def test_a_ratio_below_one_widens_as_it_falls():
    one = trend([2019, 2025], [-10.0, -10.0], [0.1, 0.1], [0.5, 0.3], [0.49, 0.29], [0.51, 0.31])
    assert one.relative.verdict == WIDENING and one.relative.per_year < 0


def test_one_year_is_no_trend_and_an_unknown_one_is_left_out():
    assert change([2025], [1.0], [0.1]) is None
    assert change([2019, 2025], [1.0, None], [0.1, 0.1]) is None
    assert trend([2019, 2025], [1.0, 2.0], [0.1, 0.1], [None] * 2, [None] * 2, [None] * 2).agree is None


@given(areas)
def test_a_fifth_is_all_its_people_and_its_limits_are_never_narrower_than_chance_among_them(some):
    counts, people, lots = zip(*some, strict=True)
    found = of_areas(counts, people, lots)
    for lot in found.lots:
        mine = [(x, n) for x, n, which in some if which == lot.number]
        assert (lot.areas, lot.count, lot.of) == (len(mine), sum(x for x, _ in mine), sum(n for _, n in mine))
        if lot.lower is not None:
            alone = proportion(lot.count, lot.of, per=100)
            assert lot.lower <= alone.lower + 1e-9 and lot.upper >= alone.upper - 1e-9


def test_fewer_neighbourhoods_of_the_same_people_make_us_less_sure():
    def width(times):
        share, people = [0.08, 0.12] * times, 10_000 / times
        lots = [lot for lot in (1, 2) for _ in share]
        return of_areas([s * people for s in share] * 2, [people] * 2 * len(share), lots).lots[0]

    few, many = width(2), width(20)
    assert few.value == pytest.approx(many.value)
    assert few.upper - few.lower > 1.5 * (many.upper - many.lower)


def test_with_no_more_neighbourhoods_than_fifths_nothing_says_how_sure_it_is():
    found = of_areas([1, 2, 3], [10, 10, 10], [1, 2, 3])
    assert found.dispersion is None and all(lot.value is not None and lot.lower is None for lot in found.lots)


def test_a_neighbourhood_that_is_not_known_is_left_out_and_not_counted_as_none():
    found = of_areas([5, None, 10, 12], [50, 50, 50, 50], [1, 1, 2, 2])
    assert [(lot.areas, lot.value) for lot in found.lots] == [(1, 10.0), (2, 22.0)]

"""What may be said of counts of people, so that nothing is said of a few."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.methods.disclosure import PROFILES, profile, tables

NHS, ONS, STRICT = (profile(name) for name in ("nhs", "ons", "strict"))
EXACT = replace(STRICT, name="exact", rounding=0, zero_shown=True)


def test_one_to_seven_are_hidden_the_rest_go_to_the_nearest_five_and_nobody_is_shown():
    said = {n: NHS.count(n).text for n in (0, 1, 7, 8, 12, 13, 22, 23, 1002)}
    assert said == {0: "0", 1: "*", 7: "*", 8: "10", 12: "10", 13: "15", 22: "20", 23: "25", 1002: "1,000"}


def test_unknown_is_neither_hidden_nor_zero():
    shown = NHS.count(None)
    assert shown.unknown and shown.text == "" and shown.value is None and not shown.suppressed


@pytest.mark.parametrize("wrong", [-1, 2.5])
def test_a_count_of_people_is_a_whole_number(wrong):
    with pytest.raises(ValueError, match="whole number"):
        NHS.count(wrong)


@given(st.integers(0, 5000), st.sampled_from(sorted(PROFILES)))
def test_the_range_a_reader_concludes_holds_the_count_and_all_of_it_reads_the_same(count, name):
    rules = profile(name)
    if rules.hides(count):
        return
    low, high = rules.within(count)
    assert low <= count <= high
    assert {rules.count(each).text for each in range(low, high + 1)} == {rules.count(count).text}


def test_a_share_is_made_of_the_rounded_numbers_and_hides_those_left_over():
    assert NHS.proportion(23, 98).value == 25.0
    assert NHS.proportion(7, 98).suppressed and NHS.proportion(95, 98).suppressed and NHS.proportion(3, 5).suppressed
    assert NHS.proportion(0, 98).value == 0.0 and NHS.proportion(98, 98).value == 100.0
    assert NHS.proportion(12, 98).flag == "wide" and NHS.proportion(None, 98).unknown


def test_rates_and_means_are_given_from_enough_people_only():
    assert NHS.rate(7, 1000).suppressed and NHS.rate(8, 1000).value == 10.0 and NHS.rate(12, 1000).flag == "wide"
    assert NHS.standardised(81.25, 9).suppressed and NHS.standardised(81.25, 10).text == "81.2"
    assert NHS.mean(4.2, 7).suppressed and NHS.mean(4.2, 8).value == 4.2
    assert ONS.rate(2, 1000).suppressed and ONS.rate(3, 1000).value == 3.0


def test_a_total_is_hidden_where_one_large_giver_could_be_read_off_it():
    even = [10.0] * 12
    assert STRICT.total(even).value == 120
    assert STRICT.total([10.0] * 9).suppressed  # fewer than ten gave
    assert STRICT.total([500.0, 480.0, *[10.0] * 10]).suppressed  # two make more than 90 in 100
    assert STRICT.total([5000.0, *[1.0] * 400]).suppressed  # the small ones are less than 10 in 100 of the largest


def test_a_profile_knows_whether_it_hides_at_least_as_much():
    assert STRICT.at_least(NHS) and not NHS.at_least(STRICT) and not ONS.at_least(NHS) and NHS.at_least(ONS)


def test_an_unknown_profile_is_told_with_those_there_are():
    with pytest.raises(ValueError, match="nhs, ons, strict"):
        profile("lax")


def test_without_rounding_a_further_cell_is_hidden_in_the_row_and_in_the_column():
    table = EXACT.table([[2, 20, 17], [12, 31, 9], [10, 11, 30]])
    hidden = [(i, j) for i, row in enumerate(table.cells) for j, cell in enumerate(row) if cell.suppressed]
    assert hidden == [(0, 0), (0, 2), (1, 0), (1, 2)] and table.further == ((0, 2), (1, 0))
    assert table.total.value == 142


@pytest.mark.parametrize("wrong", [[], [[]], [[1], [2, 3]], [[-1]], [[0.5]]])
def test_a_table_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="table|count"):
        NHS.table(wrong)


counts = st.integers(0, 30)
small_tables = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.lists(counts, min_size=columns, max_size=columns), min_size=1, max_size=4)
)


@settings(max_examples=25, deadline=None)
@given(small_tables, st.sampled_from([NHS, ONS, EXACT]))
def test_no_small_cell_can_be_bounded_more_closely_than_its_protection(counts, rules):
    table = rules.table(counts)
    bordered = tables._bordered(counts)
    rows = [[*cells, total] for cells, total in zip(table.cells, table.row_totals, strict=True)]
    hidden = np.array([[each.suppressed for each in row] for row in [*rows, [*table.column_totals, table.total]]])
    for at in np.argwhere(hidden):
        i, j = map(int, at)
        if not rules.hides(int(bordered[i, j])) or hidden.all():
            continue
        low, high = tables.bounds(rules, bordered, hidden, (i, j))
        assert low <= bordered[i, j] <= high
        assert high - low >= tables.protection(rules)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2))
def test_the_bounds_are_those_of_every_table_that_would_look_the_same(counts):
    """The slow, obvious twin: try every table of four small cells."""
    rules = ONS
    bordered = tables._bordered(counts)
    hidden = np.zeros(bordered.shape, dtype=bool)
    hidden[:2, 0] = True  # a column of which only the total is shown
    hidden[0, 1] = True
    alike = [
        a
        for a in range(9)
        for b in range(9)
        for c in range(9)
        if a + c == bordered[0, 2] and a + b == bordered[2, 0] and b + bordered[1, 1] == bordered[1, 2]
    ]
    assert tables.bounds(rules, bordered, hidden, (0, 0)) == (min(alike), max(alike))

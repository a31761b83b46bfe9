"""Complete, valid, timely; and what a missing part does to a figure."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.completeness import bounds, fields, periods

COUNTS = st.integers(0, 10_000)


def pairs():
    """So many of so many."""
    return st.tuples(COUNTS, COUNTS).map(sorted)


@given(st.integers(1900, 2100), st.integers(1, 12), st.sampled_from(periods.EVERY))
def test_a_period_is_read_back_as_it_is_written_and_the_next_begins_when_it_ends(year, month, every):
    months = periods.MONTHS[every]
    period = periods.Period(year, (month - 1) // months * months + 1, every)
    assert periods.read(period.code, every) == period
    assert (period.next.start - period.end).days == 1 and period < period.next


@pytest.mark.parametrize("text", ["", "spring", "2026-Q5", "2026-13", "26", "9999", "2026-Q1-Q2"])
def test_what_is_no_period_is_none(text):
    assert all(periods.read(text, every) is None for every in periods.EVERY)


def test_a_return_is_not_late_before_its_day_and_counts_when_it_comes_early():
    first = periods.read("2026-Q1", periods.QUARTER)
    told = {"due_days": 30, "today": date(2026, 4, 30)}
    waiting = periods.timeliness(first, {}, **told)
    assert (waiting.expected, waiting.coverage) == (0, None) and waiting.arrivals[0].state == periods.NOT_DUE
    early = periods.timeliness(first, {"2026-Q1": date(2026, 4, 2)}, **told)
    assert (early.expected, early.received, early.coverage) == (1, 1, 1.0)
    late = periods.timeliness(first, {}, due_days=30, today=date(2026, 5, 1))
    assert late.arrivals[0].state == periods.MISSING and late.arrivals[0].days_late == 1 and late.coverage == 0


@given(st.lists(st.tuples(st.sampled_from(["A", "Z", "", "?"]), st.integers(0, 50)), max_size=30))
def test_a_field_is_counted_as_a_person_would_with_one_mark_for_each_of_the_people(rows):
    values, weights = [value for value, _ in rows], [float(weight) for _, weight in rows]
    people = [value for value, weight in rows for _ in range(weight)]
    filled, usable = [each for each in people if each], [each for each in people if each in ("A", "Z")]
    found = fields.field(values, [each in ("A", "Z") for each in values], not_stated={"Z"}, weights=weights)
    assert found.complete == (len(filled) / len(people) if people else None)
    assert found.valid == (len(usable) / len(filled) if filled else None)
    assert found.not_stated == (usable.count("Z") / len(usable) if usable else None)


@given(pairs(), st.integers(1, 50), st.data())
def test_what_is_missing_only_widens_and_all_of_it_lies_within_the_worst_and_best_case(pair, expected, data):
    top, bottom = pair
    known = data.draw(st.integers(0, expected))
    low, high = bounds.wilson(top, bottom)
    value = top / bottom if bottom else None
    found = bounds.widened(value, low, high, known=known, expected=expected)
    assert 0 <= found.lowest <= found.highest <= 1
    if found.value is not None:
        assert found.lowest <= low + 1e-12 and found.highest >= high - 1e-12
        other = data.draw(st.floats(0, 1))  # whatever the missing part says, the whole lies within
        assert (
            found.lowest - 1e-9 <= found.known_share * value + (1 - found.known_share) * other <= found.highest + 1e-9
        )


@given(pairs(), pairs(), st.data())
def test_wherever_those_belong_who_did_not_say_the_share_of_the_group_lies_between(said, unsaid, data):
    (top, bottom), (above, below) = said, unsaid
    low, high = bounds.group_bounds(top, bottom, above, below)
    mine_above = data.draw(st.integers(0, above))
    mine_below = data.draw(st.integers(mine_above, mine_above + below - above))
    if bottom + mine_below:
        assert low - 1e-12 <= (top + mine_above) / (bottom + mine_below) <= high + 1e-12


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="part of what was expected"):
        bounds.widened(0.5, 0.4, 0.6, known=5, expected=4)
    with pytest.raises(ValueError, match="among those"):
        bounds.group_bounds(5, 4, 0, 0)


def test_wilson_limits_are_those_that_were_published(shared_data):
    with (shared_data / "inequality" / "byars_wilson.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["method"] == "Wilson"]
    assert rows
    for row in rows:
        limits = bounds.wilson(float(row["x"]), float(row["n"]), confidence=float(row["confidence"]) / 100)
        assert limits == pytest.approx((float(row["lowercl"]), float(row["uppercl"])), rel=1e-12)

"""Funnels and equal lots: published classes, limits and lots; and the slow way to each."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from commonweal.methods.inequality import funnel
from commonweal.methods.quantiles import equal_lots
from tests.methods.inequality.published import column, rows


def test_published_classes_of_proportions_are_met(shared_data):
    held = rows(shared_data, "funnel_proportion_significance.csv")
    found = funnel.proportion_classes(column(held, "numerator"), column(held, "denominator"))
    assert found == [row["significance"].lower() for row in held] and len(found) == 303


def test_published_limits_of_proportions_are_met(shared_data):
    held = rows(shared_data, "funnel_proportion_limits.csv")
    average, people = float(held[0]["Baseline"]) / 100, column(held, "Population")
    for confidence, name in ((funnel.INNER, "2s0025"), (funnel.OUTER, "3s0001")):
        low, high = funnel.proportion_limits(average, people, confidence=confidence)
        assert list(100 * low) == pytest.approx(column(held, f"Lower{name}limit"), abs=2e-6)
        assert list(100 * high) == pytest.approx(column(held, f"Upper{name}limit"), abs=2e-6)


@pytest.mark.parametrize("zeros", [True, False], ids=["with places without events", "without them"])
@pytest.mark.parametrize("per", [100_000, 100])
@pytest.mark.parametrize("kind", ["dsr", "crude"])
def test_published_classes_of_rates_are_met(shared_data, kind, per, zeros):
    held = [row for row in rows(shared_data, "funnel_rate_significance.csv") if zeros or float(row["count"]) > 0]
    standardised = kind == "dsr"
    rates = [
        float(row["rate_dsr"] or 0) * per / 100_000 if standardised else float(row[f"rate_crude_per_{per}"])
        for row in held
    ]
    found = funnel.rate_classes(column(held, "count"), rates, column(held, "pop"), per=per, standardised=standardised)
    expected = [row[f"{kind}_per_{per}_{'with' if zeros else 'without'}_0"].lower() for row in held]
    assert found == [funnel.UNKNOWN if each.startswith("not applicable") else each for each in expected]


@given(st.integers(1, 300))
def test_a_count_on_a_limit_is_as_rare_as_said(count):
    low, high = (float(each) for each in funnel.ratio_limits(count))
    assert poisson.cdf(count, count / low) == pytest.approx(0.025, rel=1e-6)
    assert poisson.sf(count - 1, count / high) == pytest.approx(0.025, rel=1e-6)


@given(st.integers(0, 400), st.integers(1, 400), st.floats(0.05, 0.95))
def test_the_outer_lines_lie_outside_the_inner(count, more, average):
    people = count + more
    inner, outer = (funnel.proportion_limits(average, people, confidence=c) for c in (funnel.INNER, funnel.OUTER))
    assert outer[0] <= inner[0] <= average <= inner[1] <= outer[1]


def test_a_place_like_the_average_is_told_nothing_and_one_that_is_not_known_neither():
    assert funnel.proportion_classes([50, 10, 90, float("nan")], [100, 100, 100, 100], average=0.5) == [
        funnel.SAME, funnel.FAR_LOW, funnel.FAR_HIGH, funnel.UNKNOWN,
    ]  # fmt: skip
    assert funnel.ratio_classes([10, 30, 2], [10, 10, 10]) == [funnel.SAME, funnel.FAR_HIGH, funnel.LOW]


def test_published_lots_of_england_are_met(shared_data):
    lots = defaultdict(list)
    for row in rows(shared_data, "quantiles.csv"):
        within = row["ParentCode"] if row["GroupSet"] == "IndSexReg" else ""
        lots[row["IndSexRef"], row["GroupSet"], row["Polarity"], row["QuantileNm"], within].append(row)
    sizes = {"Decile": 10, "Quintile": 5, "Quartile": 4}
    for (_, _, polarity, size, _), held in lots.items():
        values = [float(row["Value"]) if row["Value"] else None for row in held]
        expected = [int(float(row["QuantileInGrp"])) if row["QuantileInGrp"] else None for row in held]
        assert equal_lots(values, sizes[size], highest_first="Low is good" in polarity) == expected


@given(st.lists(st.integers(0, 1_000), min_size=5, max_size=200, unique=True), st.integers(2, 5))
def test_lots_without_ties_are_as_equal_as_can_be_and_in_order(values, lots):
    found = equal_lots(values, lots)
    sizes = [found.count(each) for each in range(1, lots + 1)]
    assert max(sizes) - min(sizes) <= 1
    ordered = [lot for _, lot in sorted(zip(values, found, strict=True), reverse=True)]
    assert ordered == sorted(ordered)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=60))
def test_those_alike_are_in_one_lot(values):
    found = equal_lots(values, 5)
    for one, lot in zip(values, found, strict=True):
        assert all(other == lot for value, other in zip(values, found, strict=True) if value == one)


def test_too_few_fall_into_no_lot():
    assert equal_lots([1, 2, 3, None], 5) == [None] * 4
    with pytest.raises(ValueError, match="two lots"):
        equal_lots([1, 2], 1)

"""Rates and their limits, beside published values."""

from __future__ import annotations

import csv
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from commonweal.methods.rates import byar, exact, rate


def test_published_rates_are_met_to_nine_digits(shared_data):
    rows = list(csv.DictReader((shared_data / "inequality" / "rates.csv").open()))
    checked = 0
    for row in rows:
        for label, confidence in (("95_0", 0.95), ("99_8", 0.998)):
            if not row[f"lower{label}cl"]:
                continue
            found = rate(
                float(row["Numerator"]), float(row["Denominator"]), per=float(row["multiplier"]), confidence=confidence
            )
            assert found.value == pytest.approx(float(row["value"]), rel=1e-9)
            assert found.lower == pytest.approx(float(row[f"lower{label}cl"]), rel=1e-9, abs=1e-12)
            assert found.upper == pytest.approx(float(row[f"upper{label}cl"]), rel=1e-9)
            checked += 1
    assert checked > 4


def test_published_limits_of_byar_are_met(shared_data):
    rows = [
        r for r in csv.DictReader((shared_data / "inequality" / "byars_wilson.csv").open()) if r["method"] == "Byars"
    ]
    for row in rows:
        lower, upper = byar(float(row["x"]), confidence=float(row["confidence"]) / 100)
        if row["lowercl"]:
            assert lower == pytest.approx(float(row["lowercl"]), rel=1e-9)
        assert upper == pytest.approx(float(row["uppercl"]), rel=1e-9)
    assert rows


@given(st.integers(1, 400))
def test_exact_limits_are_where_the_count_would_be_as_rare_as_said(count):
    lower, upper = exact(count)
    assert poisson.sf(count - 1, lower) == pytest.approx(0.025, rel=1e-6)
    assert poisson.cdf(count, upper) == pytest.approx(0.025, rel=1e-6)


@given(st.integers(0, 10_000), st.integers(1, 10_000_000))
def test_a_rate_lies_within_its_limits(count, population):
    found = rate(count, population)
    assert found.lower <= found.value <= found.upper
    assert math.isfinite(found.upper)


def test_a_rate_of_nobody_is_unknown_and_not_zero():
    assert rate(3, None) is None
    assert rate(3, 0) is None
    assert rate(0, 100).value == 0


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        rate(-1, 100)

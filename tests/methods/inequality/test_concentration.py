"""Concentration: published values, a slow twin over every pair, and the curve."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.inequality.concentration import (
    FILE_ORDER,
    SHARED,
    concentration,
    curve,
    fractional_ranks,
    limits,
)
from tests.methods.inequality.published import rows

people = st.lists(st.tuples(st.floats(0.1, 100), st.integers(0, 20), st.integers(1, 5)), min_size=2, max_size=30)
TRUTH = {"TRUE": 1.0, "FALSE": 0.0}


def test_published_indices_are_met_with_both_ways_of_ranking_and_with_weights(shared_data):
    held = rows(shared_data, "concentration_index_microdata.csv")
    checked = 0
    for case in rows(shared_data, "concentration_index_expected.csv"):
        if case["method"] != "direct":
            continue
        values = [TRUTH.get(row[case["outcome"]]) for row in held]
        values = [float(row[case["outcome"]]) for row in held] if None in values else values
        one = concentration(
            values,
            [float(row[case["ranking_variable"]]) for row in held],
            None if case["weights"] == "none" else [float(row["w"]) for row in held],
            ties={"rank_wt": FILE_ORDER, "rank_gwt": SHARED}[case["rank_function"]],
        )
        kinds = {"CI": one.index, "CIg": one.generalised, "CIc": one.erreygers, "CIw": one.wagstaff}
        assert kinds[case["type"]] == pytest.approx(float(case["estimate"]), rel=1e-11, abs=1e-13)
        checked += 1
    assert checked >= 24


def test_errors_are_the_published_ones_where_everybody_counts_once(shared_data):
    held = rows(shared_data, "concentration_index_microdata.csv")
    case = next(
        each
        for each in rows(shared_data, "concentration_index_expected.csv")
        if (each["rank_function"], each["method"], each["type"], each["weights"]) == ("rank_wt", "direct", "CI", "none")
    )
    found = concentration([float(row["bmi"]) for row in held], [float(row["income"]) for row in held], ties=FILE_ORDER)
    assert found.index_error**2 == pytest.approx(float(case["variance"]), rel=1e-12)


@given(st.integers(0, 99), st.sampled_from([FILE_ORDER, SHARED]))
def test_errors_are_those_of_nudging_each_ones_weight(seed, ties):
    """The slow way: give each one a little more weight, and see what becomes of every index."""
    from numpy.random import default_rng

    lots = default_rng(seed)
    values, order, weights = lots.uniform(0.1, 0.9, 25), lots.integers(0, 12, 25), lots.integers(1, 9, 25) / 1.0
    names = ("index", "generalised", "erreygers", "wagstaff")
    found = concentration(values, order, weights, ties=ties, bounds=(0, 1))
    nudge, squares = 1e-6, dict.fromkeys(names, 0.0)
    for at in range(25):
        more, less = weights.copy(), weights.copy()
        more[at] += nudge
        less[at] -= nudge
        up, down = (concentration(values, order, each, ties=ties, bounds=(0, 1)) for each in (more, less))
        for name in names:
            squares[name] += (weights[at] * (getattr(up, name) - getattr(down, name)) / (2 * nudge)) ** 2
    for name in names:
        assert getattr(found, f"{name}_error") == pytest.approx(squares[name] ** 0.5, rel=1e-5), name


@pytest.mark.parametrize("areas, least", [(12, 0.92), (30, 0.93), (300, 0.935)])
def test_limits_hold_the_truth_in_about_95_of_100_places(areas, least):
    """Some neighbourhoods out of 40,000 of which all is known, drawn a thousand times."""
    lots = np.random.default_rng(areas)
    order = np.arange(40_000.0)
    shares = np.clip(0.3 - 0.2 * order / 40_000 + lots.normal(0, 0.05, 40_000), 0.01, 0.9)
    people = lots.integers(500, 3000, 40_000)
    truth = concentration(shares, order, people).index
    held = 0
    for _ in range(1_000):
        some = lots.choice(40_000, areas, replace=False)
        ill = lots.binomial(people[some], shares[some])
        found = concentration(ill / people[some], order[some], people[some], bounds=(0, 1))
        low, high = limits(found.index, found.index_error, areas)
        held += low <= truth <= high
    assert least <= held / 1_000 <= 0.975


def test_of_one_or_two_nobody_can_say_how_sure():
    found = concentration([1, 3], [1, 2])
    assert found.index == 0.25 and found.index_error is None
    assert limits(found.index, found.index_error, 2) == (None, None)


@given(people)
def test_a_weight_of_three_is_three_people_alike(some):
    values, order, weights = zip(*some, strict=True)
    whole = [(v, o) for v, o, w in some for _ in range(w)]
    one = concentration(values, order, weights, bounds=(0, 100))
    other = concentration([v for v, _ in whole], [o for _, o in whole], bounds=(0, 100))
    assert one.index == pytest.approx(other.index, abs=1e-9)
    assert one.erreygers == pytest.approx(other.erreygers, abs=1e-9)


@given(people)
def test_the_order_of_the_file_decides_nothing_where_those_who_tie_share_a_rank(some):
    one, other = (concentration(*zip(*each, strict=True), bounds=(0, 100)) for each in (some, list(reversed(some))))
    assert one.index == pytest.approx(other.index, abs=1e-9)


@given(people)
def test_turning_the_order_about_turns_the_index_about(some):
    values, order, weights = zip(*some, strict=True)
    one = concentration(values, order, weights, bounds=(0, 100))
    other = concentration(values, [-each for each in order], weights, bounds=(0, 100))
    assert other.index == pytest.approx(-one.index, abs=1e-9)


@given(people)
def test_the_index_is_the_area_between_curve_and_diagonal_where_nobody_ties(some):
    values, _, weights = zip(*some, strict=True)
    order = list(range(len(some)))
    points = curve([v * w for v, w in zip(values, weights, strict=True)], order, weights)
    x, y = np.array(points).T
    area = float((np.diff(x) * (y[1:] + y[:-1]) / 2).sum())
    assert concentration(values, order, weights).index == pytest.approx(1 - 2 * area, abs=1e-9)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_ranks_are_shares_of_those_below_and_half_of_those_alike(order):
    slow = [(sum(o < each for o in order) + sum(o == each for o in order) / 2) / len(order) for each in order]
    assert list(fractional_ranks(order)) == pytest.approx(slow)


def test_where_nobody_has_anything_no_index_is_made_up():
    one = concentration([0, 0, 0], [1, 2, 3])
    assert one.index is None and one.mean == 0
    assert curve([0, 0], [1, 2], [1, 1]) == []


def test_what_makes_no_sense_is_refused_in_words():
    with pytest.raises(ValueError, match="must be known"):
        concentration([1, None], [1, 2])
    with pytest.raises(ValueError, match="Ties are"):
        fractional_ranks([1, 2], ties="at random")

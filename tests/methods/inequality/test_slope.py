"""The slope index: published values, the same by plain least squares, and what must hold whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.inequality import simulated, slope
from commonweal.methods.inequality.arrays import z_of
from commonweal.methods.inequality.slope import LOG, LOGIT, PLAIN
from tests.methods.inequality.published import cases, rows

SCALES = {"other": PLAIN, "rate": LOG, "proportion": LOGIT}
groups = st.lists(st.tuples(st.floats(1, 100), st.integers(10, 10_000), st.floats(0.01, 5)), min_size=2, max_size=10)


def found(case, confidence):
    scale = SCALES[case["value_type"]]
    errors = slope.errors_of(case["lower_cl"], case["upper_cl"], scale=scale)
    asked = {"multiplier": case["multiplier"], "confidence": confidence / 100}
    if scale == PLAIN or case["transform"]:
        return slope.sii(case["value"], case["population"], errors, scale=scale, **asked)
    return simulated.sii(case["value"], case["population"], errors, spread=scale, **asked)


def test_published_slope_indices_are_met_to_the_last_digit(shared_data):
    checked = 0
    for case in cases(shared_data, "sii_cases.json"):
        one = found(case, case["confidence"][0])
        for name in ("sii", "rii", "intercept"):
            if name in case["expected"]:
                assert getattr(one, name) == pytest.approx(case["expected"][name], rel=1e-12)
                checked += 1
    assert checked >= 44


def test_limits_by_formula_are_the_published_ones(shared_data):
    checked = 0
    for case in cases(shared_data, "sii_cases.json"):
        closed = case.get("closed_form")
        if not closed:
            continue
        one = found(case, case["confidence"][0])
        for name, value in closed.get("from_confidence_limits", closed).items():
            assert getattr(one, "error" if name == "se_sii" else name) == pytest.approx(value, rel=1e-9)
            checked += 1
    assert checked > 40


def test_limits_from_standard_errors_are_the_published_ones(shared_data):
    for case in cases(shared_data, "sii_cases.json"):
        closed = case.get("closed_form", {}).get("from_standard_error")
        if closed:
            asked = {"multiplier": case["multiplier"], "confidence": case["confidence"][0] / 100}
            one = slope.sii(case["value"], case["population"], case["standard_error"], **asked)
            for name, value in closed.items():
                assert getattr(one, "error" if name == "se_sii" else name) == pytest.approx(value, rel=1e-9)


def test_limits_of_the_peers_simulation_are_near(shared_data):
    for case in cases(shared_data, "sii_cases.json"):
        one, expected = found(case, case["confidence"][0]), case["expected"]
        if "sii_lower" in expected:
            near = 0.008 * abs(one.sii)
            assert one.sii_lower == pytest.approx(expected["sii_lower"], abs=near)
            assert one.sii_upper == pytest.approx(expected["sii_upper"], abs=near)


def test_simulated_limits_are_near_those_of_four_million_draws(shared_data):
    checked = 0
    for case in cases(shared_data, "sii_cases.json"):
        if "reference_monte_carlo_4e6" in case:
            one = found(case, case["confidence"][0])
            for name, value in case["reference_monte_carlo_4e6"].items():
                assert getattr(one, name) == pytest.approx(
                    value, abs=0.003 * abs(one.sii if "sii" in name else one.rii)
                )
                checked += 1
    assert checked >= 16


def test_all_england_is_met_at_once_and_its_limits_are_those_that_a_simulation_estimates(shared_data):
    given, peer = (rows(shared_data, f"sii_england_life_expectancy_{n}.csv") for n in ("input", "peer_output"))
    keys = [(row["Sex"], row["GeoCode"]) for row in given]
    order = sorted(range(len(given)), key=lambda at: (keys[at], int(given[at]["Decile"])))

    def table(name):
        return np.array([float(given[at][name]) for at in order]).reshape(-1, 10)

    peer.sort(key=lambda row: (row["Sex"], row["GeoCode"]))
    one = slope.slopes(table("LifeExp"), table("Pop"), table("SE"), confidence=(0.95, 0.998))
    assert len(peer) == len(one.sii) >= 361

    def said(name):
        return np.array([float(row[name]) for row in peer])

    assert np.allclose(one.sii, said("sii"), rtol=1e-12, atol=1e-12)
    assert np.allclose(one.rii, said("rii"), rtol=1e-12)
    assert np.allclose(one.error, said("closed_form_se_sii"), rtol=1e-9)
    for at, (label, near) in enumerate((("95_0", 0.07), ("99_8", 0.31))):
        assert np.abs(one.sii_lower[:, at] - said(f"sii_lower{label}cl")).max() < near
        assert np.abs(one.sii_upper[:, at] - said(f"sii_upper{label}cl")).max() < near


@given(groups)
def test_the_slope_is_that_of_plain_weighted_least_squares(some):
    values, people, errors = zip(*some, strict=True)
    one = slope.sii(values, people, errors)
    share = np.array(people) / sum(people)
    rank = [sum(share[:at]) + share[at] / 2 for at in range(len(share))]
    high, low = np.polyfit(rank, values, 1, w=np.sqrt(share))
    assert one.sii == pytest.approx(high, rel=1e-6, abs=1e-6)
    assert one.intercept == pytest.approx(low, rel=1e-6, abs=1e-6)


@given(groups, st.floats(-50, 50))
def test_adding_the_same_to_everybody_leaves_the_gap(some, more):
    values, people, errors = zip(*some, strict=True)
    one, other = slope.sii(values, people, errors), slope.sii([v + more for v in values], people, errors)
    assert other.sii == pytest.approx(one.sii, abs=1e-7)
    assert other.sii_lower == pytest.approx(one.sii_lower, abs=1e-7)


@given(groups)
def test_turning_the_order_about_turns_the_gap_about(some):
    values, people, errors = zip(*some, strict=True)
    one = slope.sii(values, people, errors)
    other = slope.sii(values[::-1], people[::-1], errors[::-1])
    assert other.sii == pytest.approx(-one.sii, abs=1e-7)
    assert other.sii_lower == pytest.approx(-one.sii_upper, abs=1e-7)
    if one.rii and other.rii:
        assert other.rii == pytest.approx(1 / one.rii, rel=1e-7)


@given(groups, st.integers(0, 9))
def test_cutting_a_group_in_half_in_rank_order_changes_the_gap_only_by_what_its_ranks_tell(some, at):
    """Both halves have the same value, so everybody's value is what it was. The line's middle does not move, the sign
    neither; the slope is exactly the same once every group is cut ever finer."""
    values, people, _errors = zip(*some, strict=True)
    cut = [part for v, p in zip(values, people, strict=True) for part in [(v, p / 256)] * 256]
    finer = [part for v, p in zip(values, people, strict=True) for part in [(v, p / 512)] * 512]
    one, other = (slope.sii([v for v, _ in each], [p for _, p in each]) for each in (cut, finer))
    assert other.sii == pytest.approx(one.sii, rel=1e-4, abs=1e-6)


@given(groups)
def test_scaling_the_people_or_the_values_does_what_it_must(some):
    values, people, errors = zip(*some, strict=True)
    one = slope.sii(values, people, errors)
    more = slope.sii(values, [7 * each for each in people], errors)
    tenfold = slope.sii([10 * v for v in values], people, [10 * e for e in errors])
    assert more.sii == pytest.approx(one.sii, rel=1e-9, abs=1e-9)
    assert tenfold.sii == pytest.approx(10 * one.sii, rel=1e-9, abs=1e-9)
    for name in ("rii", "rii_lower", "rii_upper"):
        a, b = getattr(one, name), getattr(tenfold, name)
        assert (a is None) == (b is None) and (a is None or a == pytest.approx(b, rel=1e-6))


@given(groups, st.sampled_from([PLAIN, LOG]), st.sampled_from([0.5, 2.0, -1.0, -0.5, 100.0]))
def test_every_figure_lies_within_its_limits_whatever_the_multiplier(some, scale, multiplier):
    values, people, errors = zip(*some, strict=True)
    one = slope.sii(values, people, [each / 50 for each in errors], scale=scale, multiplier=multiplier)
    assert one.sii_lower <= one.sii <= one.sii_upper
    if one.rii_lower is not None:
        assert one.rii_lower <= one.rii * (1 + 1e-9) and one.rii <= one.rii_upper * (1 + 1e-9)


def test_a_multiplier_between_nothing_and_one_turns_nothing_over():
    """phe_sii 2.1.0 does: SII -2.78 with limits -2.38 to -3.19, RII 0.431 with limits 2.07 to 2.60."""
    values, people, errors = [6.0, 5, 4, 3, 2.5], [100, 110, 120, 100, 90], [0.1] * 5
    one = slope.sii(values, people, errors, scale=LOG)
    half = slope.sii(values, people, errors, scale=LOG, multiplier=0.5)
    assert half.sii == pytest.approx(one.sii / 2)
    assert (half.sii_lower, half.sii_upper) == pytest.approx((one.sii_lower / 2, one.sii_upper / 2))
    assert (half.rii, half.rii_lower, half.rii_upper) == (one.rii, one.rii_lower, one.rii_upper)


def test_fieller_s_limits_are_where_the_ratio_would_be_as_rare_as_said():
    """Slow twin: the ratio at its limit is exactly 1.96 errors from what was found."""
    values, people, errors = [30.0, 24, 22, 15, 12], [100, 120, 90, 110, 100], [1.5, 1, 2, 1, 1.2]
    one = slope.sii(values, people, errors)
    share, weight = (each[0] for each in slope.weights(np.array([people], dtype=float)))
    for limit in (one.rii_lower, one.rii_upper):
        start, end = share - weight / 2, share + weight / 2
        off = float(((end - limit * start) * values).sum())
        error = float(np.sqrt((((end - limit * start) * errors) ** 2).sum()))
        assert abs(off) / error == pytest.approx(z_of(0.95), rel=1e-9)


def test_simulation_and_formula_agree_where_both_can_be_asked():
    values, people = [0.30, 0.26, 0.22, 0.19, 0.15], [5_000] * 5
    errors = [0.03] * 5
    drawn = simulated.sii(values, people, errors, spread=LOG)
    plain = slope.sii(values, people, [v * e for v, e in zip(values, errors, strict=True)])
    assert drawn.sii == plain.sii
    assert drawn.sii_lower == pytest.approx(plain.sii_lower, abs=0.002)
    assert drawn.rii_upper == pytest.approx(plain.rii_upper, abs=0.02)


def test_the_same_numbers_give_the_same_simulated_limits_whoever_they_are_asked_with():
    values, people, errors = [0.3, 0.2, 0.1], [10, 10, 10], [0.1, 0.1, 0.1]
    alone = simulated.sii(values, people, errors, spread=LOGIT, draws=2_000)
    among = simulated.slopes([[0.5, 0.5, 0.4], values], [people] * 2, [errors] * 2, spread=LOGIT, draws=2_000)
    assert among.sii_lower[1, 0] == alone.sii_lower and among.rii_upper[1, 0] == alone.rii_upper


def test_what_is_not_known_makes_the_gap_unknown_and_never_nothing():
    assert slope.sii([3.0, None, 1.0], [1, 1, 1], [0.1] * 3).sii is None
    assert slope.sii([3.0, 2.0, 1.0], [1, 0, 1], [0.1] * 3).sii is None
    assert slope.sii([3.0, 2.0, 0.0], [1, 1, 1], [0.1] * 3, scale=LOG).sii is None
    without = slope.sii([3.0, 2.0, 1.0], [1, 1, 1])
    assert without.sii is not None and without.sii_lower is None and without.limits == "none"


def test_there_is_no_ratio_where_the_line_reaches_nothing():
    one = slope.sii([10.0, 4, 0.5, 0, 0], [1] * 5, [0.1] * 5)
    assert one.sii < 0 and one.rii is None and one.rii_lower is None


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: slope.sii([1], [1]), "two groups or more"),
        (lambda: slope.sii([1, 2], [1, 1, 1]), "as many of each"),
        (lambda: slope.sii([1, 2], [1, 1], multiplier=0), "multiplier of 0"),
        (lambda: slope.sii([1, 2], [1, 1], confidence=95), "between 0 and 1"),
        (lambda: slope.sii([1, 2], [1, 1], scale="square"), "A scale is"),
        (lambda: simulated.sii([1, 2], [1, 1], [1, 1], spread=PLAIN), "plain ones need no simulation"),
        (lambda: simulated.sii([1, 2], [1, 1], [1, 1], draws=10), "Fewer than 1,000"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, said):
    with pytest.raises(ValueError, match=said):
        call()

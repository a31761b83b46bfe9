"""Standing among others, beside a slow obvious twin."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.quantiles import edges, share_between, standing


def test_standing_agrees_with_counting_every_area():
    areas = np.random.default_rng(7).gamma(2, 10, 33_755)
    percentiles = [float(each) for each in np.percentile(areas, range(101))]
    for value in np.random.default_rng(8).choice(areas, 200):
        slow = 100 * float((areas < value).mean())
        assert abs(standing(float(value), percentiles) - slow) < 1


def test_ties_stand_in_the_middle_of_those_they_tie_with():
    percentiles = [0.0] * 41 + [float(each) for each in range(1, 61)]
    assert standing(0.0, percentiles) == 20


@given(st.floats(-1000, 1000))
def test_standing_is_a_share(value):
    assert 0 <= standing(value, [float(each) for each in range(101)]) <= 100


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_edges_hold_everything_in_few_equal_steps(low, width):
    found = edges(low, low + width)
    assert found[0] <= low + 1e-6 and found[-1] >= low + width - 1e-6
    assert 2 <= len(found) <= 13


def test_shares_of_all_steps_add_up_to_everything():
    percentiles = sorted(np.random.default_rng(1).normal(50, 10, 101))
    cut = [percentiles[0], 40, 50, 60, percentiles[-1]]
    assert abs(sum(share_between(a, b, percentiles) for a, b in pairwise(cut)) - 100) < 1e-9

"""Figures of 2011 for the areas of 2021: by ground that is unchanged, split, merged or irregular."""

from __future__ import annotations

import pytest

from commonweal.methods.carry import Carried, Old, carry
from commonweal.methods.means import weighted_mean


@pytest.mark.parametrize("adds_up", [True, False])
def test_unchanged_ground_keeps_its_figure(adds_up: bool) -> None:
    assert carry([Old("U", 7)], adds_up=adds_up) == Carried(7, "same", 1)


def test_a_score_of_split_ground_holds_for_each_part_and_a_count_does_not() -> None:
    assert carry([Old("S", 3)], adds_up=False) == Carried(3, "part_of", 1)
    assert carry([Old("S", 1600)], adds_up=True) == Carried(None, "not_shared_out", 1)
    assert carry([Old("S", 1600)], adds_up=True, share=0.25) == Carried(400, "weighted", 1)


def test_merged_counts_add_up_and_merged_scores_are_weighted_by_people_or_unknown() -> None:
    merged = [Old("M", 10, 100), Old("M", 40, 300)]
    assert carry(merged, adds_up=True) == Carried(50, "added", 2)
    assert carry(merged, adds_up=False, averages=True) == Carried(32.5, "weighted", 2)
    assert carry(merged, adds_up=False) == Carried(None, "no_weights", 2)  # a tenth is never averaged
    assert carry([Old("M", 10, 100), Old("M", 40)], adds_up=False, averages=True).value is None


def test_irregular_and_mixed_ground_has_no_rule_and_unknown_stays_unknown() -> None:
    assert carry([Old("X", 5)], adds_up=False) == Carried(None, "no_rule", 1)
    assert carry([Old("S", 5), Old("M", 5)], adds_up=True) == Carried(None, "no_rule", 2)
    assert carry([Old("U", 5), Old("U", 5)], adds_up=True) == Carried(None, "no_rule", 2)
    assert carry([Old("U", None)], adds_up=True) == Carried(None, "not_known", 1)
    assert carry([], adds_up=True) == Carried(None, "not_known", 0)


def test_a_weighted_mean_leaves_out_the_unknown_and_says_how_many() -> None:
    found = weighted_mean([10, None, 30, 50], [1, 100, 3, None])
    assert found is not None
    assert (found.value, found.weight, found.n, found.of) == (25, 4, 2, 4)
    assert weighted_mean([None], [3]) is None
    assert weighted_mean([1], [0]) is None

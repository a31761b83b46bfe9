"""Choosing neighbourhoods by stated criteria: by hand, and by what must hold whatever the figures are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.methods.choosing import choose, standing

UNKNOWN = float("nan")
tables = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.lists(st.one_of(st.integers(0, 9).map(float), st.just(UNKNOWN)), min_size=columns, max_size=columns),
        min_size=1,
        max_size=8,
    )
)


def test_equal_figures_stand_alike_and_the_lowest_stands_first_where_less_speaks_for_it():
    assert standing([5.0, 5.0, 9.0]).tolist() == [0.25, 0.25, 1.0]
    assert standing([5.0, 7.0, 9.0], higher=False).tolist() == [1.0, 0.5, 0.0]
    assert standing([4.0]).tolist() == [0.5]


def test_a_score_is_the_weighted_mean_of_standings():
    found = choose([[0.0, 9.0], [1.0, 0.0], [2.0, 1.0]], [True, False], [3, 1], 1)
    # Standings by hand: 0 and 0; 0.5 and 1; 1 and 0.5.
    assert found.scores == pytest.approx((0.0, 0.625, 0.875))
    assert found.areas == (2,) and found.ranks == (3, 2, 1)
    assert found.without[0] == {1} and found.without[1] == {2}


def test_what_is_not_known_stands_in_the_middle_and_makes_the_choice_less_firm():
    known = choose([[9.0, 9.0], [1.0, 1.0], [0.0, 0.0]], [True, True], [1, 1], 1)
    assert known.firm == (1.0, 0.0, 0.0)
    unknown = choose([[9.0, UNKNOWN], [8.0, 9.0], [0.0, 0.0]], [True, True], [1, 1], 1)
    assert unknown.scores[0] == pytest.approx(0.75) and 0 < unknown.firm[0] < 1


def test_an_area_that_a_threshold_rules_out_is_never_chosen_and_has_no_score():
    found = choose([[9.0], [1.0]], [True], [1], 2, able=[False, True])
    assert found.areas == (1,) and found.scores[0] is None and found.firm[0] == 0 and found.ranks == (None, 1)


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(1, 4))
def test_so_many_are_chosen_in_every_draw_and_better_scores_come_first(table, many):
    columns = len(table[0])
    found = choose(table, [True] * columns, [1.0] * columns, many, draws=40)
    assert len(found.areas) == min(many, len(table))
    assert sum(found.firm) == pytest.approx(min(many, len(table)))
    worst = min(found.scores[each] for each in found.areas)
    assert all(score <= worst + 1e-12 for area, score in enumerate(found.scores) if area not in found.areas)
    assert all(0 <= score <= 1 for score in found.scores)


@settings(max_examples=30, deadline=None)
@given(tables)
def test_the_same_question_has_the_same_answer_and_units_decide_nothing(table):
    columns = len(table[0])
    ways, weights = [True] * columns, [2.0] * columns
    one = choose(table, ways, weights, 2, draws=20)
    other = choose(np.array(table) * 1000 + 7, ways, weights, 2, draws=20)
    assert one.areas == other.areas and one.firm == other.firm and one.scores == pytest.approx(other.scores)


@pytest.mark.parametrize(
    ("values", "weights", "many"),
    [([[1.0]], [0.0], 1), ([[1.0]], [1.0, 1.0], 1), ([[1.0]], [1.0], 0), ([[1.0]], [-1.0], 1)],
)
def test_what_cannot_be_chosen_is_refused(values, weights, many):
    with pytest.raises(ValueError, match=r"weights|table|at least"):
        choose(values, [True] * len(weights[:1]), weights, many)

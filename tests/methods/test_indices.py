"""Indices: the English ones as published, beside slow twins; what shaking the weights must never do."""

from __future__ import annotations

import csv
import gzip
import time
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonweal.methods.indices import building, english, firm, overlap, weights

DOMAINS = dict(
    income="Income_rank", employment="Employment_rank", education="Education_rank", health="Health_rank",
    crime="Crime_rank", barriers="Housing_and_Services_rank", living="Environment_rank",
)  # fmt: skip


@pytest.fixture(scope="module")
def england():
    from tests.conftest import SHARED

    path = SHARED / "inequality" / "imd2025_england.csv"
    if not path.exists():
        pytest.skip("needs the shared data beside the project")
    with path.open() as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0] if name != "lsoa21_code"}


def test_the_index_of_2025_comes_out_as_published_for_all_but_two_of_its_areas(england):
    found = english.imd({name: england[column] for name, column in DOMAINS.items()})
    assert (np.round(found.scores, 3) == england["IMD_score"]).sum() == 33_753
    assert np.abs(found.scores - england["IMD_score"]).max() < 0.0007
    assert (found.ranks == england["IMD_rank"]).sum() == 33_753
    assert np.abs(found.ranks - england["IMD_rank"]).max() == 1


def test_the_index_of_2019_comes_out_as_published_but_for_ties(shared_data):
    folder = shared_data / "places" / "deprivation"
    with gzip.open(
        folder / "iod2019_File_2_-_IoD2019_Domains_of_Deprivation.csv.gz", "rt", encoding="utf-8-sig"
    ) as file:
        rows = list(csv.DictReader(file))
    starts = dict(
        income="Income Rank", employment="Employment Rank", education="Education", health="Health", crime="Crime Rank",
        barriers="Barriers", living="Living",
    )  # fmt: skip
    ranks = {
        name: [float(row[next(c for c in row if c.startswith(start) and "Rank" in c)]) for row in rows]
        for name, start in starts.items()
    }
    published = np.array([float(next(row[c] for c in row if c.startswith("Index") and "Rank" in c)) for row in rows])
    found = english.imd(ranks)
    assert len(rows) == 32_844 and (found.ranks == published).sum() == 32_736
    assert np.abs(found.ranks - published).max() == 2


@pytest.mark.parametrize(
    ("name", "columns", "score", "equal", "off"),
    [
        ("education", ("children_and_young_people_rank", "adult_skills_rank"), "Education_score", 33_751, 0.002),
        ("barriers", ("geographical_barriers_rank", "wider_barriers_rank"), "Housing_and_Services_score", 33_755, 5e-4),
        ("living", ("indoors_rank", "outdoors_rank"), "Environment_score", 33_755, 5e-4),
    ],
)
def test_domains_of_two_sub_domains_come_out_as_published(england, name, columns, score, equal, off):
    found = english.domain(name, dict(zip(english.SUB_DOMAINS[name], (england[c] for c in columns), strict=True)))
    assert (np.round(found.scores, 3) == england[score]).sum() == equal
    assert np.abs(found.scores - england[score]).max() < off


def test_a_thousand_draws_over_england_say_what_is_certain_and_what_depends(england):
    whole = english.imd({name: england[column] for name, column in DOMAINS.items()})
    began = time.process_time()
    found = firm.firm(whole.scaled, whole.weights)
    assert time.process_time() - began < 8  # 1.3 s of CPU where nobody else works
    worst = whole.ranks <= found.worst
    assert found.worst == 3_375
    assert sum(v == firm.CERTAIN for v, bad in zip(found.verdicts, worst, strict=True) if bad) == 2_691
    assert found.count(firm.DEPENDS) == 1_407
    assert (found.low <= found.middle).all() and (found.middle <= found.high).all()


def test_the_scale_agrees_with_its_formula_written_out():
    for rank in (1, 2, 5, 9, 10):
        share = (10 - rank + 1) / 10
        slow = -23 * log(1 - share * (1 - exp(-100 / 23)))
        assert building.exponential([rank], 10)[0] == pytest.approx(slow, rel=1e-12)


def test_ranks_agree_with_counting_who_is_higher():
    figures = np.random.default_rng(3).integers(0, 9, 60).astype(float)
    figures[::7] = np.nan
    for mine, rank in zip(figures, building.ranked(figures), strict=True):
        assert (np.isnan(rank) and np.isnan(mine)) or rank == 1 + sum(other > mine for other in figures)


@given(arrays(float, (12, 3), elements=st.floats(0, 100)), st.sampled_from(building.SCALES))
def test_equal_areas_have_equal_scores_and_a_higher_figure_is_never_easier(figures, how):
    figures[1] = figures[0]
    found = building.index(figures, [1, 1, 1], how=how)
    assert found.scores[0] == pytest.approx(found.scores[1], abs=1e-9)
    for at in range(3):
        order = np.argsort(figures[:, at])
        assert (np.diff(found.scaled[order, at]) >= -1e-9).all()


def test_what_is_not_known_has_no_rank_and_never_counts_as_none():
    found = building.index([[1, 5], [2, np.nan], [3, 6]], [1, 1])
    assert np.isnan(found.ranks[1]) and found.known == 2 and found.ranks[[0, 2]].tolist() == [2, 1]
    beside = building.index([[1, 5], [2, np.nan], [3, 6]], [1, 0])
    assert beside.known == 3, "a part that weighs nothing is not asked"


@pytest.mark.parametrize("wrong", [[1], [1, -1], [0, 0], [1, float("inf")]])
def test_weights_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match=r"weight|Weights"):
        building.index([[1, 2], [3, 4]], wrong)


def test_a_product_makes_up_less_for_a_bad_figure_than_a_sum():
    parts = np.array([[100.0, 1.0], [50.0, 50.0]])
    assert building.added(parts, [1, 1]).ranks.tolist() == [1, 2]
    assert building.added(parts, [1, 1], together="product").ranks.tolist() == [2, 1]
    with pytest.raises(ValueError, match="above zero"):
        building.added(np.array([[0.0, 1.0]]), [1, 1], together="product")


def test_areas_that_are_equal_are_equally_certain():
    parts = np.array([[9.0, 9.0], [9.0, 9.0], [9.0, 9.0], *[[1.0, 1.0]] * 7])
    found = firm.firm(parts, [0.5, 0.5], worst=0.1)
    assert found.verdicts[:3] == (firm.CERTAIN,) * 3 and found.high[:3].tolist() == [1, 1, 1]


def test_ranks_under_draws_agree_with_a_slow_twin():
    parts = np.random.default_rng(5).random((15, 3))
    found = firm.firm(parts, [0.5, 0.3, 0.2], draws=40, worst=0.2, seed=9)
    drawn = np.random.default_rng(9).dirichlet(np.array([25.0, 15.0, 10.0]), 40)
    slow = np.array([building.ranked(parts @ each) for each in drawn])
    assert found.share.tolist() == (slow <= 3).mean(axis=0).tolist()
    assert found.middle.tolist() == np.sort(slow, axis=0)[round(0.5 * 39)].tolist()


def test_the_order_of_people_does_not_matter_and_nobody_is_lost():
    one, other = weights.points([[60, 40], [20, 80]]), weights.points([[20, 80], [60, 40]])
    assert one.mean.tolist() == other.mean.tolist() and one.people.tolist() == [[0.6, 0.4], [0.2, 0.8]]
    assert one.lowest.tolist() == [0.2, 0.4] and one.highest.tolist() == [0.6, 0.8] and one.apart == pytest.approx(40)
    assert weights.points([[60, 40]]).apart is None
    with pytest.raises(ValueError, match="Row 2 comes to 90, not to 100"):
        weights.points([[60, 40], [20, 70]])
    with pytest.raises(ValueError, match="below zero"):
        weights.points([[110, -10]])


@given(st.lists(st.floats(0.05, 1), min_size=4, max_size=4))
def test_judgements_that_go_together_give_the_weights_they_were_made_from(given_weights):
    true = np.array(given_weights) / sum(given_weights)
    pairs = [(a, b, true[a] / true[b]) for a in range(4) for b in range(a)]
    found = weights.compared(range(4), pairs)
    assert found.weights == pytest.approx(true) and found.index == pytest.approx(0, abs=1e-9) and found.steady
    chain = weights.compared(range(4), [(at, at + 1, true[at] / true[at + 1]) for at in range(3)])
    assert chain.weights == pytest.approx(true) and chain.index is None and chain.steady is None


def test_a_whole_matrix_gives_the_geometric_mean_of_its_rows():
    asked = {("a", "b"): 3, ("a", "c"): 5, ("b", "c"): 4}
    matrix = np.ones((3, 3))
    for (one, other), times in asked.items():
        matrix["abc".index(one), "abc".index(other)] = times
        matrix["abc".index(other), "abc".index(one)] = 1 / times
    rows = matrix.prod(axis=1) ** (1 / 3)
    found = weights.compared("abc", [(*pair, times) for pair, times in asked.items()])
    assert found.weights == pytest.approx(rows / rows.sum())


def test_going_round_in_a_circle_is_named_and_parts_left_apart_are_refused():
    found = weights.compared("abc", [("a", "b", 3), ("b", "c", 3), ("c", "a", 3)])
    assert found.circles == (("a", "b", "c"),) and not found.steady
    with pytest.raises(ValueError, match="never set against"):
        weights.compared("abcd", [("a", "b", 2), ("c", "d", 2)])
    with pytest.raises(ValueError, match="two different parts"):
        weights.compared("ab", [("a", "a", 2)])


def test_markers_of_which_nothing_is_known_are_not_high_and_ties_share_their_place():
    found = overlap.markers([[5, np.nan], [5, 2], [5, 1], [1, 1], [0, 0]], top=0.4)
    assert found.high[:, 0].tolist() == [True, True, True, False, False]
    assert not found.high[0, 1] and not found.known[0, 1] and found.cuts.tolist() == [5, 2]
    assert found.together(2) == (1,)
    assert sum(len(each.areas) for each in found.combinations) == int(found.high.any(axis=1).sum())


def test_overlap_is_of_ranks_and_says_nothing_where_too_little_is_known():
    found = overlap.correlations([[1, 1, 5], [2, 4, np.nan], [3, 9, 5], [4, 16, np.nan]])
    assert found[0, 1] == pytest.approx(1) and np.isnan(found[0, 2])
    assert overlap.alike(found) == ((0, 1, pytest.approx(1.0)),)

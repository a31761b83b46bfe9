"""Choosing places, beside a twin that looks at every choice, and beside the numbers measured with peers."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.methods import siting
from commonweal.methods.access import pairs
from commonweal.methods.siting import median
from commonweal.methods.siting.branches import NO_GROUP, Branch

FEW = settings(max_examples=25, deadline=None)


@st.composite
def small(draw):
    """A few zones with people, a few candidates, and how many of these to choose."""
    zones, candidates = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    rows = st.lists(st.integers(0, 40), min_size=candidates, max_size=candidates)
    minutes = draw(st.lists(rows, min_size=zones, max_size=zones))
    people = draw(st.lists(st.integers(0, 50), min_size=zones, max_size=zones))
    return np.array(minutes, float), np.array(people, float), draw(st.integers(1, candidates))


def every_choice(minutes, p):
    """The slow twin: all there are."""
    return [minutes[:, list(each)].min(axis=1) for each in combinations(range(minutes.shape[1]), p)]


@FEW
@given(small())
def test_no_choice_of_all_is_nearer_to_people(case):
    minutes, people, p = case
    found = siting.p_median(minutes, people, p)
    best = min(float((people * each).sum()) for each in every_choice(minutes, p))
    assert found.value == pytest.approx(best) and found.proved and len(set(found.sites)) == p
    assert found.value == pytest.approx((people * minutes[:, list(found.sites)].min(axis=1)).sum())


@FEW
@given(small(), st.integers(0, 40))
def test_no_choice_of_all_covers_more_people(case, within):
    minutes, people, p = case
    found = siting.most_covered(minutes, people, p, within)
    assert found.value == max(float(people[each <= within].sum()) for each in every_choice(minutes, p))
    assert found.proved and len(set(found.sites)) == p
    assert found.value == people[minutes[:, list(found.sites)].min(axis=1) <= within].sum()


@FEW
@given(small(), st.integers(0, 40))
def test_no_fewer_places_cover_everybody_whom_any_place_can(case, within):
    minutes, _people, _p = case
    found = siting.fewest_to_cover(minutes, within)
    can = (minutes <= within).any(axis=1)
    assert found.beyond == tuple(np.flatnonzero(~can))
    fewer = (each for p in range(1, len(found.sites)) for each in every_choice(minutes[can], p))
    assert found.proved and not any((each <= within).all() for each in fewer)
    assert not can.any() or (minutes[can][:, list(found.sites)].min(axis=1) <= within).all()


@FEW
@given(small())
def test_no_choice_of_all_makes_the_longest_way_shorter(case):
    minutes, _people, p = case
    found = siting.p_centre(minutes, p)
    assert found.value == min(float(each.max()) for each in every_choice(minutes, p))
    assert found.proved and len(set(found.sites)) == p


@FEW
@given(small(), st.data())
def test_new_hubs_are_chosen_beside_those_that_are_there(case, data):
    minutes, people, p = case
    there = np.array(data.draw(st.lists(st.integers(0, 40), min_size=len(people), max_size=len(people))), float)
    best = min(float((people * np.minimum(each, there)).sum()) for each in every_choice(minutes, p))
    assert siting.p_median(minutes, people, p, beside=there).value == pytest.approx(best)
    most = max(float(people[np.minimum(each, there) <= 15].sum()) for each in every_choice(minutes, p))
    assert siting.most_covered(minutes, people, p, 15, beside=there).value == most


@FEW
@given(small(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing_that_is_told(case, chance):
    minutes, people, p = case
    order = list(range(minutes.shape[1]))
    chance.shuffle(order)
    one, other = siting.p_median(minutes, people, p), siting.p_median(minutes[:, order], people, p)
    assert one.value == pytest.approx(other.value)


def test_what_is_not_proved_says_by_how_much_another_choice_could_be_better():
    found = siting.Siting((1, 2), 1000.0, 998.4)
    assert not found.proved and found.gap == pytest.approx(0.0016)
    assert found.sentence == "No other choice can be better by more than 0.2 %."
    late = siting.Siting((1,), 100.0, 102.0, larger_is_better=True, out_of_time=True)
    assert late.sentence.startswith("No other choice can be better by more than 2.0 %.") and "time" in late.sentence
    assert siting.Siting((0,), 5.0, 5.0).sentence == "Proved: no other choice is better."


def test_a_search_that_is_stopped_gives_a_choice_and_a_gap_and_never_a_proof():
    minutes, people = ics(400, 300)
    for found in (
        siting.p_median(minutes, people, 12, seconds=0),
        siting.most_covered(minutes, people, 12, 8, seconds=0),
        siting.p_centre(minutes, 12, seconds=0),
    ):
        assert len(found.sites) == 12 and (not found.proved or found.value == pytest.approx(found.bound))
        assert found.larger_is_better or found.bound <= found.value
        assert "ptimal" not in found.sentence


@pytest.mark.parametrize(
    ("minutes", "people", "p", "said"),
    [
        ([], None, 1, "a table"),
        ([[1.0, np.nan]], None, 1, "known and not negative"),
        ([[1.0, np.inf]], [1], 1, "a way to every candidate"),
        ([[1.0, 2.0]], [1, 2], 1, "one for each zone"),
        ([[1.0, 2.0]], [-1], 1, "not negative"),
        ([[1.0, 2.0]], [1], 3, "1 to 2 can be chosen"),
    ],
)
def test_what_cannot_be_searched_is_refused_with_its_reason(minutes, people, p, said):
    with pytest.raises(ValueError, match=said):
        siting.p_median(minutes, people, p)


def ics(zones: int = 1400, assets: int = 3000, *, side: float = 60.0, towns: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Minutes and people of an invented Integrated Care System, as the measured peers had it."""
    chance = np.random.default_rng(20261123)
    centres = chance.uniform(0, side, (towns, 2))
    size = 1 / np.arange(1, towns + 1)
    size /= size.sum()

    def around(many, share, spread):
        near = int(many * share)
        town = chance.choice(towns, near, p=size)
        about = centres[town] + chance.normal(size=(near, 2)) * (spread * np.sqrt(size[town] * towns))[:, None]
        return np.clip(np.vstack([about, chance.uniform(0, side, (many - near, 2))]), 0, side)

    where = around(zones, 0.75, 4.0)
    people = chance.integers(1000, 3000, zones)
    return pairs.every(where, around(assets, 0.8, 3.0), speed=30), people.astype(float)


@pytest.fixture(scope="module")
def whole():
    """All of it, and the candidates chosen from it."""
    minutes, people = ics()
    assert int((minutes <= 30).sum()) == 657_001
    return minutes, people


def some(whole, many):
    minutes, people = whole
    return minutes[:, np.random.default_rng(99).choice(3000, many, replace=False)], people


@pytest.mark.parametrize(("candidates", "expected"), [(200, 41_837_471.833034), (500, 41_266_048.367494)])
def test_the_measured_p_medians_are_found_and_proved(whole, candidates, expected):
    found = siting.p_median(*some(whole, candidates), 10)
    assert found.value == pytest.approx(expected, rel=1e-12) and found.proved


def test_the_farthest_of_a_hundred_candidates_are_found_where_a_peer_found_nothing(whole):
    minutes, _people = some(whole, 100)
    found = siting.p_centre(minutes, 10)
    assert found.proved and minutes[:, list(found.sites)].min(axis=1).max() == found.value


@pytest.mark.deep
def test_the_measured_covers_and_the_large_p_medians(whole):
    minutes, people = whole
    covered = siting.most_covered(minutes, people, 10, 15, seconds=300)
    assert covered.value == 1_931_755 and covered.proved
    few = siting.fewest_to_cover(minutes, 30, seconds=300)
    assert few.value == 12 and few.proved
    ten = siting.p_median(minutes, people, 10, seconds=300)
    assert ten.value == pytest.approx(41_003_578.887271, rel=1e-12) and ten.proved
    forty = siting.p_median(minutes, people, 40, seconds=300)
    assert forty.value == pytest.approx(20_460_791.074587, rel=1e-12) and forty.proved


def test_bounds_of_branches_are_no_higher_than_what_is_found(monkeypatch):
    """Few steps at each branch: the search has to branch, and is still right."""
    monkeypatch.setattr(median, "STEPS", 30)
    minutes, people = ics(60, 40)
    found = siting.p_median(minutes, people, 3)
    best = min(float((people * each).sum()) for each in every_choice(minutes, 3))
    assert found.value == pytest.approx(best) and found.proved


@pytest.mark.parametrize("steps", [2, 5, 30])
def test_a_search_that_has_to_branch_on_groups_of_neighbours_is_right(monkeypatch, steps):
    """Candidates in pairs that lie close together: leaving out one of them changes next to nothing."""
    monkeypatch.setattr(median, "STEPS", steps)
    for seed in range(30):
        chance = np.random.default_rng(seed)
        sites = chance.uniform(0, 10, (5, 2))
        sites = np.vstack([sites, sites + chance.normal(0, 0.1, sites.shape)])
        minutes = np.linalg.norm(chance.uniform(0, 10, (20, 1, 2)) - sites, axis=2)
        people, p = chance.integers(0, 5, 20).astype(float), int(chance.integers(1, 10))
        found = siting.p_median(minutes, people, p)
        best = min(float((people * each).sum()) for each in every_choice(minutes, p))
        assert found.value == pytest.approx(best) and found.proved and len(set(found.sites)) == p


def test_the_cheapest_choice_of_a_branch_has_one_of_each_group():
    """Beside every choice of four of nine; and what each could take over is what dropping another for it would save."""
    for seed in range(60):
        chance = np.random.default_rng(seed)
        group = chance.choice([NO_GROUP, NO_GROUP, 0, 1, 2], 9)
        earns = -chance.uniform(0, 10, 9)
        branch = Branch(np.arange(9), group, np.zeros(1))
        allowed = [
            each for each in combinations(range(9), 4)
            if {group[at] for at in each} - {NO_GROUP} == set(group.tolist()) - {NO_GROUP}
        ]  # fmt: skip
        least = min(earns[list(each)].sum() for each in allowed)
        best, over = branch.cheapest(earns, 4)
        assert tuple(sorted(best.tolist())) in allowed and earns[best].sum() == pytest.approx(least)
        for comes in set(range(9)) - set(best.tolist()):
            with_it = min((earns[list(each)].sum() for each in allowed if comes in each), default=np.inf)
            assert least + earns[comes] - over[comes] <= with_it + 1e-9

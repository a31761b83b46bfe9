"""Groups of opinion, beside slow obvious twins and beside what red-dwarf found in the same conversations."""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.listening.opinion import polis
from commonweal.methods import opinion as methods
from commonweal.methods.opinions import grouping, statements
from commonweal.methods.opinions import plane as planes

UNSEEN = float("nan")
log = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 8), st.sampled_from([1, 0, -1])), min_size=1, max_size=200)


def two_camps(people: int = 30, statements: int = 10, seed: int = 3) -> np.ndarray:
    """People who mostly vote one way, and people who mostly vote the other; some see less than others."""
    chance = np.random.default_rng(seed)
    leaning = np.where(chance.random(people) < 0.4, -1.0, 1.0)
    ways = np.where(np.arange(statements) % 2, -1.0, 1.0)
    votes = leaning[:, None] * ways[None, :]
    votes[chance.random(votes.shape) < 0.1] *= -1
    votes[chance.random(votes.shape) < 0.15] = UNSEEN
    votes[:, -1] = np.where(chance.random(people) < 0.9, 1.0, 0.0)
    return votes


@given(log)
def test_only_the_last_vote_of_each_person_on_each_statement_counts(votes):
    held = methods.matrix(votes)
    last = {(person, statement): vote for person, statement, vote in votes}
    assert held.cast == len(last) and held.changed == len(votes) - len(last)
    for row, person in enumerate(held.people):
        for column, statement in enumerate(held.statements):
            vote = held.votes[row, column]
            assert (None if np.isnan(vote) else int(vote)) == last.get((person, statement))


@given(log, st.randoms(use_true_random=False))
def test_the_order_in_which_people_came_decides_nothing(votes, chance):
    last = list({(person, statement): (person, statement, vote) for person, statement, vote in votes}.values())
    shuffled = list(last)
    chance.shuffle(shuffled)
    one, other = methods.matrix(last), methods.matrix(shuffled)
    assert one.people == other.people and np.array_equal(one.votes, other.votes, equal_nan=True)


def test_a_vote_that_is_none_is_refused():
    with pytest.raises(ValueError, match="1, 0 or -1"):
        methods.matrix([("ann", "s1", 2)])


@given(log)
def test_counts_are_a_recount(votes):
    held = methods.matrix(votes)
    agree, disagree, cast = methods.counts(held.votes)
    last = {(person, statement): vote for person, statement, vote in votes}
    for column, statement in enumerate(held.statements):
        said = Counter(vote for (_person, of), vote in last.items() if of == statement)
        assert (agree[column], disagree[column], cast[column]) == (said[1], said[-1], sum(said.values()))


def slow_plane(votes: np.ndarray, out: np.ndarray) -> np.ndarray:
    """Zero what was taken out, fill gaps with the mean, all singular vectors, stretch by how little was voted."""
    filled = votes.copy()
    filled[:, out] = 0
    cast = (~np.isnan(filled)).sum(axis=1)
    for column in range(filled.shape[1]):
        known = filled[~np.isnan(filled[:, column]), column]
        filled[np.isnan(filled[:, column]), column] = known.mean() if len(known) else 0
    filled -= filled.mean(axis=0)
    _u, _s, vectors = np.linalg.svd(filled, full_matrices=False)
    for vector in vectors[:2]:
        vector *= np.sign(vector[np.round(np.abs(vector), 7).argmax()]) or 1
    return filled @ vectors[:2].T * np.sqrt(votes.shape[1] / np.maximum(cast, 1))[:, None]


@pytest.mark.parametrize("shape", [(40, 12), (12, 40), (500, 420)])
def test_the_plane_is_that_of_all_singular_vectors(shape):
    votes = two_camps(*shape)
    out = np.zeros(shape[1], dtype=bool)
    out[[1, 4]] = True
    assert np.allclose(planes.plane(planes.sums(votes, out)).points, slow_plane(votes, out), atol=1e-5)


def test_a_plane_without_somebody_is_that_of_everybody_else():
    votes, out = two_camps(500, 420), np.zeros(420, dtype=bool)
    out[3] = True
    held = planes.sums(votes, out)
    begin = planes.plane(held).block
    for gone in ([0], [4, 77, 310]):
        stay = np.delete(np.arange(500), gone)
        found = planes.plane(held.without(np.array(gone)), begin).points[stay]
        assert np.allclose(found, slow_plane(votes[stay], out), atol=1e-5)


def slow_silhouette(points: np.ndarray, labels: np.ndarray) -> float:
    """One point after another."""
    widths = []
    for each, point in enumerate(points):
        away = np.sqrt(((points - point) ** 2).sum(axis=1))
        own = [other for other in range(len(points)) if labels[other] == labels[each] and other != each]
        if not own:
            widths.append(0.0)
            continue
        inside = away[own].mean()
        outside = min(away[labels == other].mean() for other in set(labels.tolist()) - {labels[each]})
        widths.append((outside - inside) / max(inside, outside) if max(inside, outside) else 0.0)
    return float(np.mean(widths))


points = st.lists(st.tuples(*[st.integers(-20, 20)] * 2), min_size=4, max_size=25, unique=True)


@given(points, st.randoms(use_true_random=False))
def test_silhouettes_are_those_of_one_point_after_another(where, chance):
    spots = np.array(where, dtype=float)
    labellings = []
    for count in (2, 3):
        labels = np.array([each % count for each in range(len(spots))])
        chance.shuffle(labels)
        labellings.append(labels)
    found = grouping.silhouettes(spots, labellings)
    assert np.allclose(found, [slow_silhouette(spots, labels) for labels in labellings])


def test_silhouettes_are_the_same_however_many_points_are_held_at_once(monkeypatch):
    spots = np.random.default_rng(1).normal(size=(60, 2))
    labels = (spots[:, 0] > 0).astype(int)
    whole = grouping.silhouettes(spots, [labels])
    monkeypatch.setattr(grouping, "AT_A_TIME", 100)
    assert np.allclose(whole, grouping.silhouettes(spots, [labels]))


@given(points)
def test_each_point_is_in_the_group_whose_middle_is_nearest(where):
    spots = np.array(where, dtype=float)
    labels = grouping.kmeans(spots, np.unique(spots, axis=0)[:3])
    middles = {group: spots[labels == group].mean(axis=0) for group in set(labels.tolist())}
    for point, label in zip(spots, labels, strict=True):
        away = {group: float(((point - middle) ** 2).sum()) for group, middle in middles.items()}
        # The centres come to rest within a ten-thousandth of the spread, not beyond all measure.
        assert away[label] <= min(away.values()) + 1e-2 * float(spots.var()) + 1e-9


def slow_kmeans(spots: np.ndarray, starts: np.ndarray) -> list[int]:
    """One point after another, each middle anew; the one that nobody is in takes whoever stands furthest off."""
    centres, labels, still = starts.astype(float), None, 1e-4 * float(spots.var(axis=0).mean())
    for _round in range(300):
        away = np.array([((spots - centre) ** 2).sum(axis=1) for centre in centres])
        now = [int(column.argmin()) for column in away.T]
        members = {group: [at for at, each in enumerate(now) if each == group] for group in range(len(centres))}
        furthest = sorted(range(len(spots)), key=lambda at: -away[now[at], at])
        for group in [each for each in members if not members[each]]:
            taken = furthest.pop(0)
            members[now[taken]].remove(taken)
            members[group] = [taken]
        moved = np.array([spots[own].mean(axis=0) if own else centres[group] for group, own in members.items()])
        before, labels, shift, centres = labels, now, float(((moved - centres) ** 2).sum()), moved
        if before == now:
            return now
        if shift <= still:
            break
    return [int(np.array([((spot - centre) ** 2).sum() for centre in centres]).argmin()) for spot in spots]


@given(points, st.integers(1, 5), st.booleans())
def test_groups_come_out_as_they_do_one_point_after_another(where, count, far):
    # Whole numbers of eighths are added and compared without rounding, whatever the order.
    spots = np.array(where, dtype=float) / 8
    starts = np.unique(spots, axis=0)[:count] + (np.arange(count)[: len(spots), None] * 100.0 if far else 0.0)
    assert grouping.kmeans(spots, starts).tolist() == slow_kmeans(spots, starts)


def test_places_come_once_each_from_the_left():
    spots = np.array([(1.0, 2.0), (0.0, 5.0), (1.0, 2.0), (0.0, -1.0), (1.0, 0.0)])
    assert grouping._leftmost(spots).tolist() == np.unique(spots, axis=0).tolist()
    assert grouping._leftmost(np.zeros((0, 2))).shape == (0, 2)


@given(st.integers(0, 1000))
@settings(max_examples=40)
def test_no_group_of_fewer_than_the_smallest_is_ever_told(seed):
    chance = np.random.default_rng(seed)
    spots = np.vstack([chance.normal(size=(20, 2)), chance.normal(size=(chance.integers(1, 8), 2)) + 9])
    for smallest in (1, 3, 5):
        found = grouping.groups(spots, smallest=smallest)
        sizes = np.bincount(found.labels)
        assert sizes.sum() == len(spots) and (sizes >= smallest).all()
        assert found.count == len(sizes) and list(sizes) == sorted(sizes, reverse=True)


def test_a_few_who_stand_apart_are_counted_with_the_group_nearest_to_them():
    spots = np.array([(0.0, each) for each in range(9)] + [(50.0, each) for each in range(8)] + [(300.0, 0)])
    assert list(np.bincount(grouping.groups(spots).labels)) in ([17, 1], [9, 8, 1])
    found = grouping.groups(spots, smallest=5)
    assert found.folded and found.count in (1, 2) and found.labels[-1] == found.labels[-2]


def test_too_few_people_are_in_no_groups():
    found = methods.opinion(two_camps(6), smallest=5)
    assert found.count <= 1 or min(found.sizes) >= 5
    none = methods.opinion(np.zeros((0, 3)))
    assert (none.count, none.sizes, none.together) == (0, (), ())
    assert methods.steadiness(none).verdict == "unknown"


def slow_rand(one: list[int], other: list[int]) -> float:
    """Pair after pair."""
    both = first = second = 0
    pairs = list(combinations(range(len(one)), 2))
    for a, b in pairs:
        same, too = one[a] == one[b], other[a] == other[b]
        first, second, both = first + same, second + too, both + (same and too)
    chance, most = first * second / len(pairs), (first + second) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_how_far_two_groupings_agree_is_counted_pair_by_pair(pairs):
    one, other = (list(each) for each in zip(*pairs, strict=True))
    assert methods.same(np.array(one), np.array(other)) == pytest.approx(slow_rand(one, other))


def test_consensus_across_groups_is_the_product_of_how_likely_each_agrees():
    found = methods.opinion(two_camps(60), smallest=5)
    assert found.count > 1
    votes = two_camps(60)[found.grouped]
    for column in range(votes.shape[1]):
        product = 1.0
        for group in range(found.count):
            said = [each for each in votes[found.labels == group, column].tolist() if each == each]
            product *= (said.count(1) + 1) / (len(said) + 2)
        assert found.group_consensus[column] == pytest.approx(product)
    assert found.together[0] == 9  # what nearly all agree with in both camps
    assert list(found.together) == sorted(found.together, key=lambda each: -found.group_consensus[each])


def test_what_was_taken_out_is_in_no_list():
    votes, out = two_camps(60), np.zeros(10, dtype=bool)
    out[[0, 9]] = True
    found = methods.opinion(votes, out)
    told = {*found.together, *found.agreed, *found.disagreed}
    told |= {each.statement for group in found.typical for each in group} | {each.statement for each in found.differing}
    assert told and not told & {0, 9}


def test_a_view_of_a_few_is_one_that_most_of_a_smaller_group_hold_and_most_of_the_rest_do_not():
    votes = two_camps(60)
    found = methods.opinion(votes)
    smaller = found.count - 1
    assert found.minority and found.sizes[smaller] * 2 < len(found.labels)
    for each in found.minority:
        way = 1 if each.way == "agree" else -1
        inside = votes[found.grouped[found.labels == each.group], each.statement]
        outside = votes[found.grouped[found.labels != each.group], each.statement]
        shares = [(side == way).sum() / (~np.isnan(side)).sum() for side in (inside, outside)]
        assert (each.group_share, each.rest_share) == (pytest.approx(shares[0]), pytest.approx(shares[1]))
        assert shares[0] > 0.5 > shares[1]


def test_clear_camps_are_steady_and_noise_is_not():
    clear = two_camps(80)
    assert methods.steadiness(methods.opinion(clear)).verdict == "steady"
    noise = np.random.default_rng(2).choice([-1.0, 0, 1, UNSEEN], size=(40, 30))
    found = methods.steadiness(methods.opinion(noise))
    assert found.verdict == "unsteady" and min(found.ones) < 0.7 and found.tries == 26


def test_leaving_people_out_does_what_working_it_out_without_them_does():
    votes = two_camps(24)
    found = methods.opinion(votes)
    steady = methods.steadiness(found, ones=100, parts=0)
    assert len(steady.ones) == len(found.grouped)
    slow = []
    for gone, row in enumerate(found.grouped):
        again = methods.opinion(np.delete(votes, row, axis=0))
        slow.append(methods.same(np.delete(found.labels, gone), again.labels))
    assert sorted(steady.ones) == pytest.approx(sorted(slow))


def test_tests_of_shares_do_not_fail_on_nobody():
    none = np.zeros(1, dtype=np.int64)
    assert statements.two_shares(none, none, none, none).tolist() == [0.0]
    assert np.isfinite(statements.one_share(none, none)).all()


# ── Beside red-dwarf 0.4.0, in conversations that Polis published ────────────────────────────────────────────────────

CONVERSATIONS = (
    "american-assembly.bowling-green", "brexit-consensus", "canadian-electoral-reform", "london.youth.policing",
    "scoop-hivemind.affordable-housing", "vtaiwan.uberx",
)  # fmt: skip
STEADY = {
    "scoop-hivemind.affordable-housing": "unsteady", "canadian-electoral-reform": "steady",
    "london.youth.policing": "unsteady", "vtaiwan.uberx": "steady",
}  # fmt: skip


@pytest.fixture(scope="module")
def expected(shared_data):
    path = shared_data / "participation" / "polis" / "expected_reddwarf.json"
    if not path.is_file():
        pytest.skip("needs the published conversations")
    return json.loads(path.read_text("utf-8"))["conversations"]


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_published_conversations_come_out_as_red_dwarf_has_them(shared_data, expected, name):
    folder, wanted = shared_data / "participation" / "polis" / name, expected[name]
    export = polis.read(folder)
    held = methods.matrix(export.log)
    out = np.array([export.statements[each].out if each in export.statements else False for each in held.statements])
    found = methods.opinion(held.votes, out, smallest=1)
    names = np.array(held.statements)
    assert (len(held.people), len(held.statements), held.cast) == (
        wanted["participants"], wanted["statements"], wanted["votes"]
    )  # fmt: skip
    if wanted["revotes"] is not None:
        assert held.changed == wanted["revotes"]
    assert len(found.grouped) == wanted["clustered"]
    assert list(found.sizes) == sorted(wanted["sizes"], reverse=True)
    assert found.silhouette == pytest.approx(wanted["silhouette"], abs=1e-3)
    assert names[list(found.disagreed)].tolist() == wanted["consensus_disagree"]
    assert [(int(names[each]), round(float(found.group_consensus[each]), 4)) for each in found.together] == [
        (id, score) for id, score in wanted["gac_top5"]
    ]
    _agreed_alike(held, found, wanted)
    _typical_alike(held, found, wanted)
    if name in STEADY:
        assert methods.steadiness(found, out, smallest=1).verdict == STEADY[name]


def _agreed_alike(held, found, wanted):
    """The same statements in the same order; of two with equal counts, either may stand."""
    agree, _disagree, cast = methods.counts(held.votes)
    at = {name: column for column, name in enumerate(held.statements)}
    for ours, theirs in zip(found.agreed, wanted["consensus_agree"], strict=True):
        assert (agree[ours], cast[ours]) == (agree[at[theirs]], cast[at[theirs]])


def _typical_alike(held, found, wanted):
    """The same statements for each group; and the same way but for the one a group agrees with most surely."""
    theirs = {frozenset(id for id, _way in group): dict(map(tuple, group)) for group in wanted["repness"].values()}
    for group in found.typical:
        ours = {held.statements[each.statement]: each.way for each in group}
        other = theirs[frozenset(ours)]
        assert sum(other[id] != way for id, way in ours.items()) <= 1
        assert all(ours[id] == "agree" for id, way in other.items() if ours[id] != way)


def test_counts_that_come_with_an_export_are_not_believed(shared_data, expected):
    """vTaiwan: the file's own counts are those of a recount for 101 of 197 statements."""
    folder = shared_data / "participation" / "polis" / "vtaiwan.uberx"
    export = polis.read(folder)
    held = methods.matrix(export.log)
    agree, disagree, _cast = methods.counts(held.votes)
    same = sum(
        (export.statements[id].agrees, export.statements[id].disagrees) == (agree[at], disagree[at])
        for at, id in enumerate(held.statements)
    )
    assert f"{same}/197" == expected["vtaiwan.uberx"]["comments_match"]
    with (folder / "comments.csv").open(encoding="utf-8") as stream:
        assert sum(1 for _row in csv.DictReader(stream)) == 197

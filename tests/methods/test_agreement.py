"""Agreement, beside published worked examples and slow obvious twins."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.methods.agreement import alpha, cohen, fleiss

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, part D: four observers, twelve units, data missing.
OBSERVERS = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
# Fleiss (1971) as worked in Wikipedia, "Fleiss' kappa": fourteen people sort ten things into five kinds.
FOURTEEN = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


def units(text: str) -> list[list[int | None]]:
    """A line for each observer, as published, turned into a row for each unit."""
    rows = [[None if each == "." else int(each) for each in line.split()] for line in text.split("\n") if line]
    return [list(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_krippendorffs_own_example_comes_out_as_he_printed_it(level, published):
    found = alpha(units(OBSERVERS), level=level)
    assert found.value == pytest.approx(published, abs=0.0005)
    assert (found.units, found.pairable, found.coders) == (11, 40, 4)


def test_krippendorffs_examples_of_two_observers_come_out_as_he_printed_them():
    # Part A: ten units, two observers, yes or no. Part B: twelve units, five kinds.
    meg, owen = "0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"
    assert alpha(units(f"{meg}\n{owen}")).value == pytest.approx(0.095, abs=0.0005)
    kinds = {letter: number for number, letter in enumerate("abcde", 1)}
    ben, gerry = (
        [kinds[each] for each in row.split()] for row in ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
    )
    assert alpha(list(zip(ben, gerry, strict=True))).value == pytest.approx(0.692, abs=0.0005)


def test_fleiss_example_comes_out_as_published():
    found = fleiss(FOURTEEN)
    assert found.value == pytest.approx(0.210, abs=0.0005)
    assert (found.observed, found.expected) == (pytest.approx(0.378, abs=0.0005), pytest.approx(0.213, abs=0.0005))


def test_cohens_examples_come_out_as_published():
    # Wikipedia, "Cohen's kappa": fifty grant proposals; and two pairs who agree as often, one more than chance would.
    def two(both: int, first: int, second: int, neither: int) -> float:
        one = ["yes"] * (both + first) + ["no"] * (second + neither)
        other = ["yes"] * both + ["no"] * first + ["yes"] * second + ["no"] * neither
        return cohen(one, other).value

    assert two(20, 5, 10, 15) == pytest.approx(0.4)
    assert two(45, 15, 25, 15) == pytest.approx(0.1304, abs=0.00005)
    assert two(25, 35, 5, 35) == pytest.approx(0.2593, abs=0.00005)


def test_weighted_kappa_counts_a_near_miss_as_less_than_a_wide_one():
    first, near, wide = [1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 2, 2], [1, 2, 3, 1, 2, 1]
    for weights in ("linear", "quadratic"):
        assert cohen(first, near, weights=weights).value > cohen(first, wide, weights=weights).value
    assert cohen(first, first, weights="linear").value == 1


def test_what_cannot_be_told_is_unknown_and_never_perfect():
    assert alpha([]).value is None and alpha([["a", None], [None, "b"]]).value is None
    everybody_the_same = alpha([["a", "a"], ["a", "a"]], repeats=50)
    assert everybody_the_same.value is None and everybody_the_same.lower is None
    assert cohen(["a", "a"], ["a", "a"]).value is None and cohen([], []).value is None
    assert fleiss([]).value is None


def test_what_makes_no_sense_is_refused_in_words():
    for call in (
        lambda: cohen(["a"], []),
        lambda: cohen(["a"], ["b"], weights="cubic"),
        lambda: cohen(["a"], ["b"], order=["a"]),
        lambda: fleiss([[2, 0], [1, 0]]),
        lambda: alpha([["a", "b"]], level="ratio"),
    ):
        with pytest.raises(ValueError, match=r".+\.$"):
            call()


def test_the_interval_repeats_holds_the_value_and_narrows_with_more_units():
    rows = units(OBSERVERS)
    first, again = alpha(rows, repeats=400, seed=7), alpha(rows, repeats=400, seed=7)
    assert first == again and first.lower < first.value < first.upper
    more = alpha(rows * 6, repeats=400, seed=7)
    assert more.upper - more.lower < first.upper - first.lower


SOME = st.lists(st.lists(st.sampled_from([None, 1, 2, 3]), min_size=3, max_size=3), min_size=1, max_size=12)


def slow_alpha(rows, level: str) -> float | None:
    """The definition, pair by pair: what was met against every pair of judgements there could have been."""
    judged = [[each for each in row if each is not None] for row in rows]
    judged = [row for row in judged if len(row) > 1]
    pool = [each for row in judged for each in row]
    values = sorted(set(pool))

    def apart(one, two) -> float:
        if level == "nominal":
            return float(one != two)
        if level == "interval":
            return float(one - two) ** 2
        low, high = sorted((one, two))
        between = sum(pool.count(each) for each in values if low <= each <= high)
        return (between - (pool.count(low) + pool.count(high)) / 2) ** 2

    if len(pool) < 2:
        return None
    met = sum(sum(apart(one, two) for one, two in permutations(row, 2)) / (len(row) - 1) for row in judged) / len(pool)
    chance = sum(apart(one, two) for one, two in permutations(pool, 2)) / (len(pool) * (len(pool) - 1))
    return None if chance == 0 else 1 - met / chance


@given(rows=SOME, level=st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_is_what_its_definition_says_pair_by_pair(rows, level):
    slow = slow_alpha(rows, level)
    found = alpha(rows, level=level).value
    assert found is None if slow is None else found == pytest.approx(slow, abs=1e-9)


@given(rows=SOME, chance=st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_that_of_people_nor_the_names_of_kinds_matter(rows, chance):
    people = list(range(3))
    chance.shuffle(people)
    other = [[{None: None, 1: "c", 2: "a", 3: "b"}[row[at]] for at in people] for row in rows]
    chance.shuffle(other)
    one, two = alpha(rows).value, alpha(other).value
    assert one is two is None or one == pytest.approx(two)


def slow_cohen(first, second) -> float | None:
    pairs = list(zip(first, second, strict=True))
    met = sum(one == two for one, two in pairs) / len(pairs)
    chance = sum(one == two for one in first for two in second) / len(pairs) ** 2
    return None if chance == 1 else (met - chance) / (1 - chance)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=30))
def test_cohens_kappa_is_what_its_definition_says(pairs):
    first, second = [one for one, _two in pairs], [two for _one, two in pairs]
    slow, found = slow_cohen(first, second), cohen(first, second).value
    assert found is None if slow is None else found == pytest.approx(slow)
    back = cohen(second, first).value
    assert found is back is None or found == pytest.approx(back)


@given(st.lists(st.lists(st.integers(0, 2), min_size=4, max_size=4), min_size=2, max_size=12))
def test_fleiss_is_agreement_of_pairs_beyond_the_shares_of_kinds(rows):
    counts = [[row.count(kind) for kind in range(3)] for row in rows]
    met = np.mean([sum(a == b for a, b in combinations(row, 2)) / 6 for row in rows])
    shares = [sum(column) / (4 * len(rows)) for column in zip(*counts, strict=True)]
    chance = sum(each**2 for each in shares)
    found = fleiss(counts).value
    assert found is None if chance == pytest.approx(1) else found == pytest.approx((met - chance) / (1 - chance))


def test_ten_thousand_units_and_a_thousand_samples_take_seconds_and_no_more_memory_than_a_laptop_has():
    chance = np.random.default_rng(3)
    rows = [[int(each) for each in row] for row in chance.integers(0, 6, (2000, 4))]
    found = alpha(rows, repeats=200, seed=1)
    assert abs(found.value) < 0.05 and found.lower < 0 < found.upper

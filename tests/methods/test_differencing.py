"""What may be said after what was said before: nobody who asks cleverly learns of a few people."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from commonweal.methods.disclosure import profile
from commonweal.methods.disclosure.differencing import Given, decide
from tests.methods import attackers

NHS, STRICT = profile("nhs"), profile("strict")
COUNTS = {"A": 20, "B": 30, "C": 3, "D": 0, "E": 41, "F": None}


def said(*questions, counts=COUNTS, rules=NHS):
    return [each.shown.text for each in attackers.ask(rules, counts, [frozenset(each) for each in questions])]


def test_the_same_question_has_the_same_answer():
    first = Given(frozenset("AB"), NHS.count(50))
    assert decide(NHS, "BA", {**COUNTS, "A": 90}, [first]) == first.shown


def test_a_small_count_is_not_shown_and_neither_is_what_would_tell_of_it():
    assert said("C", "A", "AC") == ["*", "20", "*"]
    assert said("AC", "A") == ["25", "*"]


def test_two_that_were_given_may_not_be_added_or_taken_to_tell_of_a_few():
    assert said("A", "B", "ABC") == ["20", "30", "*"]
    assert said("ABC", "B", "A") == ["55", "30", "*"]
    assert said("ABE", "A", "BCE") == ["90", "20", "*"]


def test_what_differs_by_many_or_by_nobody_is_given():
    assert said("A", "AB", "AD", "ABE") == ["20", "50", "20", "90"]


def test_not_known_is_neither_nobody_nor_hidden():
    (answer,) = attackers.ask(NHS, COUNTS, [frozenset("AF")])
    assert answer.shown.unknown and not answer.shown.suppressed


def test_a_question_about_nobody_is_none():
    with pytest.raises(ValueError, match="some people"):
        decide(NHS, [], COUNTS, [])
    with pytest.raises(KeyError):
        decide(NHS, ["Z"], COUNTS, [])


def test_a_place_is_still_told_of_in_full_where_its_areas_are_not_small():
    """Protection that shows nothing would be easy. 132 areas in six districts of one place."""
    chance = random.Random(6)
    counts = {each: chance.randint(8, 60) for each in range(132)}
    districts = [frozenset(range(at, at + 22)) for at in range(0, 132, 22)]
    asked = [frozenset(counts), *districts, *(frozenset([each]) for each in counts)]
    given = attackers.ask(NHS, counts, asked)
    assert sum(each.shown.suppressed for each in given) == 0


def attacked(seed, rules=NHS):
    chance = random.Random(seed)
    many = chance.randint(3, 6)
    sizes = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 20, 31, chance.randint(0, 60))
    counts = {each: chance.choice(sizes) for each in range(many)}
    asked = attackers.questions(chance, list(counts), chance.choice((6, 12, 20)))
    return counts, attackers.ask(rules, counts, asked)


def shown_in(given):
    return sum(not each.shown.suppressed for each in given)


@pytest.mark.parametrize("lot", range(10))
def test_nobody_works_out_a_few_people_from_any_set_of_answers(lot):
    """30 attacks in each of ten lots; every union of cells is somebody's target."""
    told = 0
    for seed in range(30 * lot, 30 * lot + 30):
        counts, given = attacked(seed)
        told += shown_in(given)
        assert attackers.found_out(NHS, counts, given) == [], (seed, counts)
    assert told > 60  # an answer that is never given would protect everybody


def test_the_stricter_rule_holds_too():
    for seed in range(30):
        counts, given = attacked(seed, STRICT)
        assert attackers.found_out(STRICT, counts, given) == [], (seed, counts)


def replayed(seeds):
    cells = [frozenset(each) for size in (1, 2, 3) for each in combinations(range(3), size)]
    caught = 0
    for seed in seeds:
        chance = random.Random(seed)
        counts = {each: chance.randint(0, 11) for each in range(3)}
        caught += attackers.pinned_by_replaying(NHS, counts, chance.sample(cells, 6))
    return caught


def test_even_somebody_who_replays_every_world_hardly_ever_learns_of_a_few():
    """Refusals are not free of meaning to whoever knows all rules, asks everything, and computes: see the guide."""
    assert replayed(range(5)) == 0


@pytest.mark.deep
def test_ten_thousand_attacks_find_nobody_out():
    for seed in range(300, 10_300):
        counts, given = attacked(seed)
        assert attackers.found_out(NHS, counts, given) == [], (seed, counts)


@pytest.mark.deep
def test_of_four_hundred_who_replay_every_world_of_three_cells_at_most_one_in_a_hundred_learns():
    assert replayed(range(400)) <= 4

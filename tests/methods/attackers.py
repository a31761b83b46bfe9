"""People who want to know about a few others, and what they can conclude from what was given out."""

from __future__ import annotations

import random
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations, product

import numpy as np
from scipy.optimize import linprog

from commonweal.methods.disclosure import Profile, Shown
from commonweal.methods.disclosure.differencing import Given, decide

__all__ = ["Given", "Shown", "ask", "found_out", "pinned_by_replaying", "questions"]
Answers = list[Given]


def ask(rules: Profile, counts: Mapping[Hashable, int], questions: Sequence[frozenset]) -> Answers:
    """Ask one question after the other."""
    given: Answers = []
    for cells in questions:
        shown = decide(rules, cells, counts, given)
        if all(each.cells != cells for each in given):
            given.append(Given(cells, shown))
    return given


def questions(chance: random.Random, cells: Sequence[Hashable], many: int) -> list[frozenset]:
    """What somebody might ask: any sets; one and the same with somebody added; ever larger ones; single cells."""
    asked: list[frozenset] = []
    while len(asked) < many:
        start = frozenset(chance.sample(cells, chance.randint(1, len(cells))))
        way = chance.choice(["any", "one more", "one by one", "nested"])
        if way == "one more":
            asked += [start, start | {chance.choice(cells)}, start - {chance.choice(cells)}]
        elif way == "one by one":
            asked += [frozenset([each]) for each in chance.sample(cells, 2)]
        elif way == "nested":
            order = chance.sample(cells, len(cells))
            asked += [frozenset(order[:end]) for end in range(1, len(order) + 1)]
        else:
            asked.append(start)
    return [each for each in asked if each][:many]


def told(rules: Profile, given: Answers, at: int) -> tuple[float, float]:
    """Which counts would have been answered so? What is not shown is somebody; and few, if nothing else met it."""
    answer = given[at]
    if answer.shown.value is not None:
        value = int(answer.shown.value)
        return rules.within(value) if value else (0, 0)
    alone = all(before.cells.isdisjoint(answer.cells) for before in given[:at])
    return 1, rules.threshold - 1 if alone else 10**6


def found_out(rules: Profile, counts: Mapping[Hashable, int], given: Answers) -> list[frozenset]:
    """Few people whose number follows from the answers, by linear programming over every union of cells."""
    cells = sorted(counts, key=repr)
    sets = np.array([[float(cell in each.cells) for cell in cells] for each in given])
    low, high = np.array([told(rules, given, at) for at in range(len(given))]).T
    ground = {"A_ub": np.vstack([sets, -sets]), "b_ub": np.concatenate([high, -low]), "method": "highs"}
    caught = []
    for size in range(1, len(cells) + 1):
        for few in combinations(cells, size):
            many = sum(counts[each] for each in few)
            if not 1 <= many < rules.threshold:
                continue
            wanted = np.array([float(cell in few) for cell in cells])
            least, most = (linprog(sign * wanted, **ground) for sign in (1, -1))
            if most.status == 0 and np.floor(1e-6 - most.fun) == np.ceil(least.fun - 1e-6):
                caught.append(frozenset(few))
    return caught


def pinned_by_replaying(rules: Profile, counts: Mapping[int, int], asked: Sequence[frozenset]) -> bool:
    """Somebody who knows every rule plays all questions through in every possible world, and keeps those that fit."""
    given = ask(rules, counts, asked)
    worlds = [dict(enumerate(each)) for each in product(range(16), repeat=len(counts))]
    for at, answer in enumerate(given):
        worlds = [each for each in worlds if decide(rules, answer.cells, each, given[:at]).text == answer.shown.text]
    return any(
        1 <= sum(counts[each] for each in few) < rules.threshold
        and len({sum(world[each] for each in few) for world in worlds}) == 1
        for size in range(1, len(counts) + 1)
        for few in combinations(counts, size)
    )

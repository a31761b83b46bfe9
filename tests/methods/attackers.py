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


def told(rules: Profile, given: Answers, at: int, ties: Sequence[tuple[frozenset, frozenset]]) -> tuple[float, float]:
    """Which counts would have been answered so? What is not shown is somebody; and few, if nothing else met it."""
    answer = given[at]
    if answer.shown.value is not None:
        value = int(answer.shown.value)
        return rules.within(value) if value else (0, 0)
    met = answer.cells.union(*(one | other for one, other in ties if not answer.cells.isdisjoint(one | other)))
    alone = all(before.cells.isdisjoint(met) for before in given[:at])
    return 1, rules.threshold - 1 if alone else 10**6


def found_out(
    rules: Profile,
    counts: Mapping[Hashable, int],
    given: Answers,
    *,
    ties: Sequence[tuple[frozenset, frozenset]] = (),
    among: Sequence[Sequence[Hashable]] = (),
    enough: int = 2,
) -> list[frozenset]:
    """Few people whose number follows from the answers, by linear programming over every union of cells.

    `ties`: cells that hold as many people as others. `among`: unions are of these, or of these, … and not of all cells.
    `enough`: so many numbers must be left, or they are found out.
    """
    cells = sorted(counts, key=repr)
    row = {cell: np.array([float(each == cell) for each in cells]) for cell in cells}
    sets = np.array([sum(row[cell] for cell in each.cells) for each in given])
    low, high = np.array([told(rules, given, at, ties) for at in range(len(given))]).T
    ground = {"A_ub": np.vstack([sets, -sets]), "b_ub": np.concatenate([high, -low]), "method": "highs"}
    if ties:
        ground["A_eq"] = np.array([sum(row[a] for a in one) - sum(row[b] for b in other) for one, other in ties])
        ground["b_eq"] = np.zeros(len(ties))
    caught = []
    for group in among or [cells]:
        for few in (few for size in range(1, len(group) + 1) for few in combinations(group, size)):
            if not 1 <= sum(counts[each] for each in few) < rules.threshold:
                continue
            wanted = sum(row[each] for each in few)
            least, most = (linprog(sign * wanted, **ground) for sign in (1, -1))
            if most.status == 0 and np.floor(1e-6 - most.fun) - np.ceil(least.fun - 1e-6) + 1 < enough:
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

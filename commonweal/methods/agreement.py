"""How far several people who read the same things saw the same in them: Cohen, Fleiss, Krippendorff.

Every one of them asks how much less people differ than they would by chance. None says who is right, and none says what
they differ about: a page shows the disagreements themselves beside the figure.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NOMINAL, ORDINAL, INTERVAL = LEVELS = ("nominal", "ordinal", "interval")
NONE, LINEAR, QUADRATIC = WEIGHTS = ("none", "linear", "quadratic")
MOST_CELLS = 4_000_000  # of one lot of samples
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement beyond chance. `value` is None where chance alone would agree wholly: there was nothing to tell."""

    value: float | None
    observed: float | None  # the share of agreement that was met
    expected: float | None  # the share that chance would bring
    units: int
    coders: int
    categories: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha with its interval, and what it was made from. None: it cannot be told."""

    value: float | None
    lower: float | None
    upper: float | None
    observed: float | None  # disagreement met
    expected: float | None  # disagreement that chance would bring
    units: int  # that at least two people judged
    pairable: int  # judgements of those units
    coders: int
    level: str
    values: tuple[Hashable, ...]
    repeats: int
    confidence: float


def cohen(
    first: Sequence[Hashable], second: Sequence[Hashable], *, weights: str = NONE, order: Sequence[Hashable] = ()
) -> Kappa:
    """Do two people who sorted the same things sort them alike more often than chance would?

    Units that either left open (None) are left out. `weights`: "linear" and "quadratic" count a near miss as less than
    a wide one, and need an order of the categories: `order`, or else the categories sorted.
    Source: Cohen (1960), Educational and Psychological Measurement 20; weighted (1968), Psychological Bulletin 70.

    >>> yes, no = ["yes"], ["no"]
    >>> kappa = cohen(yes * 25 + no * 25, yes * 20 + no * 5 + yes * 10 + no * 15)
    >>> round(kappa.value, 6), kappa.observed, kappa.expected
    (0.4, 0.7, 0.5)
    """
    if len(first) != len(second):
        raise ValueError("Two people are compared on the same units: give as many of one as of the other.")
    if weights not in WEIGHTS:
        raise ValueError(f"Weights are {', '.join(WEIGHTS)}, not {weights!r}.")
    pairs = [(one, two) for one, two in zip(first, second, strict=True) if one is not None and two is not None]
    categories = _in_order([each for pair in pairs for each in pair], order)
    if not pairs:
        return Kappa(None, None, None, 0, 2, categories)
    place = {each: index for index, each in enumerate(categories)}
    table = np.zeros((len(categories), len(categories)))
    for one, two in pairs:
        table[place[one], place[two]] += 1
    table /= len(pairs)
    alike = _alike(len(categories), weights)
    observed = float((alike * table).sum())
    expected = float((alike * np.outer(table.sum(axis=1), table.sum(axis=0))).sum())
    return Kappa(_beyond(observed, expected), observed, expected, len(pairs), 2, categories)


def fleiss(counts: Sequence[Sequence[int]]) -> Kappa:
    """Do several people, each thing sorted by equally many of them, sort alike more often than chance would?

    `counts`: a row for each thing, a column for each category, how many people chose it. They need not be the same
    people each time. Source: Fleiss (1971), Psychological Bulletin 76.

    >>> fleiss([[2, 0], [0, 2], [2, 0]]).value
    1.0
    """
    table = np.asarray(counts, dtype=float)
    if table.size == 0:
        return Kappa(None, None, None, 0, 0, ())
    if table.ndim != 2 or (table < 0).any():
        raise ValueError("Give a row of counts for each thing, as many in each row.")
    many = set(table.sum(axis=1))
    if len(many) > 1 or min(many) < 2:
        raise ValueError("Each thing has to be sorted by equally many people, two or more. Else take alpha.")
    people = many.pop()
    within = (table * (table - 1)).sum(axis=1) / (people * (people - 1))
    share = table.sum(axis=0) / table.sum()
    observed, expected = float(within.mean()), float((share**2).sum())
    categories = tuple(range(table.shape[1]))
    return Kappa(_beyond(observed, expected), observed, expected, len(table), int(people), categories)


def alpha(
    units: Sequence[Sequence[Hashable | None]],
    *,
    level: str = NOMINAL,
    order: Sequence[Hashable] = (),
    repeats: int = 0,
    seed: int = 0,
    confidence: float = 0.95,
) -> Alpha:
    """How far can a place rely on what several people read into what was said, where not all read everything?

    A row for each unit, a column for each person; None where somebody did not judge. `level`: "nominal" (kinds),
    "ordinal" (an order: `order`, or else sorted), "interval" (numbers). 1: they agree wholly; 0: as chance would have
    it; below: they differ by rule. Units that fewer than two people judged tell nothing and are left out.
    The interval comes from drawing the units anew `repeats` times (a bootstrap over units, seeded); none if `repeats`
    is 0. Assumes that units were judged apart from each other; few units make it too narrow.
    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania.

    >>> round(alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]).value, 4)
    0.5333
    """
    if level not in LEVELS:
        raise ValueError(f"A level is {', '.join(LEVELS)}, not {level!r}.")
    judged = [[each for each in row if each is not None] for row in units]
    paired = [row for row in judged if len(row) > 1]
    coders = max([len(row) for row in units], default=0)
    values = _in_order([each for row in paired for each in row], order)
    counts = _counts(paired, values)
    numbers = np.array(values, dtype=float) if level == INTERVAL else np.arange(len(values), dtype=float)
    ones = np.ones((1, len(paired)))
    each, observed, expected = _alphas(ones, counts, level, numbers)
    lower, upper = _drawn_anew(counts, level, numbers, repeats, seed, confidence)
    return Alpha(
        _known(each[0]),
        lower,
        upper,
        _known(observed[0]),
        _known(expected[0]),
        len(paired),
        int(counts.sum()),
        coders,
        level,
        values,
        repeats,
        confidence,
    )


def _alphas(weights: Numbers, counts: Numbers, level: str, numbers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Alpha, and the disagreement met and expected, for each row of weights over the units."""
    many = counts.sum(axis=1)
    # What a unit adds to the coincidences: each pair of its judgements, shared over the others who judged it.
    share = weights / np.maximum(many - 1, 1)
    met = np.einsum("ru,uc,uk->rck", share, counts, counts, optimize=True)
    met -= np.einsum("ck,rc->rck", np.eye(counts.shape[1]), share @ counts)
    size = weights @ counts
    apart = _apart(level, size, numbers)
    whole = size.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = (met * apart).sum(axis=(1, 2)) / whole
        expected = np.einsum("rc,rk,rck->r", size, size, apart, optimize=True) / (whole * (whole - 1))
        return 1 - observed / expected, observed, expected


def _apart(level: str, size: Numbers, numbers: Numbers) -> Numbers:
    """How far apart two values are, squared, for each sample."""
    if level == NOMINAL:
        return np.broadcast_to(1.0 - np.eye(len(numbers)), (len(size), len(numbers), len(numbers)))
    # In an order, what lies between two values counts: half of each, and all of those in the middle.
    at = np.cumsum(size, axis=1) - size / 2 if level == ORDINAL else np.broadcast_to(numbers, size.shape)
    return np.asarray((at[:, :, None] - at[:, None, :]) ** 2)


def _drawn_anew(
    counts: Numbers, level: str, numbers: Numbers, repeats: int, seed: int, confidence: float
) -> tuple[float | None, float | None]:
    if not repeats or len(counts) < 2:
        return None, None
    chance = np.random.default_rng(seed)
    lot = max(1, MOST_CELLS // max(len(counts), counts.shape[1] ** 2))
    found: list[Numbers] = []
    for start in range(0, repeats, lot):
        drawn = chance.multinomial(len(counts), [1 / len(counts)] * len(counts), size=min(lot, repeats - start))
        found.append(_alphas(drawn.astype(float), counts, level, numbers)[0])
    all_of_them = np.concatenate(found)
    # A sample in which everybody says the same has nothing to tell agreement from chance by.
    told = all_of_them[np.isfinite(all_of_them)]
    if len(told) < repeats / 2:
        return None, None
    tail = (1 - confidence) / 2
    lower, upper = np.quantile(told, [tail, 1 - tail])
    return float(lower), float(upper)


def _counts(rows: Sequence[Sequence[Hashable]], values: Sequence[Hashable]) -> Numbers:
    place = {each: index for index, each in enumerate(values)}
    counts = np.zeros((len(rows), len(values)))
    for index, row in enumerate(rows):
        for each in row:
            counts[index, place[each]] += 1
    return counts


def _in_order(met: Sequence[Hashable], order: Sequence[Hashable]) -> tuple[Hashable, ...]:
    strange = set(met) - set(order) if order else set()
    if strange:
        raise ValueError(f"{sorted(map(str, strange))[0]!r} is not in the order that was given.")
    if order:
        return tuple(order)
    try:
        return tuple(sorted(set(met)))  # type: ignore[type-var]
    except TypeError:
        return tuple(sorted(set(met), key=str))


def _alike(many: int, weights: str) -> Numbers:
    if weights == NONE or many < 2:
        return np.eye(many)
    steps = np.abs(np.subtract.outer(np.arange(many), np.arange(many))) / (many - 1)
    return np.asarray(1 - (steps if weights == LINEAR else steps**2), dtype=float)


def _beyond(observed: float, expected: float) -> float | None:
    return None if np.isclose(expected, 1) else (observed - expected) / (1 - expected)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None

"""How much of what is there can each neighbourhood count on? Floating catchment areas: 2SFCA, E2SFCA, 3SFCA.

Each place shares what it has among all who can reach it; each neighbourhood adds up the shares it can reach. The
answer is supply for each person, and never says that anybody went.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from commonweal.methods.access.pairs import Numbers, Pairs

# Luo and Qi's fast fall: what is 20 to 30 minutes away counts for little more than a fifth.
FAST_FALL = {10.0: 1.0, 20.0: 0.68, 30.0: 0.22}
# Wan, Zou and Sternberg's: how likely people are to choose one of several, by minutes.
CHOICE = {10.0: 0.962, 20.0: 0.704, 30.0: 0.377, 60.0: 0.042}
Steps = Mapping[float, float]


def stepped(minutes: Numbers, steps: Steps) -> Numbers:
    """How much does something count that is so many minutes away? The weight of the first limit that holds it.

    >>> stepped(np.array([5.0, 10.0, 10.5, 31.0]), FAST_FALL).tolist()
    [1.0, 1.0, 0.68, 0.0]
    """
    weights = np.zeros(len(minutes))
    for limit in sorted(steps, reverse=True):
        weights[minutes <= limit] = steps[limit]
    return weights


def two_step(pairs: Pairs, people: ArrayLike, supply: ArrayLike, *, minutes: float | None = None) -> Numbers:
    """How much supply is there for each person, counting alike all that is within reach? (2SFCA)

    `people` of each origin, `supply` of each destination; `minutes`: reach, else that of the pairs. Gives supply for
    each person by origin, 0 where nothing is in reach. Supply that nobody can reach is shared by nobody.
    Source: Luo and Wang (2003), Environment and Planning B 30.
    """
    weights = np.ones(len(pairs)) if minutes is None else (pairs.minutes <= minutes).astype(float)
    return _shared(pairs, weights, people, supply)


def enhanced(pairs: Pairs, people: ArrayLike, supply: ArrayLike, *, steps: Steps = FAST_FALL) -> Numbers:
    """How much supply is there for each person, where what is further away counts for less? (E2SFCA)

    `steps`: the weight up to each limit in minutes. Source: Luo and Qi (2009), Health & Place 15.
    """
    return _shared(pairs, stepped(pairs.minutes, steps), people, supply)


def three_step(pairs: Pairs, people: ArrayLike, supply: ArrayLike, *, steps: Steps = CHOICE) -> Numbers:
    """How much supply is there for each person, where people with more to choose from ask less of each? (3SFCA)

    First the share of its people that an origin sends to each destination, by its weight among all in reach; then as
    in E2SFCA with weight times share. Source: Wan, Zou and Sternberg (2012), International Journal of Geographical
    Information Science 26.
    """
    weights = stepped(pairs.minutes, steps)
    matrix = _matrix(pairs, weights)
    chosen_among = matrix @ np.ones(pairs.destinations)
    # weight x share = weight^2 / all weights of the origin: the division is by origin, and never by pair.
    weights *= weights
    one_over = np.divide(1.0, chosen_among, out=np.zeros(pairs.origins), where=chosen_among > 0)
    people, supply = _sized(pairs, people, supply)
    asked = matrix.T @ (people * one_over)
    return one_over * (matrix @ _for_each(supply, asked))  # type: ignore[no-any-return]


def _shared(pairs: Pairs, weights: Numbers, people: ArrayLike, supply: ArrayLike) -> Numbers:
    """Supply for each person: shared out over all who reach it, then added up over all that is reached."""
    people, supply = _sized(pairs, people, supply)
    matrix = _matrix(pairs, weights)
    return matrix @ _for_each(supply, matrix.T @ people)  # type: ignore[no-any-return]


def _matrix(pairs: Pairs, weights: Numbers) -> csr_array:
    """The weights as a sparse table, without a copy of them: 32 million pairs are 257 MB."""
    starts = pairs.starts.astype(np.int32) if len(pairs) < 2**31 else pairs.starts
    return csr_array((weights, pairs.to, starts), shape=(pairs.origins, pairs.destinations), copy=False)


def _for_each(supply: Numbers, asked: Numbers) -> Numbers:
    return np.divide(supply, asked, out=np.zeros(len(supply)), where=asked > 0)


def _sized(pairs: Pairs, people: ArrayLike, supply: ArrayLike) -> tuple[Numbers, Numbers]:
    """Both as numbers. ValueError where there is not one for each, or one is not known: unknown is not zero."""
    those, what = np.asarray(people, float), np.asarray(supply, float)
    if len(those) != pairs.origins or len(what) != pairs.destinations:
        raise ValueError("There must be people for each origin and supply for each destination.")
    if not (np.isfinite(those).all() and np.isfinite(what).all()) or (those < 0).any() or (what < 0).any():
        raise ValueError("People and supply must be known and not below nothing: leave out what is not known.")
    return those, what

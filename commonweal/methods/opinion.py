"""Which groups of opinion are there, what can all agree on, what do few hold, and how firm is any of it?

From votes on statements (agree, disagree, pass; unseen is none of them) by the steps of Polis, as red-dwarf wrote them
down: the last vote of each person on each statement; two principal components with a statement's mean where somebody
has not seen it; k-means with two to five groups, whichever has the widest silhouette, of people who voted on seven
statements or more; consensus across groups; statements that tell a group apart. Two of Polis's steps are left out:
points are not first gathered into a hundred clusters, and the number of groups is not held back over time. Ours are:
a group of fewer than `smallest` people is never told, views of a few are listed, and no grouping is given without how
steady it is. Groups are an aid to talking with each other. They are not kinds of people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from commonweal.methods.opinions import statements as said
from commonweal.methods.opinions.grouping import MOST_GROUPS, groups, same
from commonweal.methods.opinions.plane import Sums, plane, sums
from commonweal.methods.opinions.statements import Counted, Differs, Typical
from commonweal.methods.opinions.votes import (
    AGREE,
    DISAGREE,
    PASS,
    Flags,
    Labels,
    Matrix,
    Numbers,
    counts,
    matrix,
    seen,
)

FEWEST_VOTES = 7
SMALLEST = 5
ONES, PARTS, PART = 20, 6, 0.05
STEADY, MOSTLY, UNSTEADY, UNKNOWN = "steady", "mostly", "unsteady", "unknown"

__all__ = [
    "AGREE", "DISAGREE", "PASS", "Counted", "Differs", "Flags", "Labels", "Matrix", "Numbers", "Opinion", "Steadiness",
    "Typical", "counts", "matrix", "opinion", "same", "seen", "steadiness",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opinion:
    """Groups of opinion, with what led to them. People and statements are rows and columns of the matrix."""

    grouped: Labels  # rows of the people who voted on enough statements to be in a group
    labels: Labels  # the group of each of those; 0 is the largest
    points: Numbers  # people × 2, everybody's
    share: tuple[float, float]  # of the variance that the two directions show
    count: int  # how many groups; 1: people do not fall into groups
    silhouette: float | None
    tried: tuple[tuple[int, float], ...]
    folded: bool
    told: Counted  # groups × statements
    group_consensus: Numbers  # for each statement, 0 to 1
    together: tuple[int, ...]  # statements all groups agree on, best first
    agreed: tuple[int, ...]  # what nearly everybody agrees with, groups left aside
    disagreed: tuple[int, ...]
    typical: tuple[tuple[Typical, ...], ...]
    differing: tuple[Differs, ...]
    block: Numbers  # what to begin with when nearly the same is asked again
    held: Sums

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people are in each group."""
        return tuple(np.bincount(self.labels, minlength=self.count).tolist()) if len(self.labels) else ()

    @property
    def minority(self) -> tuple[Differs, ...]:
        """Views of groups that are less than half of all."""
        sizes = self.sizes
        return tuple(each for each in self.differing if sizes[each.group] * 2 < len(self.labels))


@dataclass(frozen=True, slots=True)
class Steadiness:
    """What becomes of the groups when a few people are left out. Each figure is the adjusted Rand index of one try."""

    ones: tuple[float, ...]  # one person left out
    parts: tuple[float, ...]  # 5 % left out
    other_counts: int  # tries, of all, with another number of groups
    other_tops: int  # tries, of all, in which other statements were the five most agreed on
    reordered: int  # tries, of all, in which those five came in another order

    @property
    def tries(self) -> int:
        """How often people were left out."""
        return len(self.ones) + len(self.parts)

    @property
    def verdict(self) -> str:
        """steady, mostly, unsteady; unknown where there are no groups, or too few people to leave any out."""
        if not self.ones:
            return UNKNOWN
        worst, part = min(self.ones), float(np.median(self.parts)) if self.parts else 1.0
        if worst >= 0.85 and part >= 0.85 and self.other_counts * 10 <= self.tries:
            return STEADY
        if worst >= 0.7 and part >= 0.6 and self.other_counts * 4 <= self.tries:
            return MOSTLY
        return UNSTEADY


def opinion(
    votes: Numbers,
    out: Flags | None = None,
    *,
    fewest_votes: int = FEWEST_VOTES,
    smallest: int = SMALLEST,
    most_groups: int = MOST_GROUPS,
) -> Opinion:
    """Which groups of opinion are there, and what do they share?

    `votes`: people × statements, 1, 0, -1 or not a number. `out`: statements that moderation took out; they count as
    zero for everybody. Assumes that people were shown statements in no order that depends on what they think.

    >>> two = np.array([[1.0, 1, -1, 1]] * 6 + [[-1.0, -1, 1, 1]] * 5)
    >>> found = opinion(two, fewest_votes=4)
    >>> found.sizes, found.count, found.together[0]
    ((6, 5), 2, 3)
    """
    out = np.zeros(votes.shape[1], dtype=bool) if out is None else out
    if not votes.size:
        return _nobody(votes.shape[1])
    held = sums(votes, out)
    flat = plane(held)
    grouped = np.flatnonzero(seen(votes).sum(axis=1) >= fewest_votes)
    found = groups(flat.points[grouped], most=most_groups, smallest=smallest)
    told = said.counted(votes[grouped], found.labels, found.count)
    scores = said.group_consensus(told)
    agreed, disagreed = said.consensus(votes, out)
    apart = found.count > 1
    return Opinion(
        grouped=grouped,
        labels=found.labels,
        points=flat.points,
        share=flat.share,
        count=found.count,
        silhouette=found.silhouette,
        tried=found.tried,
        folded=found.folded,
        told=told,
        group_consensus=scores,
        together=tuple(said.top(scores, out)),
        agreed=tuple(agreed),
        disagreed=tuple(disagreed),
        typical=tuple(tuple(each) for each in said.typical(told, out)) if apart else (),
        differing=tuple(said.differing(told, out, smallest)) if apart else (),
        block=flat.block,
        held=held,
    )


def _nobody(statements: int) -> Opinion:
    none, numbers = np.zeros(0, dtype=np.int64), np.zeros((0, 2))
    told = Counted(*(np.zeros((0, statements), dtype=np.int64) for _ in range(3)))
    block, held = np.zeros((statements, 2)), sums(np.zeros((0, statements)), np.zeros(statements, dtype=bool))
    return Opinion(
        none, none, numbers, (0.0, 0.0), 0, None, (), False, told, np.ones(statements), (), (), (), (), (), block, held
    )


def steadiness(
    found: Opinion,
    out: Flags | None = None,
    *,
    smallest: int = SMALLEST,
    most_groups: int = MOST_GROUPS,
    ones: int = ONES,
    parts: int = PARTS,
) -> Steadiness:
    """Would the groups be others if one person had stayed at home, or one in twenty?

    Everything is worked out anew without them, and compared for the people who are in both. Who is left out is drawn
    by chance that is the same each time; where there are no more than `ones` people in groups, each is left out once.
    """
    people = len(found.grouped)
    if found.count < 2 or people < 2 * smallest:
        return Steadiness((), (), 0, 0, 0)
    out = np.zeros(found.held.votes.shape[1], dtype=bool) if out is None else out
    agreeing, marks = (found.held.votes[found.grouped] > 0).astype(float), found.held.marks[found.grouped]
    tries = [
        _without(found, agreeing, marks, out, gone, smallest, most_groups) for gone in _leaving(people, ones, parts)
    ]
    count = min(ones, people)
    return Steadiness(
        ones=tuple(each[0] for each in tries[:count]),
        parts=tuple(each[0] for each in tries[count:]),
        other_counts=sum(each[1] != found.count for each in tries),
        other_tops=sum(set(each[2]) != set(found.together) for each in tries),
        reordered=sum(each[2] != found.together for each in tries),
    )


def _leaving(people: int, ones: int, parts: int) -> Iterable[Labels]:
    """Whom to leave out, by their place among the people in groups."""
    chance = np.random.default_rng(5)
    for each in chance.permutation(people)[:ones]:
        yield np.array([each])
    for _part in range(parts):
        yield chance.choice(people, max(1, round(people * PART)), replace=False)


def _without(
    found: Opinion, agreeing: Numbers, marks: Numbers, out: Flags, gone: Labels, smallest: int, most_groups: int
) -> tuple[float, int, tuple[int, ...]]:
    """How alike the groups are without these people, how many there are, and the statements most agreed on."""
    flat = plane(found.held.without(found.grouped[gone]), found.block)
    stay = np.delete(np.arange(len(found.grouped)), gone)
    now = groups(flat.points[found.grouped[stay]], most=most_groups, smallest=smallest)
    inside = np.zeros((len(found.grouped), now.count))
    inside[stay, now.labels] = 1
    agree, cast = inside.T @ agreeing, inside.T @ marks
    scores = ((agree + 1) / (cast + 2)).prod(axis=0)
    return same(found.labels[stay], now.labels), now.count, tuple(said.top(scores, out))

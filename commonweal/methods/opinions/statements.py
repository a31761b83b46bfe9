"""What each group says of each statement: what all can agree on, what tells a group apart, what few hold.

The tests are those of Polis: z of one proportion against a half, z of two proportions against each other, one added to
each count, one-sided at 90 %. A statement that was taken out by moderation is in none of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.methods.opinions.votes import Flags, Labels, Numbers, counts

SURE = 1.2815515655446004  # one-sided, 90 %
MOST = 5
WAYS = (AGREE, DISAGREE) = ("agree", "disagree")
FAR_APART = 0.3  # between the shares of a group and of the rest, for a view that few hold


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of each group (groups × statements) and how they compare with the rest."""

    agree: Labels
    disagree: Labels
    cast: Labels

    @property
    def likely(self) -> tuple[Numbers, Numbers]:
        """How likely somebody of the group agrees, and disagrees: (count + 1) ÷ (votes + 2)."""
        return (self.agree + 1) / (self.cast + 2), (self.disagree + 1) / (self.cast + 2)

    @property
    def others(self) -> Counted:
        """The same of everybody else, for each group."""
        return Counted(*(each.sum(axis=0) - each for each in (self.agree, self.disagree, self.cast)))


@dataclass(frozen=True, slots=True)
class Typical:
    """A statement that tells a group apart from the rest."""

    statement: int  # its column
    way: str  # agree | disagree
    score: float


@dataclass(frozen=True, slots=True)
class Differs:
    """A statement on which one group thinks otherwise than the rest."""

    group: int
    statement: int
    way: str
    group_share: float  # of those of the group who voted on it
    rest_share: float


def counted(votes: Numbers, labels: Labels, number: int) -> Counted:
    """Count, for each group."""
    each = [counts(votes[labels == group]) for group in range(number)]
    return Counted(*(np.array([part[way] for part in each]).reshape(number, votes.shape[1]) for way in range(3)))


def group_consensus(told: Counted) -> Numbers:
    """How far do all groups agree on each statement? The product, over groups, of (agree + 1) ÷ (votes + 2)."""
    return np.asarray(told.likely[0].prod(axis=0))


def top(scores: Numbers, out: Flags, most: int = MOST) -> list[int]:
    """Columns with the highest scores, best first, without what was taken out."""
    order = np.argsort(-scores, kind="stable")
    return [int(each) for each in order if not out[each]][:most]


def one_share(count: Labels, cast: Labels) -> Numbers:
    """z: is it more than half?"""
    return np.asarray(2 * np.sqrt(cast + 1) * ((count + 1) / (cast + 1) - 0.5))


def two_shares(count: Labels, other: Labels, cast: Labels, other_cast: Labels) -> Numbers:
    """z: is it a larger share here than there?"""
    one, two, size, other_size = count + 1, other + 1, cast + 1, other_cast + 1
    pooled = (one + two) / (size + other_size)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (one / size - two / other_size) / np.sqrt(pooled * (1 - pooled) * (1 / size + 1 / other_size))
    return np.asarray(np.where(pooled == 1, 0.0, z))


def consensus(votes: Numbers, out: Flags, most: int = MOST) -> tuple[list[int], list[int]]:
    """What does nearly everybody agree with, and what does nearly nobody? Columns, best first, groups left aside."""
    agree, disagree, cast = counts(votes)
    found = []
    for count in (agree, disagree):
        likely, z = (count + 1) / (cast + 2), one_share(count, cast)
        score = np.where((likely > 0.5) & (z > SURE) & ~out, likely * z, -np.inf)
        order = np.argsort(-score, kind="stable")[:most]
        found.append([int(each) for each in order if np.isfinite(score[each])])
    return found[0], found[1]


def typical(told: Counted, out: Flags, most: int = MOST) -> list[list[Typical]]:
    """Which statements tell each group apart, agreed with first?"""
    likely, rest = told.likely, told.others
    tests = []
    for way, (count, other) in enumerate(((told.agree, rest.agree), (told.disagree, rest.disagree))):
        more = likely[way] / rest.likely[way]
        tests.append((likely[way], one_share(count, told.cast), more, two_shares(count, other, told.cast, rest.cast)))
    return [_typical_of(group, told, tests, out, most) for group in range(len(told.cast))]


Test = tuple[Numbers, Numbers, Numbers, Numbers]  # likely, z of that, how many times the rest's, z of that


def _typical_of(group: int, told: Counted, tests: list[Test], out: Flags, most: int) -> list[Typical]:
    yes, no = ([each[group] for each in test] for test in tests)
    sure = ((yes[1] > SURE) & (yes[3] > SURE)) | ((no[1] > SURE) & (no[3] > SURE))
    agrees = yes[3] > no[3]
    score = np.where(agrees, yes[0] * yes[1] * yes[2] * yes[3], no[0] * no[1] * no[2] * no[3])
    columns = [int(each) for each in np.argsort(-score, kind="stable") if sure[each] and not out[each]]
    first = agreed = _best_agreed(group, told, yes, out)
    if first is None and not columns:
        most_telling = np.where(out, -np.inf, np.maximum(yes[3], no[3]))
        first = int(most_telling.argmax()) if len(out) and not out.all() else None
    if first is None:
        first = columns[0] if columns else None
    chosen = [] if first is None else [first, *(each for each in columns if each != first)][:most]
    # What the group agrees with most surely is told as agreed with. red-dwarf gives it the way of the larger z.
    ways = [AGREE if agrees[each] or each == agreed else DISAGREE for each in chosen]
    found = [Typical(each, way, float(score[each])) for each, way in zip(chosen, ways, strict=True)]
    return sorted(found, key=lambda each: each.way)


def _best_agreed(group: int, told: Counted, yes: list[Numbers], out: Flags) -> int | None:
    """What the group agrees with most surely, so that not only its noes are told. The walk is that of Polis."""
    likely, sure, more, telling = yes
    best: int | None = None
    for each in np.flatnonzero(~out & ((told.agree[group] > 0) | (told.disagree[group] > 0))):
        if best is None:
            better = sure[each] > SURE or (more[each] > 1 and likely[each] > 0.5)
        elif more[best] > 1:
            measure = more * telling * likely * sure
            better = measure[each] > measure[best]
        else:
            better = likely[each] * sure[each] > likely[best] * sure[best]
        best = int(each) if better else best
    return best


def differing(told: Counted, out: Flags, fewest: int) -> list[Differs]:
    """Where does most of a group think otherwise than most of the rest? The furthest apart first.

    Only where at least `fewest` of the group, and of the rest, voted on it.
    """
    rest = told.others
    found = []
    for way, name in enumerate(WAYS):
        count, other = ((told.agree, rest.agree), (told.disagree, rest.disagree))[way]
        share, other_share = count / np.maximum(told.cast, 1), other / np.maximum(rest.cast, 1)
        z = two_shares(count, other, told.cast, rest.cast)
        enough = (told.cast >= fewest) & (rest.cast >= fewest) & ~out
        apart = enough & (share > 0.5) & (other_share < 0.5) & (share - other_share >= FAR_APART) & (z > SURE)
        for group, column in np.argwhere(apart):
            shares = float(share[group, column]), float(other_share[group, column])
            found.append(Differs(int(group), int(column), name, *shares))
    return sorted(found, key=lambda each: (each.rest_share - each.group_share, each.group, each.statement))

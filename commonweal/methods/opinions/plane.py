"""People on a plane: those who vote alike stand near each other.

Principal components of the votes, two of them, with the mean of a statement where somebody has not seen it, and each
person's point moved outward by √(statements ÷ votes cast), as Polis has it (C. Small and others, Polis: scaling
deliberation by mapping high dimensional opinion spaces, Recerca 26(2), 2021): who has voted little would otherwise
stand in the middle whatever they think. Statements that were taken out by moderation are zero for everybody.

The filled matrix is never made. With S the votes (0 where unseen) and M a mark where somebody voted, what the
components need is S − M·mean, and of that only its products by column: S'S, S'M and M'M. Leaving people out then takes
their few rows from those products instead of working through everybody again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from commonweal.methods.opinions.votes import Flags, Labels, Numbers, seen

SMALL = 300  # up to so many statements, all components at once are the quickest
BLOCK = 10  # vectors that are followed to find two
ROUNDS = 1000
NEAR = 1e-9
DIGITS = 9  # people who voted alike stand at one point, whatever the last digits of a sum say


@dataclass(frozen=True, slots=True)
class Sums:
    """Votes, and their products by column."""

    votes: Numbers  # 0 where unseen, and where moderation took a statement out
    marks: Numbers  # 1 where somebody voted
    grown: Numbers  # for each person, √(statements ÷ votes cast)
    by_votes: Numbers  # S'S
    by_both: Numbers  # S'M
    by_marks: Numbers  # M'M

    def without(self, rows: Labels) -> Sums:
        """The same of everybody but these. The rows themselves stay, so that numbers of people stay what they are."""
        votes, marks = self.votes[rows], self.marks[rows]
        return replace(
            self,
            by_votes=self.by_votes - votes.T @ votes,
            by_both=self.by_both - votes.T @ marks,
            by_marks=self.by_marks - marks.T @ marks,
        )


@dataclass(frozen=True, slots=True)
class Plane:
    """Where each person stands, and what the two directions are made of."""

    points: Numbers  # people × 2
    axes: Numbers  # 2 × statements
    share: tuple[float, float]  # of all variance that each direction shows
    block: Numbers  # what to begin with when nearly the same is asked again


def sums(votes: Numbers, out: Flags) -> Sums:
    """Votes in the form in which they are worked with. `out` marks statements that moderation took out."""
    known = seen(votes) & ~out
    marks, held = known.astype(float), np.where(known, votes, 0.0)
    cast = known.sum(axis=1) + int(out.sum())  # zeros count as cast: this is how the figures that are published came
    grown = np.sqrt(votes.shape[1] / np.maximum(cast, 1))
    return Sums(held, marks, grown, held.T @ held, held.T @ marks, marks.T @ marks)


def plane(held: Sums, begin: Numbers | None = None) -> Plane:
    """Who stands near whom? `begin` is the block of a plane near this one."""
    number, total = held.by_marks.diagonal(), held.by_both.diagonal()  # of votes, and their sum, by statement
    means = total / np.maximum(number, 1)
    crossed = held.by_both * means
    spread = held.by_votes - crossed - crossed.T + held.by_marks * means * means[:, None]
    values, block = _directions(spread, begin)
    axes = _turned(block[:, :2].T)
    along = held.votes @ axes.T - held.marks @ (axes * means).T
    whole = float(spread.trace())
    first, second = (np.maximum(values[:2], 0) / whole).tolist() if whole > 0 else (0.0, 0.0)
    return Plane(np.round(along * held.grown[:, None], DIGITS), axes, (first, second), block)


def _directions(spread: Numbers, begin: Numbers | None) -> tuple[Numbers, Numbers]:
    """The directions along which people differ most, as columns, the most telling first; at least two."""
    if len(spread) <= SMALL:
        return _all_at_once(spread)
    block = np.random.default_rng(0).standard_normal((len(spread), BLOCK)) if begin is None else begin
    values = np.zeros(BLOCK)
    for _round in range(ROUNDS):
        block, _rest = np.linalg.qr(block)
        moved = spread @ block
        values, turn = np.linalg.eigh(block.T @ moved)
        values, turn = values[::-1], turn[:, ::-1]
        block, moved = block @ turn, moved @ turn
        off = np.linalg.norm(moved[:, :2] - block[:, :2] * values[:2], axis=0)
        if (off <= NEAR * max(values[0], 1e-300)).all():
            break
        block, found = moved, block
    else:
        block = found
    return values, block


def _all_at_once(spread: Numbers) -> tuple[Numbers, Numbers]:
    values, vectors = np.linalg.eigh(spread)
    values, vectors = values[::-1][:BLOCK], vectors[:, ::-1][:, :BLOCK]
    if len(values) < 2:
        values, vectors = np.append(values, [0.0]), np.hstack([vectors, np.zeros((len(spread), 1))])
    return values, vectors


def _turned(axes: Numbers) -> Numbers:
    """A direction has no head: the statement that counts most in it is made to point to the right."""
    most = np.round(np.abs(axes), DIGITS - 2).argmax(axis=1)  # of equal ones the first
    signs = np.sign(axes[np.arange(len(axes)), most])
    return np.asarray(axes * np.where(signs == 0, 1, signs)[:, None])

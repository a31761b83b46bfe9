"""People on a plane: those who vote alike stand near each other.

Principal components of the votes, two of them, with the mean of a statement where somebody has not seen it, and each
person's point moved outward by √(statements ÷ votes cast), as Polis has it (C. Small and others, Polis: scaling
deliberation by mapping high dimensional opinion spaces, Recerca 26(2), 2021): who has voted little would otherwise
stand in the middle whatever they think. Statements that were taken out by moderation are zero for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.methods.opinions.votes import Flags, Numbers, seen

SMALL = 400  # up to so many rows or columns, all components at once are the quickest
BLOCK = 10  # vectors that are followed to find two
ROUNDS = 400
NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Plane:
    """Where each person stands, and what the two directions are made of."""

    points: Numbers  # people × 2
    axes: Numbers  # 2 × statements
    share: tuple[float, float]  # of all variance that each direction shows
    block: Numbers  # what to begin with when nearly the same is asked again


def plane(votes: Numbers, out: Flags, begin: Numbers | None = None) -> Plane:
    """Who stands near whom? `out` marks statements taken out by moderation; `begin` is the block of a plane near it."""
    marks = seen(votes) & ~out
    number = marks.sum(axis=0)
    held = np.where(marks, votes, 0.0)
    means = held.sum(axis=0) / np.maximum(number, 1)
    held -= np.where(marks, means, 0.0)
    block = _directions(held, begin)
    axes = _turned(block[:, :2].T)
    cast = marks.sum(axis=1) + int(out.sum())  # zeros count as cast: this is how the figures that are published came
    grown = np.sqrt(votes.shape[1] / np.maximum(cast, 1))
    along = held @ axes.T
    whole = float((held**2).sum())
    first, second = ((along**2).sum(axis=0) / whole).tolist() if whole else (0.0, 0.0)
    return Plane(along * grown[:, None], axes, (first, second), block)


def _directions(held: Numbers, begin: Numbers | None) -> Numbers:
    """The directions along which people differ most, as columns, the most telling first; at least two."""
    people, statements = held.shape
    if min(people, statements) <= SMALL:
        return _all_at_once(held)
    chance = np.random.default_rng(0)
    block = begin if begin is not None else chance.standard_normal((statements, BLOCK))
    block, _rest = np.linalg.qr(block)
    for _round in range(ROUNDS):
        moved = held.T @ (held @ block)
        values, turn = np.linalg.eigh(block.T @ moved)
        turn = turn[:, ::-1]
        block, moved = block @ turn, moved @ turn
        off = np.linalg.norm(moved[:, :2] - block[:, :2] * values[::-1][:2], axis=0)
        if (off <= NEAR * max(values[-1], 1e-300)).all():
            break
        block, _rest = np.linalg.qr(moved)
    return block


def _all_at_once(held: Numbers) -> Numbers:
    people, statements = held.shape
    if statements <= people:
        _values, vectors = np.linalg.eigh(held.T @ held)
        found = vectors[:, ::-1][:, :BLOCK]
    else:
        values, vectors = np.linalg.eigh(held @ held.T)
        long = np.sqrt(np.maximum(values[::-1][:BLOCK], 0))
        found = held.T @ vectors[:, ::-1][:, :BLOCK] / np.where(long > 1e-12, long, np.inf)
    if found.shape[1] < 2:
        found = np.hstack([found, np.zeros((statements, 2 - found.shape[1]))])
    return np.asarray(found)


def _turned(axes: Numbers) -> Numbers:
    """A direction has no head: the statement that counts most in it is made to point to the right."""
    most = np.abs(axes).argmax(axis=1)
    signs = np.sign(axes[np.arange(len(axes)), most])
    return np.asarray(axes * np.where(signs == 0, 1, signs)[:, None])

"""Works results out from votes: at most once in a moment for each conversation, however many people look.

What is kept is in memory only, and goes by a number that moves with every vote: nothing of somebody who took their
votes back outlasts the next look by more than a moment. What is shown says when it was counted.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone

from commonweal.listening.models import Conversation, Statement, Vote
from commonweal.methods import opinion as methods

GAP = 0.5  # seconds between two workings-out while votes come in
MOST_HELD = 50
# Leaving people out takes as long as there are people and statements: of very many, fewer tries are made.
MANY_CELLS, FEWER_ONES, FEWER_PARTS = 400_000, 6, 2


@dataclass(frozen=True, slots=True)
class Worked:
    """Votes as a matrix, and what follows from them."""

    moved: int
    numbers: tuple[int, ...]  # of the statements, as the columns are
    out: methods.Flags
    matrix: methods.Matrix
    found: methods.Opinion
    steady: methods.Steadiness
    made: float
    at: datetime  # every vote that was kept by then is in it
    shown: dict[object, str] = field(default_factory=dict, compare=False)  # pages made of it, for whoever looks next

    @property
    def people(self) -> int:
        """How many people have voted."""
        return len(self.matrix.people)


_held: dict[object, Worked] = {}
_working: dict[object, threading.Lock] = {}
_door = threading.Lock()


def worked(conversation: Conversation) -> Worked:
    """The results as they stand, never older than a moment."""
    found = _held.get(conversation.pk)
    if found is not None and (found.moved == conversation.moved or time.monotonic() - found.made < GAP):
        return found
    with _door:
        lock = _working.setdefault(conversation.pk, threading.Lock())
    # Whoever comes while somebody works it out reads what was found a moment ago, where there is such a thing.
    if not lock.acquire(blocking=found is None):
        return found  # type: ignore[return-value]
    try:
        again = _held.get(conversation.pk)
        if again is not None and again.moved == conversation.moved:
            return again
        return _keep(conversation.pk, work(conversation))
    finally:
        lock.release()


def _keep(key: object, found: Worked) -> Worked:
    with _door:
        _held.pop(key, None)
        _held[key] = found
        while len(_held) > MOST_HELD:
            oldest = next(iter(_held))
            _held.pop(oldest)
            _working.pop(oldest, None)
    return found


def work(conversation: Conversation) -> Worked:
    """Work it all out from the votes."""
    at = timezone.now()
    states = dict(conversation.statements.counting().values_list("number", "state"))  # type: ignore[attr-defined]
    rows = Vote.objects.filter(voter__conversation=conversation, statement__state__in=set(states.values()) or {""})
    # A person has one vote on a statement, so their order says nothing. Ids as text sort as they do as numbers, and
    # making a number of each would take as long as all the rest of the reading.
    rows = rows.annotate(person=Cast("voter_id", CharField()))
    votes = methods.matrix(rows.values_list("person", "statement__number", "value"))
    numbers = tuple(int(str(each)) for each in votes.statements)
    out = np.array([states.get(each) != Statement.IN for each in numbers], dtype=bool)
    smallest = conversation.smallest
    needed = min(methods.FEWEST_VOTES, max(1, sum(state == Statement.IN for state in states.values())))
    found = methods.opinion(votes.votes, out, smallest=smallest, fewest_votes=needed)
    many = votes.votes.size > MANY_CELLS
    tries = dict(ones=FEWER_ONES, parts=FEWER_PARTS) if many else {}
    steady = methods.steadiness(found, out, smallest=smallest, **tries)
    return Worked(conversation.moved, numbers, out, votes, found, steady, time.monotonic(), at)

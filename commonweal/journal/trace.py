"""The thread: follow any decision back to what it rests on, any voice forward to what was done.

A thing rests on what the entries that touched it were made because of, and on what the changes around those entries
were made because of: who opens a centre because of a voice has the centre's rooms made within that. A line rests on the
voice it was chosen from, by the entry of its choosing (`leads`). Every step is
filtered by what the viewer may see; how many steps are hidden is said only when they are five or more, so that nothing
can be guessed from a count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.journal.models import Because, Entry, Touched
from commonweal.journal.refs import Ref

FEW = 5
DEEPEST = 12
_leads: dict[str, tuple[str, str]] = {}


def leads(what: str, *, of: str, to: str) -> None:
    """Called once by a room, for a verb by which one thing comes out of another without a reason being given.

    Choosing a line of a voice touches the voice and the line: the line rests on its voice. Only what is recorded in the
    journal is walked; this says in which direction.
    """
    _leads[what] = (of, to)


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the thread: `thing` was reached from `from_thing` by what happened in `what`, `at` that time."""

    thing: Ref
    card: Card
    from_thing: Ref
    what: str
    at: datetime
    depth: int


@dataclass(frozen=True, slots=True)
class Thread:
    """What was found, nearest first. `hidden` is None when fewer than five steps were hidden, or none."""

    start: Ref
    steps: tuple[Step, ...]
    hidden: int | None
    cut: bool  # deeper steps exist than were followed


def back(viewer: Actor, start: Ref) -> Thread:
    """What does this rest on? Voices, figures and decisions behind it, and what is behind those."""
    return _walk(viewer, start, "back")


def forward(viewer: Actor, start: Ref) -> Thread:
    """What came of this? Everything that was done because of it, and what was done because of that."""
    return _walk(viewer, start, "forward")


def _walk(viewer: Actor, start: Ref, way: Literal["back", "forward"]) -> Thread:
    seen = {start}
    edge = [start]
    steps: list[Step] = []
    hidden = 0
    for depth in range(1, DEEPEST + 1):
        found = list(_next(edge, way))
        cards = kinds.cards(viewer, {thing for thing, *_ in found})
        edge = []
        for thing, from_thing, what, at in found:
            if thing in seen:
                continue
            seen.add(thing)
            card = cards.get(thing)
            if card is None:
                # A hidden step ends the walk there: what lies beyond it could tell what it is.
                hidden += 1
                continue
            steps.append(Step(thing, card, from_thing, what, at, depth))
            edge.append(thing)
        if not edge:
            return Thread(start, tuple(steps), hidden if hidden >= FEW else None, cut=False)
    return Thread(start, tuple(steps), hidden if hidden >= FEW else None, cut=True)


def _next(edge: Iterable[Ref], way: Literal["back", "forward"]) -> Iterable[tuple[Ref, Ref, str, datetime]]:
    near, far = (Touched, Because) if way == "back" else (Because, Touched)
    by_kind: dict[str, list[str]] = {}
    for each in edge:
        by_kind.setdefault(each.kind, []).append(each.id)
    for kind, ids in by_kind.items():
        entries: dict[object, list[Ref]] = {}
        for entry, thing in near.objects.filter(kind=kind, thing__in=ids).values_list("entry_id", "thing"):
            entries.setdefault(entry, []).append(Ref(kind, thing))
        _widen(entries, way)
        rows = far.objects.filter(entry_id__in=entries).order_by("entry__at", "entry_id", "id")
        for entry, far_kind, thing, what, at in rows.values_list(
            "entry_id", "kind", "thing", "entry__what", "entry__at"
        ):
            for from_thing in entries[entry]:
                yield Ref(far_kind, thing), from_thing, what, at
        yield from _led(kind, ids, way)


def _led(kind: str, ids: list[str], way: Literal["back", "forward"]) -> Iterable[tuple[Ref, Ref, str, datetime]]:
    """What these came out of (back), or what came out of them (forward), by verbs that lead from one to the other."""
    near, far = (1, 0) if way == "back" else (0, 1)
    whats = {what: ends[far] for what, ends in _leads.items() if ends[near] == kind}
    if not whats:
        return
    rows = Touched.objects.filter(kind=kind, thing__in=ids, entry__what__in=whats)
    here: dict[object, list[Ref]] = {}
    for entry, thing in rows.values_list("entry_id", "thing"):
        here.setdefault(entry, []).append(Ref(kind, thing))
    others = Touched.objects.filter(entry_id__in=here, kind__in=set(whats.values())).order_by("entry__at", "id")
    for entry, other, thing, what, at in others.values_list("entry_id", "kind", "thing", "entry__what", "entry__at"):
        if whats.get(what) == other:
            for from_thing in here[entry]:
                yield Ref(other, thing), from_thing, what, at


def _widen(entries: dict[object, list[Ref]], way: Literal["back", "forward"]) -> None:
    """Add the changes around these (back: they rest on the same) or within them (forward: they too came of it)."""
    near, far = ("id", "within_id") if way == "back" else ("within_id", "id")
    new = set(entries)
    while new:
        pairs = Entry.objects.filter(**{f"{near}__in": new}).exclude(within_id=None).values_list(near, far)
        new = set()
        for entry, other in pairs:
            if other not in entries:
                entries[other] = []
                new.add(other)
            entries[other] += [ref for ref in entries[entry] if ref not in entries[other]]

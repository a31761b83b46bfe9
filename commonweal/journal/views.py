"""The history of a thing, and the thread it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.journal import kinds, picture, queries, sorts, trace
from commonweal.journal import status as standing
from commonweal.journal.kinds import Card
from commonweal.journal.queries import EntryRow
from commonweal.journal.refs import Ref
from commonweal.journal.status import GivenUpRow, StatusRow


@dataclass(frozen=True, slots=True)
class StepRow:
    """One stretch of the thread, backwards or forwards."""

    way: str  # "back" | "forward"
    depth: int
    kind: str
    id: str
    title: str
    address: str
    what: str
    at: datetime
    note: str = ""  # whose it is; of a figure, what it came to and by which file
    sort: str = ""  # what people said, a decision, a promise …
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """What a thread is about, and what of it cannot be shown."""

    kind: str
    id: str
    title: str
    address: str
    hidden_back: int | None  # None: fewer than five, or none
    hidden_forward: int | None


@require_safe
@answers("What has happened to a thing, newest first", rows={"thing": Card, "entries": list[EntryRow]}, table="entries")
def history(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """What has happened to this, who by in kind, and because of what."""
    thing = Ref(kind, id)
    viewer = request.viewer  # type: ignore[attr-defined]
    card = queries.thing_card(viewer, thing)
    entries = queries.history(viewer, thing)
    known = kinds.kind(kind)
    page = {"ref": thing, "label": str(known.label) if known else kind, "crumbs": crumbs(card), "most": queries.MOST}
    page["invented"] = card.invented
    return answer(request, "journal/history.html", page=page, thing=card, entries=entries)


@require_safe
@answers(
    "What a thing rests on, and what came of it", rows={"thread": ThreadRow, "steps": list[StepRow]}, table="steps"
)
def thread(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """The thread, back and forward."""
    thing = Ref(kind, id)
    viewer = request.viewer  # type: ignore[attr-defined]
    card = queries.thing_card(viewer, thing)
    back, forward = trace.back(viewer, thing), trace.forward(viewer, thing)
    steps = [
        StepRow(
            way, s.depth, s.thing.kind, s.thing.id, s.card.title, s.card.address, s.what, s.at, s.card.note, *_sorted(s)
        )
        for way, found in (("back", back), ("forward", forward))
        for s in found.steps
    ]
    about = ThreadRow(kind, id, card.title, card.address, back.hidden, forward.hidden)
    drawn = picture.draw(thing, card, back.steps, forward.steps) if steps else None
    page = {
        "ref": thing,
        "picture": drawn,
        "tall": picture.draw_tall(thing, card, back.steps, forward.steps) if steps else None,
        "sorts": picture.sorts_in(drawn) if drawn else [],
        "sort": sorts.of(kind),
        "back": [s for s in steps if s.way == "back"],
        "forward": [s for s in steps if s.way == "forward"],
        "cut": back.cut or forward.cut,
        "crumbs": crumbs(card),
        "invented": card.invented,
    }
    return answer(request, "journal/thread.html", page=page, thread=about, steps=steps)


def _sorted(step: trace.Step) -> tuple[str, str]:
    sort = sorts.of(step.thing.kind)
    return str(sort.label), sort.icon


@require_safe
@answers(
    "How the work behind the pages stands",
    rows={"queues": StatusRow, "given_up": list[GivenUpRow]},
    table="given_up",
)
def status(request: HttpRequest) -> HttpResponse:
    """For the administrator: what waits, and what was given up."""
    stands, rows = standing.status(request.viewer)  # type: ignore[attr-defined]
    return answer(request, "journal/status.html", queues=stands, given_up=rows)


def crumbs(card: Card) -> list[tuple[str, str]]:
    """The way back to the thing's own page, where it has one."""
    return [(card.title, card.address)] if card.address else []

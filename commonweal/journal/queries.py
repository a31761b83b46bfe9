"""What can be read of the journal: the history of a thing, as this viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_lazy

from commonweal.core.errors import NotFound
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.journal.models import Because, Entry
from commonweal.journal.refs import Ref

MOST = 500


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One thing that happened. `by` says what kind of person did it, never who: names are asked of `people`."""

    what: str
    at: datetime
    by: str
    channel: str
    because: tuple[Card, ...]
    facts: dict[str, object]


BY = {
    "account": gettext_lazy("somebody signed in"),
    "contributor": gettext_lazy("somebody with a slip code"),
    "house": gettext_lazy("the software"),
    "link": gettext_lazy("whoever was given a link to it"),
}


def thing_card(viewer: Actor, thing: Ref) -> Card:
    """The thing in one line, or NotFound: one that may not be seen looks like one that is not there."""
    card = kinds.cards(viewer, [thing]).get(thing)
    if card is None:
        raise NotFound(gettext("There is nothing at this address, or nothing you may see."))
    return card


def history(viewer: Actor, thing: Ref) -> list[EntryRow]:
    """What has happened to this thing, newest first."""
    thing_card(viewer, thing)
    entries = list(
        Entry.objects.filter(touched__kind=thing.kind, touched__thing=thing.id).order_by("-at", "-id")[:MOST]
    )
    reasons: dict[object, list[Ref]] = {}
    for row in Because.objects.filter(entry__in=entries):
        reasons.setdefault(row.entry_id, []).append(Ref(row.kind, row.thing))
    cards = kinds.cards(viewer, {ref for refs in reasons.values() for ref in refs})
    return [
        EntryRow(
            what=entry.what,
            at=entry.at,
            by=str(BY.get(entry.who_kind) or gettext("somebody")),
            channel=entry.channel,
            because=tuple(cards[ref] for ref in reasons.get(entry.id, []) if ref in cards),
            facts=entry.facts,
        )
        for entry in entries
    ]

"""What a slip code shows: when it was given out, what came of what was given with it, and what was agreed to.

Status only. What somebody said is never shown here, not even as a title: a slip is paper, and paper is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from commonweal.journal import kinds, trace
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.journal.models import Entry, Touched
from commonweal.journal.refs import Ref
from commonweal.people import consent, queries, receipts
from commonweal.people.consent import PURPOSES
from commonweal.people.models import Contributor
from commonweal.people.receipts import Receipt
from commonweal.people.roles import PLACE


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """One thing somebody agrees to now, with the words they heard."""

    purpose: str
    sentence: str
    words: str
    version: int
    language: str
    given_at: datetime
    witnessed: bool


@dataclass(frozen=True, slots=True)
class HappenedRow:
    """Something given with the slip, or something that came of it: what sort of thing, and when."""

    at: datetime
    label: str
    what: str


@dataclass(frozen=True, slots=True)
class SlipStatus:
    """All that a code shows."""

    given_out: datetime
    place: str
    agreed: list[AgreedRow]
    given: list[HappenedRow]
    came: list[HappenedRow]
    receipts: list[Receipt]
    look_ups: list[queries.LookUpRow]


def status(viewer: Actor, contributor: Contributor) -> SlipStatus:
    """What this slip's holder may know of it."""
    own = receipts.things(viewer)
    followed = own | {step.thing for thing in own for step in trace.forward(viewer, thing).steps}
    things = {thing: told for thing, told in _given(viewer, own).items() if thing not in followed}
    return SlipStatus(
        given_out=contributor.made_at,
        place=place_of(viewer, contributor).title,
        agreed=agreed(viewer),
        given=[HappenedRow(at, _label(thing), what) for thing, (at, what) in things.items()],
        came=_came(viewer, things),
        receipts=receipts.receipts(viewer),
        look_ups=queries.look_ups_of(viewer),
    )


def agreed(person: Actor) -> list[AgreedRow]:
    """What this person agrees to now, in the order in which people are asked."""
    rows = {row.purpose: row for row in consent.standing(person).select_related("wording")}
    return [
        AgreedRow(
            *(purpose, sentence, row.wording.words, row.wording.version, row.wording.language, row.given_at),
            witnessed=bool(row.witness_id),
        )
        for purpose, sentence in PURPOSES.items()
        if (row := rows.get(purpose))
    ]


def place_of(viewer: Actor, contributor: Contributor) -> Card:
    """The place where the slip was given out; an empty card where none was named."""
    where = Ref(PLACE, contributor.place)
    return kinds.cards(viewer, [where]).get(where, Card("")) if contributor.place else Card("")


def _given(person: Actor, own: set[Ref]) -> dict[Ref, tuple[datetime, str]]:
    """Things that this person made or changed, or that were written down for them; not the slip and its agreements.

    Nor what was merely touched as they gave something that has a receipt: the gathering at which they spoke.
    """
    by = Q(who_kind=person.kind, who_id=person.id) | Q(for_kind=person.kind, for_id=person.id)
    rows = Touched.objects.filter(entry__in=Entry.objects.filter(by)).exclude(kind__startswith="people.")
    spoken = Touched.objects.filter(kind__in={ref.kind for ref in own}, thing__in=[ref.id for ref in own])
    rows = rows.exclude(entry__in=spoken.values("entry"))
    found: dict[Ref, tuple[datetime, str]] = {}
    for kind, thing, at, what in rows.order_by("entry__at").values_list("kind", "thing", "entry__at", "entry__what"):
        found.setdefault(Ref(kind, thing), (at, what))
    return found


def _came(viewer: Actor, things: Iterable[Ref]) -> list[HappenedRow]:
    steps = {step.thing: step for thing in things for step in trace.forward(viewer, thing).steps}
    rows = [HappenedRow(step.at, _label(step.thing), step.what) for step in steps.values()]
    return sorted(rows, key=lambda row: row.at)


def _label(thing: Ref) -> str:
    known = kinds.kind(thing.kind)
    return known.label if known else thing.kind

"""What people say, beside a profile: asked for each time, never kept with it, for a yes can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.journal.actor import Actor
from commonweal.listening import render
from commonweal.listening.beside.queries import beside_all
from commonweal.listening.models import Exhibition, ExhibitionItem, Quote
from commonweal.places.models import Place

MOST = 8


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A line that somebody let stand, and why it is here."""

    words: str
    language: str
    credit: str
    chosen: str  # how it stands to a number, or the exhibition it hangs in
    address: str


def chosen(viewer: Actor, place: Place) -> tuple[VoiceRow, ...]:
    """Lines that people of the place chose: beside a number first, then those that hang in an open exhibition."""
    found = {row.words: row for row in (*_beside(viewer, place), *_hanging(place))}
    return tuple(found.values())[:MOST]


def _beside(viewer: Actor, place: Place) -> list[VoiceRow]:
    rows = [each for those in beside_all(viewer, place.pk).values() for each in those]
    return [VoiceRow(each.words, each.language, each.credit, each.way_label, each.address) for each in rows]


def _hanging(place: Place) -> list[VoiceRow]:
    opened = Exhibition.objects.is_open().filter(place=place)
    lines = ExhibitionItem.objects.hanging().filter(room__exhibition__in=opened, show=ExhibitionItem.LINE)
    names = dict(lines.values_list("quote", "room__exhibition__title"))
    if not names:  # as in most places: who may be quoted is then nobody's question
        return []
    quotes = Quote.objects.public().filter(pk__in=list(names)).select_related("words", "voice")
    return [
        VoiceRow(render.quoted(each).strip(), each.words.language, render.whose(each.voice), names[each.pk],
                 f"/voice/{each.voice_id}")
        for each in quotes.prefetch_related("words__redactions").order_by("made_at")
    ]  # fmt: skip

"""A small place in which a café of six tables was listened to, and people who make sense of it together."""

from __future__ import annotations

from datetime import date

from commonweal.journal.actor import FACE, HOUSE, Actor
from commonweal.listening import changes
from commonweal.listening.models import Gathering, Voice
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.places import changes as place_changes
from commonweal.places.models import Place

TABLES = (
    "The bus stops at six. After work there is no way to reach the surgery.",
    "Nobody knocks any more. I sit by the window and count the buses.",
    "The damp makes the little one cough all winter. I told the landlord three times.",
    "My neighbour drives me when she can 🚗. That is what keeps us going.",
    "Last bus at six!\r\nThen we walk, in the dark, past the works.",
    "Somebody should knock on doors. Not a leaflet: a knock.",
)
ALL = ("listen", "code", "quote")


def place_called(slug: str = "ferngate") -> Place:
    """A place with nothing in it."""
    return place_changes.make_place(HOUSE, slug=slug, name=slug.title(), footprint="", invented=True)


def give(place: Place, words: str, agreed=ALL, **said) -> Voice:
    """Somebody with a slip says something."""
    slip, _code = give_slip(HOUSE, place=str(place.pk))
    said = {"kind": "story", **said}
    return changes.record_voice(actors.of_contributor(slip), place=place, words=words, agreed=agreed, **said)


class Cafe:
    """Six tables, a note from each; a facilitator and a resident who read."""

    def __init__(self, make, agreed=ALL, place: Place | None = None):
        self.place = place or place_called()
        self.femi: Actor = make.person(facilitator=self.place)
        self.dot: Actor = make.person(coder=self.place)  # a resident
        self.gathering: Gathering = changes.open_gathering(
            self.femi, place=self.place, kind="cafe", name="Café at the hall", on=date(2026, 6, 4),
            question="What keeps you from seeing people?",
        )  # fmt: skip
        self.voices = [
            give(self.place, words, agreed, kind="table_note", gathering=self.gathering, given_on=date(2026, 6, 4))
            for words in TABLES
        ]


__all__ = ["FACE", "TABLES", "Cafe", "give", "place_called"]

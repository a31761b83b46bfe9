"""A small place with a steward, a listener, a body, and somebody who said something that may be quoted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.directory.changes import add_organization
from commonweal.directory.models import Organization
from commonweal.inquiry import changes
from commonweal.inquiry.models import Commitment, Decision
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.refs import Ref
from commonweal.listening.changes import choose_quote, record_voice
from commonweal.listening.models import Quote, Voice
from commonweal.listening.receiving.changes import read_voice
from commonweal.people import actors
from commonweal.people.changes import give_slip
from commonweal.people.models import Contributor
from commonweal.places.changes import make_place
from commonweal.places.models import Place

DAY = timedelta(days=1)
WORDS = "The lift in Mill House has been broken since March and my mother cannot get down to the street any more."


@dataclass
class Thread:
    """A thread from a voice to a promise."""

    place: Place
    steward: Actor
    listener: Actor
    body: Organization
    slip: Contributor
    code: str
    teller: Actor
    voice: Voice
    quote: Quote | None = None
    decision: Decision | None = None
    made: list[Commitment] = field(default_factory=list)

    def decide(self, **told):
        """A decision because of the line."""
        told = {
            "title": "Repair the lift first",
            "on": timezone.localdate(),
            "by_whom": "The residents’ meeting",
        } | told
        because = [Ref("listening.quote", str(self.quote.pk))]
        self.decision = changes.make_decision(self.steward, place=self.place, because=because, **told)
        return self.decision

    def promise(self, resident: Actor | None = None, **told) -> Commitment:
        """A promise that carries it out, confirmed by its resident."""
        resident = resident or self.teller
        told = {"title": "Mend the lift in Mill House", "by": timezone.localdate() + 30 * DAY} | told
        called = told.pop("called", "A tenant of Mill House")
        confirmed = told.pop("confirmed", True)
        held = changes.make_commitment(
            self.steward, place=self.place, body=self.body, resident=resident, decision=self.decision, **told
        )
        if confirmed:
            changes.confirm(resident, held, called=called)
        return held


@pytest.fixture
def thread(make) -> Thread:
    """Somebody said something; a listener read it and chose a line."""
    place = make_place(HOUSE, slug="dale", name="Dale", footprint="One neighbourhood", invented=True)
    body = add_organization(HOUSE, place=place, name="Dale Council", description="The council.")
    slip, code = give_slip(HOUSE, place=str(place.pk))
    teller = actors.of_contributor(slip)
    voice = record_voice(teller, place=place, kind="story", words=WORDS, agreed=["listen", "code", "quote"])
    steward, listener = make.person(steward=place), make.person(listener=place)
    read_voice(listener, voice)
    quote = choose_quote(listener, voice, words=voice.words.get(), start=0, stop=45)
    return Thread(place, steward, listener, body, slip, code, teller, voice, quote)

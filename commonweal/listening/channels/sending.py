"""Telling somebody something: by text or e-mail at once; by phone, letter or face to face through a helper's list."""

from __future__ import annotations

from django.db import transaction

from commonweal.core.errors import DomainError
from commonweal.journal.actor import HOUSE, Actor
from commonweal.listening.channels import changes, queries
from commonweal.listening.channels.words import EMAIL, TEXT
from commonweal.listening.models import Told
from commonweal.people import letters, texts
from commonweal.places.models import Place

Fact = str | int


def send(person: Actor, message_key: str, *, place: Place | None = None, by: str = "", **facts: Fact) -> Told:
    """Tell somebody something, in the way they chose and in no other.

    Nothing goes out to somebody who was never asked, or who chose not to be told: the row that comes back says so
    (`state` "not"). `by` names a channel where the caller can do no other: NotAllowed unless it is the one they chose.
    `facts` fill the message's gaps: counts, days, names of places and addresses of ours, never what anybody said.
    A text or an e-mail goes once the change around this is kept; what a person has to do is on the place's list.
    """
    told = changes.keep_told(HOUSE, person, message=message_key, facts=dict(facts), place=place, by=by)
    if told.state == Told.WAITS and told.channel in (TEXT, EMAIL):
        transaction.on_commit(lambda: deliver(told))
    return told


def deliver(told: Told) -> bool:
    """Hand one over to whoever carries it. What cannot be handed over is on the helpers' list."""
    choice = queries.chosen(Actor(told.person_kind, told.person_id))
    if choice is None or choice.channel != told.channel:
        return False  # they chose otherwise meanwhile
    reach, words = queries.reach_of(choice), queries.words_of(told, choice.language)
    sent = bool(reach) and (_text(reach, words) if choice.channel == TEXT else _letter(reach, words))
    changes.settle(HOUSE, told, sent=sent)
    return sent


def _text(number: str, words: str) -> bool:
    try:
        texts.send(number, words)
    except DomainError:
        return False
    return True


def _letter(address: str, words: str) -> bool:
    return letters.send(address, "listening_told", words=words, link=letters.site_address("/slip"))

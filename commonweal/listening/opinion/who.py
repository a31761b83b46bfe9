"""Who looks at statements, and who holds a conversation: asked by readers and by rules alike."""

from __future__ import annotations

from commonweal.journal.actor import Actor
from commonweal.listening.models import Conversation
from commonweal.listening.rules import GATHER, THEMES, in_place
from commonweal.people.rules import administers


def moderates(who: Actor, conversation: Conversation) -> bool:
    """Does somebody look at statements here? Those who find themes do, residents among them."""
    return any(in_place(who, power, conversation.place) for power in (THEMES, GATHER))


def holds(who: Actor, conversation: Conversation) -> bool:
    """Does somebody hold gatherings where this conversation is?"""
    return in_place(who, GATHER, conversation.place) or administers(who)

"""Tells the journal of conversations and statements, and how somebody, or a voice, is taken out of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.listening import leaving
from commonweal.listening.models import Conversation, Statement
from commonweal.listening.opinion import erase, held, queries
from commonweal.people import held_beside


def register() -> None:
    """Called once, as the room makes itself ready."""
    leaving.register(erase.voices)
    held_beside.register(held.gather)
    kinds.register(
        "listening.conversation",
        label=_("a conversation with votes"),
        model=Conversation,
        visible_to=queries.visible_to,
        describe=queries.describe,
    )
    kinds.register(
        "listening.statement",
        label=_("a statement to vote on"),
        model=Statement,
        visible_to=queries.statements_visible_to,
        describe=queries.describe_statements,
        erase=erase.person,
    )

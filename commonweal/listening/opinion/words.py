"""What things are called where people vote on statements."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.listening.models import Conversation, Statement, Vote

ADDS: dict[str, Any] = {
    Conversation.EVERYONE: _("Everybody, signed in or not"),
    Conversation.KNOWN: _("Whoever is signed in, or has a slip"),
    Conversation.HELPERS: _("Only those who hold gatherings here"),
}
VALUES: dict[int, Any] = {Vote.AGREE: _("Agree"), Vote.DISAGREE: _("Disagree"), Vote.PASS: _("Pass")}
STATES: dict[str, Any] = {
    Statement.WAITING: _("waits to be looked at"),
    Statement.IN: _("let in"),
    Statement.OUT: _("taken out"),
    Statement.GONE: _("taken back"),
}
CHANNELS: dict[str, Any] = {
    "online": _("on a screen"),
    "room": _("on a phone in the room"),
    "paper": _("on paper"),
    "face": _("through somebody who wrote it down"),
}
LONGEST = 300  # letters of a statement
MOST_STATEMENTS = 1000
MOST_DEVICES = 2000  # in one conversation
ROOM_LETTERS, ROOM_LENGTH = "23456789BCDFGHJKMNPQRSTVWXYZ", 5  # no vowels: no words by chance

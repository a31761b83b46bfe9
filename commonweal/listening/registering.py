"""Tells the journal what is kept here and how it goes; the parts of the room tell of their own."""

from __future__ import annotations

from types import ModuleType

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.listening import cards, changes, erase, held, keep_changes
from commonweal.listening.beside import registering as beside
from commonweal.listening.capture import registering as capture
from commonweal.listening.channels import registering as channels
from commonweal.listening.coding import registering as coding
from commonweal.listening.exhibition import registering as exhibition
from commonweal.listening.helping import registering as helping
from commonweal.listening.media import registering as media
from commonweal.listening.models import Gathering, Hold, Quote, Voice
from commonweal.listening.opinion import registering as opinion
from commonweal.listening.paper import registering as paper
from commonweal.listening.reached import registering as reached
from commonweal.listening.receiving import registering as receiving
from commonweal.listening.texting import registering as texting
from commonweal.listening.walks import registering as walks
from commonweal.listening.works import registering as works
from commonweal.people import consent, erase_changes, held_beside

PARTS: tuple[ModuleType, ...] = (
    beside,
    capture,
    channels,
    coding,
    exhibition,
    helping,
    media,
    opinion,
    paper,
    reached,
    receiving,
    texting,
    walks,
    works,
)


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "listening.voice",
        label=_("a voice"),
        model=Voice,
        visible_to=cards.voices_visible_to,
        describe=cards.describe_voices,
        erase=erase.person,
    )
    kinds.register(
        "listening.quote",
        label=_("a line that somebody said"),
        model=Quote,
        visible_to=cards.quotes_visible_to,
        describe=cards.describe_quotes,
        voices=cards.said_in,
    )
    for name, label, model, visible_to, describe in (
        ("gathering", _("a gathering"), Gathering, cards.gatherings_visible_to, cards.describe_gatherings),
        ("hold", _("a voice held back"), Hold, cards.holds_visible_to, cards.describe_holds),
    ):
        kinds.register(f"listening.{name}", label=label, model=model, visible_to=visible_to, describe=describe)
    consent.follow(changes.follow_withdrawal)
    held_beside.register(held.gather)
    erase_changes.register_proof(keep_changes.proof_of)
    for part in PARTS:
        part.register()

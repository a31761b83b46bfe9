"""Who may begin a conversation, add to it, vote in it, and let statements in. Each refusal says who could."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Conversation, PaperBatch, Statement
from commonweal.listening.opinion.who import moderates
from commonweal.listening.rules import THEMES, may_gather
from commonweal.people import persons
from commonweal.people.actors import person_of
from commonweal.people.roles import holders
from commonweal.people.rules import administers, helps


def may_lead(who: Actor, conversation: Conversation, **_kwargs: Any) -> None:
    """Whoever holds gatherings in the place."""
    may_gather(who, place=conversation.place)


def may_moderate(who: Actor, statement: Statement, **_kwargs: Any) -> None:
    """Whoever finds themes or holds gatherings in the place: never alone by whoever is criticised."""
    if not moderates(who, statement.conversation):
        raise NotAllowed(
            _("Only somebody who finds themes or holds gatherings here can do this: %s.") % holders(THEMES)
        )


def may_add(who: Actor, *, conversation: Conversation, **_kwargs: Any) -> None:
    """Whoever the conversation lets."""
    _refuse_closed(conversation)
    if moderates(who, conversation):
        return
    if conversation.adds == Conversation.HELPERS:
        raise NotAllowed(_("Only those who hold gatherings here add statements to this conversation."))
    if conversation.adds == Conversation.KNOWN and not person_of(who).known:
        raise NotAllowed(_("Sign in, or type the code of a slip, to add a statement here."))
    _refuse_stranger(who, conversation)


def may_vote(who: Actor, *, conversation: Conversation, device: str = "", **_kwargs: Any) -> None:
    """Everybody, once: by an account, a slip, or the device they hold. For somebody else, a helper of the place."""
    _refuse_closed(conversation)
    if not (person_of(who).known or device):
        raise NotAllowed(_("Nobody’s vote cannot be counted. Begin on the page of the conversation."))
    _refuse_stranger(who, conversation)


def _refuse_closed(conversation: Conversation) -> None:
    if not conversation.open:
        raise Clash(_("This conversation is closed. Its results stay."))


def _refuse_stranger(who: Actor, conversation: Conversation) -> None:
    person = person_of(who)
    if who.for_id and not (helps(who, person) or administers(who)):
        raise NotAllowed(_("Only a helper of this place can vote for somebody else, as they say."))
    if person.kind == "contributor" and persons.places_of(person) - {str(conversation.place_id)}:
        raise NotAllowed(_("This slip was given out in another place. Vote there, or get a slip here."))


def may_take_votes_back(who: Actor, *, conversation: Conversation, device: str = "", **_kwargs: Any) -> None:
    """Whoever cast them; for somebody else, a helper of the place. After it is closed too."""
    if not (person_of(who).known or device):
        raise NotAllowed(_("Only the person who voted can take their votes back."))
    _refuse_stranger(who, conversation)


def may_type_paper(who: Actor, conversation: Conversation, **_kwargs: Any) -> None:
    """Whoever holds gatherings in the place; after the conversation was closed too, for paper comes late."""
    may_gather(who, place=conversation.place)


def may_drop_batch(who: Actor, batch: PaperBatch, **_kwargs: Any) -> None:
    """Whoever may type paper in."""
    may_gather(who, place=batch.conversation.place)

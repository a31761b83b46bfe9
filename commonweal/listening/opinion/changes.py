"""How a conversation begins and ends, statements come in and go out, and votes are cast and taken back.

The journal keeps that there was a vote, never what it was or on what: that stands in one row, and goes with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening import uses
from commonweal.listening.models import Conversation, Gathering, Moderation, Quote, Statement, Vote, Voter
from commonweal.listening.opinion import rules
from commonweal.listening.opinion.who import moderates
from commonweal.listening.opinion.words import (
    ADDS,
    LONGEST,
    MOST_DEVICES,
    MOST_STATEMENTS,
    ROOM_LENGTH,
    ROOM_LETTERS,
    VALUES,
)
from commonweal.listening.rules import may_gather
from commonweal.people.actors import person_of
from commonweal.places.models import Place

LEAST_SMALLEST = 3


@change("listening.conversation.begin", allowed=may_gather, facts=["statements"])
def begin(
    who: Actor,
    *,
    place: Place,
    question: str,
    statements: Sequence[str] = (),
    about: str = "",
    adds: str = Conversation.KNOWN,
    smallest: int = 5,
    publishes: bool = False,
    gathering: Gathering | None = None,
) -> Conversation:
    """Ask a question, with the first statements to vote on."""
    if not question.strip():
        raise Invalid(_("Write the question that people are asked."))
    if adds not in ADDS or smallest < LEAST_SMALLEST:
        raise Invalid(
            _("Say who may add statements, and let nothing be told of fewer than %d people.") % LEAST_SMALLEST
        )
    made = Conversation.objects.create(
        place=place,
        gathering=gathering,
        question=question.strip()[:300],
        about=about.strip(),
        adds=adds,
        smallest=smallest,
        publishes=publishes,
        made_at=timezone.now(),
    )
    given = [each for each in dict.fromkeys(line.strip() for line in statements) if each]
    for number, words in enumerate(given, 1):
        _new(made, number, words, who, seed=True, state=Statement.IN)
    current().state(statements=len(given))
    current().touch(place, *([gathering] if gathering else []))
    return made


@change("listening.conversation.change", allowed=rules.may_lead, facts=["state", "room"])
def set_state(
    who: Actor, conversation: Conversation, *, open: bool | None = None, room: bool | None = None
) -> Conversation:
    """Close it, open it again, let a room vote by a code, or end that."""
    if open is not None:
        conversation.state = Conversation.OPEN if open else Conversation.CLOSED
        conversation.closed_at = None if open else timezone.now()
        if not open:
            conversation.room_code = None
    if room is not None:
        if room and not conversation.open:
            raise Clash(_("This conversation is closed. Open it again first."))
        conversation.room_code = (conversation.room_code or _fresh_code()) if room else None
    conversation.save(update_fields=["state", "closed_at", "room_code"])
    moved(conversation)
    current().state(state=conversation.state, room=conversation.room_code is not None)
    return conversation


@change("listening.conversation.keep", allowed=rules.may_lead)
def keep_to_itself(who: Actor, conversation: Conversation) -> Conversation:
    """Do not give out who thinks what, even without names. It cannot be given out again: people were told once."""
    conversation.publishes = False
    conversation.save(update_fields=["publishes"])
    return conversation


@change("listening.statement.add", allowed=rules.may_add, facts=["state"])
def add_statement(
    who: Actor, *, conversation: Conversation, words: str, quote: Quote | None = None, device: str = ""
) -> Statement:
    """Put a statement to people. Those of others wait until somebody has looked at them."""
    words = " ".join(words.split())
    if not words:
        raise Invalid(_("Write what people can agree with or not."))
    if len(words) > LONGEST:
        raise Invalid(_("That is longer than %d letters. One thought in each statement is enough.") % LONGEST)
    if conversation.statements.filter(words__iexact=words).exclude(state=Statement.OUT).exists():
        raise Clash(_("Somebody has said this already. You can vote on it."))
    if quote is not None:
        uses.refuse_unless(quote.voice, "quote")
    number = (conversation.statements.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MOST_STATEMENTS:
        raise Clash(_("There are more statements here than anybody can read. Begin another conversation."))
    lets = moderates(who, conversation)
    made = _new(conversation, number, words, who, seed=lets, state=Statement.IN if lets else Statement.WAITING)
    if quote is not None:
        made.quote, made.voice = quote, quote.voice
        made.save(update_fields=["quote", "voice"])
        current().touch(quote)
    moved(conversation)
    current().state(state=made.state)
    return made


def _new(conversation: Conversation, number: int, words: str, who: Actor, *, seed: bool, state: str) -> Statement:
    if len(words) > LONGEST:
        raise Invalid(_("That is longer than %d letters. One thought in each statement is enough.") % LONGEST)
    person = person_of(who)
    own = person if person.kind in ("account", "contributor") else Actor("", "")
    return Statement.objects.create(
        conversation=conversation,
        number=number,
        words=words,
        teller_kind=own.kind,
        teller_id=own.id,
        seed=seed,
        state=state,
        made_at=timezone.now(),
    )


@change("listening.statement.decide", allowed=rules.may_moderate, facts=["state"])
def decide(who: Actor, statement: Statement, *, let_in: bool, reason: str = "") -> Statement:
    """Let a statement in, or take it out with a reason that everybody can read. Criticism is no reason."""
    if statement.state == Statement.GONE:
        raise Clash(_("Whoever said this has taken it back."))
    if not let_in and not reason.strip():
        raise Invalid(_("Say why. Everybody can read it, whoever wrote the statement too."))
    statement.state = Statement.IN if let_in else Statement.OUT
    statement.save(update_fields=["state"])
    Moderation.objects.create(
        statement=statement,
        state=statement.state,
        reason=reason.strip()[:1000],
        at=timezone.now(),
        by_kind=who.kind,
        by_id=who.id,
    )
    moved(statement.conversation)
    current().state(state=statement.state)
    return statement


@change("listening.vote.cast", allowed=rules.may_vote)
def cast(
    who: Actor,
    *,
    conversation: Conversation,
    statement: Statement,
    value: int,
    device: str = "",
    channel: str = "online",
) -> None:
    """Say what one thinks of a statement. Only the last word counts, and only that is kept."""
    if value not in VALUES:
        raise Invalid(_("Agree, disagree or pass."))
    if statement.conversation_id != conversation.pk or statement.state != Statement.IN:
        raise Clash(_("This statement is not voted on any more. Go on to the next."))
    voter = voter_of(who, conversation, device) or _new_voter(who, conversation, device, channel)
    # One statement to the database, whether it is the first word or a later one: nobody else's vote waits meanwhile.
    said = Vote(voter=voter, statement=statement, value=value, at=timezone.now())
    Vote.objects.bulk_create(
        [said], update_conflicts=True, unique_fields=["voter", "statement"], update_fields=["value", "at"]
    )
    moved(conversation)


@change("listening.vote.own", allowed=rules.may_vote)
def make_mine(who: Actor, *, conversation: Conversation, device: str) -> None:
    """What was voted on this device was said by somebody with a slip or an account: the votes become theirs."""
    person = person_of(who)
    here = Voter.objects.filter(conversation=conversation, device=device).first() if device else None
    if here is None or not person.known:
        raise Clash(_("Nobody has voted on this device yet."))
    theirs = Voter.objects.filter(conversation=conversation, person_kind=person.kind, person_id=person.id).first()
    if theirs is not None and theirs.pk != here.pk:
        # The later word counts, as it does everywhere.
        later = {each.statement_id: each for each in here.votes.all()}
        for old in theirs.votes.filter(statement__in=later):
            if old.at > later[old.statement_id].at:
                later.pop(old.statement_id).delete()
            else:
                old.delete()
        theirs.votes.update(voter=here)
        theirs.delete()
    here.person_kind, here.person_id = person.kind, person.id
    here.save(update_fields=["person_kind", "person_id"])
    moved(conversation)


@change("listening.vote.take_back", allowed=rules.may_take_votes_back)
def take_votes_back(who: Actor, *, conversation: Conversation, device: str = "") -> None:
    """Take all one's votes here back. Results are worked out anew without them."""
    voter = voter_of(who, conversation, device)
    if voter is not None:
        voter.delete()
        moved(conversation)


def voter_of(who: Actor, conversation: Conversation, device: str = "") -> Voter | None:
    """Who somebody is in this conversation; None until they vote."""
    return voters_of(who, conversation, device).first()


def voters_of(who: Actor, conversation: Conversation, device: str = "") -> QuerySet[Voter]:
    """The same, not asked for yet: by their account or slip, else by the device they hold. One row, or none."""
    person = person_of(who)
    if person.kind in ("account", "contributor"):
        return Voter.objects.filter(conversation=conversation, person_kind=person.kind, person_id=person.id)
    return Voter.objects.filter(conversation=conversation, device=device) if device else Voter.objects.none()


def _new_voter(who: Actor, conversation: Conversation, device: str, channel: str) -> Voter:
    person = person_of(who)
    known = person.kind in ("account", "contributor")
    if not known and conversation.voters.exclude(device="").count() >= MOST_DEVICES:
        raise Clash(_("More devices have voted here than there are people. Sign in, or use a slip."))
    return Voter.objects.create(
        conversation=conversation,
        person_kind=person.kind if known else "",
        person_id=person.id if known else "",
        device="" if known else device,
        channel="face" if who.for_id else channel,
        made_at=timezone.now(),
    )


def moved(conversation: Conversation) -> None:
    """Inside a change: results have to be worked out anew."""
    Conversation.objects.filter(pk=conversation.pk).update(moved=F("moved") + 1)


def _fresh_code() -> str:
    return "".join(secrets.choice(ROOM_LETTERS) for _each in range(ROOM_LENGTH))


__all__: list[Any] = [
    "add_statement", "begin", "cast", "decide", "keep_to_itself", "make_mine", "moved", "set_state", "take_votes_back",
    "voter_of", "voters_of",
]  # fmt: skip

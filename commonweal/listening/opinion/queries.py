"""What there is to see of conversations: what they ask, what is voted on, one's own votes, what was let in and out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening import queries as listening
from commonweal.listening import render
from commonweal.listening.models import Conversation, Gathering, Moderation, PaperBatch, Quote, Statement, Vote, Voter
from commonweal.listening.opinion import who as people
from commonweal.listening.opinion.rows import (
    BatchRow,
    ConversationRow,
    DecisionRow,
    OwnVote,
    StatementRow,
    WaitingRow,
)
from commonweal.listening.opinion.words import STATES
from commonweal.places.models import Place


def in_place(viewer: Actor, place: Place) -> list[ConversationRow]:
    """The conversations of a place, open ones first, newest first."""
    rows = Conversation.objects.visible_to(viewer).filter(place=place)
    return [row(each) for each in _counted(rows).order_by("-state", "-made_at")]


def at_gathering(gathering: Gathering) -> list[ConversationRow]:
    """Those of one gathering."""
    return [row(each) for each in _counted(Conversation.objects.filter(gathering=gathering)).order_by("-made_at")]


def _counted(rows):  # type: ignore[no-untyped-def]
    # Each counted by itself: joined, every voter would meet every statement.
    voters = Voter.objects.filter(conversation=OuterRef("pk")).order_by().values("conversation")
    standing = Statement.objects.filter(conversation=OuterRef("pk"), state=Statement.IN).order_by()
    return rows.select_related("place", "gathering").annotate(
        voted=Coalesce(Subquery(voters.annotate(many=Count("pk")).values("many")), 0),
        standing=Coalesce(Subquery(standing.values("conversation").annotate(many=Count("pk")).values("many")), 0),
    )


def one(viewer: Actor, id: str) -> Conversation:
    """One conversation."""
    held: Conversation = listening.one(_counted(Conversation.objects.visible_to(viewer)), id)
    return held


def bare(viewer: Actor, id: str) -> Conversation:
    """The same without counting: what a phone in a full room asks for each time."""
    held: Conversation = listening.one(Conversation.objects.visible_to(viewer).select_related("place"), id)
    return held


def in_room(code: str) -> Conversation | None:
    """The conversation that a room votes in by this code, while it does."""
    clean = "".join(letter for letter in code.upper() if letter.isalnum())
    rows = Conversation.objects.filter(room_code=clean, state=Conversation.OPEN)
    return rows.select_related("place").first() if clean else None


def row(each: Conversation) -> ConversationRow:
    """A conversation as it stands in a list."""
    voted: int = each.voted  # type: ignore[attr-defined]
    return ConversationRow(
        str(each.pk),
        each.question,
        each.about,
        each.open,
        each.standing,  # type: ignore[attr-defined]
        voted if voted >= each.smallest else None,
        each.adds,
        each.publishes,
        each.smallest,
        each.room_code is not None,
        each.made_at,
        each.closed_at,
        str(each.gathering_id or ""),
        each.gathering.name if each.gathering else "",
    )


def statements(conversation: Conversation) -> list[StatementRow]:
    """What is voted on, by number."""
    rows = conversation.statements.standing().select_related("quote__voice", "quote__words")  # type: ignore[attr-defined]
    held = list(rows.order_by("number"))
    shown = set(
        Quote.objects.public()
        .filter(pk__in=[each.quote_id for each in held if each.quote_id])
        .values_list("pk", flat=True)
    )
    return [_statement(each, shown) for each in held]


def _statement(each: Statement, shown: set[object]) -> StatementRow:
    quote = each.quote if each.quote_id in shown else None
    return StatementRow(
        str(each.pk),
        each.number,
        each.words,
        str(quote.voice_id) if quote else "",
        render.whose(quote.voice) if quote else "",
    )


class Asked(NamedTuple):
    """A statement, as much of it as a phone needs: a full room reads all of them twice a second."""

    pk: object
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is voted on in a conversation, and what one voter has said of it so far."""

    statements: tuple[Asked, ...]
    said: dict[int, int]  # number of a statement → their vote

    @property
    def done(self) -> int:
        """How many of them this voter has voted on."""
        return sum(each.number in self.said for each in self.statements)

    def numbered(self, number: str) -> Asked | None:
        """A statement by its number."""
        return next((each for each in self.statements if str(each.number) == number), None)

    def next(self, seed: str) -> Asked | None:
        """One not voted on yet, in an order of each voter's own that says nothing of what anybody thinks."""
        left = [each for each in self.statements if each.number not in self.said]
        return min(left, key=lambda each: hashlib.sha256(f"{seed}/{each.pk}".encode()).digest(), default=None)


def standing(voters: QuerySet[Voter], conversation: Conversation) -> Standing:
    """For whoever votes (the row of one voter, or none): two questions to the database, however full the room."""
    said = dict(Vote.objects.filter(voter__in=voters).values_list("statement__number", "value"))
    rows = Statement.objects.standing().filter(conversation=conversation).values_list("pk", "number", "words")
    return Standing(tuple(map(Asked._make, rows)), said)


def votable(conversation: Conversation, number: str) -> Statement | None:
    """The statement that somebody votes on, by its number."""
    rows = Statement.objects.standing().filter(conversation=conversation)
    return rows.filter(number=int(number)).first() if number.isdecimal() and len(number) < 9 else None


def own(voter: Voter | None, conversation: Conversation) -> list[OwnVote]:
    """One's own votes, for oneself."""
    said = dict(voter.votes.values_list("statement__number", "value")) if voter else {}
    return [OwnVote(each, said.get(each.number)) for each in statements(conversation)]


def waiting(viewer: Actor, conversation: Conversation) -> list[WaitingRow]:
    """What waits to be looked at; for those who look at statements, and nobody else."""
    if not people.moderates(viewer, conversation):
        return []
    rows = conversation.statements.exclude(state=Statement.GONE)  # type: ignore[attr-defined]
    held = sorted(rows, key=lambda each: (each.state != Statement.WAITING, each.number))
    return [WaitingRow(str(each.pk), each.number, each.words, each.state, each.made_at) for each in held]


def decisions(viewer: Actor, conversation: Conversation) -> list[DecisionRow]:
    """What was let in and taken out, with the reasons, newest first. Everybody can read it."""
    looks = people.moderates(viewer, conversation)
    rows = Moderation.objects.filter(statement__conversation=conversation).select_related("statement")
    return [
        DecisionRow(
            each.statement.number,
            each.statement.words if looks or each.statement.state == Statement.IN else "",
            each.state,
            str(STATES[each.state]),
            each.reason,
            each.at,
        )
        for each in rows.order_by("-at")
    ]


def statement(id: str) -> Statement:
    """One statement; whether somebody may decide about it, the rule says."""
    held: Statement = listening.one(Statement.objects.select_related("conversation__place"), id)
    return held


def batches(viewer: Actor, conversation: Conversation) -> list[BatchRow]:
    """What was typed in from paper, for those who may."""
    if not people.holds(viewer, conversation):
        return []
    rows = conversation.batches.annotate(  # type: ignore[attr-defined]
        ballots=Count("voters", distinct=True), stuck=Count("dots", distinct=True)
    )
    return [BatchRow(str(b.pk), b.label, b.ballots, b.stuck, b.made_at) for b in rows.order_by("-made_at")]


def batch(id: str) -> PaperBatch:
    """One batch; whether somebody may drop it, the rule says."""
    held: PaperBatch = listening.one(PaperBatch.objects.select_related("conversation__place"), id)
    return held


def quotes_in(place: Place) -> list[tuple[str, str]]:
    """Lines that may be shown to everyone, to make a statement from."""
    rows = Quote.objects.public().filter(voice__place=place).select_related("words", "voice").order_by("-made_at")
    return [
        (str(each.pk), f"“{render.quoted(each).strip()[:120]}” ({render.whose(each.voice)})") for each in rows[:100]
    ]


def quote(place: Place, id: str) -> Quote | None:
    """One of these."""
    held: Quote = listening.one(Quote.objects.public().filter(voice__place=place).select_related("voice", "words"), id)
    return held


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    rows = Conversation.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def statements_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: those that are voted on, and one's own."""
    rows = Statement.objects.filter(pk__in=list(ids))
    seen = Q(state=Statement.IN)
    if viewer.known:
        seen |= Q(teller_kind=viewer.kind, teller_id=viewer.id)
    return {str(pk) for pk in rows.filter(seen).values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """A conversation in a line."""
    rows = Conversation.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            each.question, f"/conversation/{each.pk}", _("a conversation with votes"), each.place.invented
        )
        for each in rows
    }


def describe_statements(ids: Iterable[str]) -> dict[str, Card]:
    """A statement in a line, as it is worded."""
    rows = Statement.objects.filter(pk__in=list(ids)).select_related("conversation__place")
    return {
        str(each.pk): Card(
            each.words or _("a statement that was taken back"),
            f"/conversation/{each.conversation_id}",
            each.conversation.question,
            each.conversation.place.invented,
        )
        for each in rows
    }

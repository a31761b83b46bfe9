"""How ballots on paper and dots on a wall come in: a batch at a time, and out again if they were typed wrongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening.models import Conversation, Dots, PaperBatch, Statement, Vote, Voter
from commonweal.listening.opinion import rules
from commonweal.listening.opinion.changes import moved
from commonweal.listening.opinion.words import VALUES

MOST_BALLOTS, MOST_DOTS = 500, 10_000


@change("listening.ballot.ballots", allowed=rules.may_type_paper, facts=["ballots"])
def type_ballots(
    who: Actor, conversation: Conversation, *, label: str, ballots: Sequence[Mapping[int, int]]
) -> PaperBatch:
    """Ballots from paper: for each, what was ticked (1, 0, -1) by number of the statement. Each is one person's."""
    held = _by_number(conversation)
    filled = [each for each in ballots if each]
    if not filled or len(filled) > MOST_BALLOTS:
        raise Invalid(_("Type between one and %d ballots at a time.") % MOST_BALLOTS)
    for number, value in (pair for each in filled for pair in each.items()):
        if number not in held or value not in VALUES:
            raise Invalid(_("There is no statement %s here, or it was ticked twice.") % number)
    batch = _batch(who, conversation, label)
    now = timezone.now()
    voters = [Voter(conversation=conversation, batch=batch, channel="paper", made_at=now) for _each in filled]
    Voter.objects.bulk_create(voters)
    Vote.objects.bulk_create(
        Vote(voter=voter, statement=held[number], value=value, at=now)
        for voter, ballot in zip(voters, filled, strict=True)
        for number, value in ballot.items()
    )
    moved(conversation)
    current().state(ballots=len(filled))
    return batch


@change("listening.ballot.dots", allowed=rules.may_type_paper)
def type_dots(
    who: Actor, conversation: Conversation, *, label: str, dots: Mapping[int, tuple[int, int, int]]
) -> PaperBatch:
    """Dots on a wall: how many agree, disagree and pass, by number of the statement."""
    held = _by_number(conversation)
    filled = {number: counts for number, counts in dots.items() if any(counts)}
    if not filled:
        raise Invalid(_("Type how many dots there are beside at least one statement."))
    if set(filled) - set(held) or any(not 0 <= each <= MOST_DOTS for counts in filled.values() for each in counts):
        raise Invalid(_("There is no such statement here, or that is no number of dots."))
    batch = _batch(who, conversation, label)
    Dots.objects.bulk_create(
        Dots(batch=batch, statement=held[number], agree=agree, disagree=disagree, passed=passed)
        for number, (agree, disagree, passed) in filled.items()
    )
    moved(conversation)
    return batch


@change("listening.ballot.drop", allowed=rules.may_drop_batch)
def drop_batch(who: Actor, batch: PaperBatch) -> Conversation:
    """A batch was typed wrongly or twice: it goes, with all its votes and dots."""
    conversation = batch.conversation
    PaperBatch.objects.filter(pk=batch.pk).delete()
    moved(conversation)
    return conversation


def _by_number(conversation: Conversation) -> dict[int, Statement]:
    return {each.number: each for each in conversation.statements.standing()}  # type: ignore[attr-defined]


def _batch(who: Actor, conversation: Conversation, label: str) -> PaperBatch:
    if not label.strip():
        raise Invalid(_("Say which ballots these are, so that nobody types them in twice: “Table 3, Saturday”."))
    return PaperBatch.objects.create(
        conversation=conversation,
        label=label.strip()[:120],
        made_at=timezone.now(),
        by_kind=who.kind,
        by_id=who.id,
    )

"""What is kept of somebody with an account, for their own page: where they voted, and the statements they wrote."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.listening.models import Statement, Voter
from commonweal.people.held_beside import SaidRow
from commonweal.people.models import Account


def gather(about: Account) -> list[SaidRow]:
    """Votes are read on the page of the conversation; here stands that there are some."""
    voters = Voter.objects.filter(person_kind="account", person_id=str(about.pk)).select_related("conversation")
    wrote = Statement.objects.filter(teller_kind="account", teller_id=str(about.pk)).order_by("made_at")
    return [
        SaidRow(_("votes in a conversation"), each.made_at, each.conversation.question, _address(each.conversation_id))
        for each in voters
    ] + [
        SaidRow(_("a statement to vote on"), each.made_at, each.words, _address(each.conversation_id)) for each in wrote
    ]


def _address(conversation: object) -> str:
    return f"/conversation/{conversation}/votes"

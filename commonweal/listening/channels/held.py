"""What is kept of somebody with an account, for their own page: how they are told, and that they were told."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.journal.actor import Actor
from commonweal.listening.channels import queries
from commonweal.listening.channels.words import SHORT
from commonweal.people.held_beside import SaidRow
from commonweal.people.models import Account


def gather(about: Account) -> list[SaidRow]:
    """Their choice, where they are reached, and what they were told."""
    person = Actor("account", str(about.pk))
    choice = queries.chosen(person)
    rows = []
    if choice is not None:
        words = f"{SHORT[choice.channel]} {queries.reach_of(choice)}".strip()
        rows.append(SaidRow(_("how you are told"), choice.chosen_at, words, "/my-channel"))
    told = queries.told(person)
    return rows + [SaidRow(_("what you were told"), each.at, queries.words_of(each), "") for each in told]

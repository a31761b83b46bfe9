"""How a person is taken out: what they chose, how they are reached, and what they were told, all go."""

from __future__ import annotations

from commonweal.journal.refs import Ref
from commonweal.listening.channels import seals
from commonweal.listening.models import ChannelChoice, TextLine, Told
from commonweal.people import letters


def person(gone: Ref) -> None:
    """Inside a change, for every person who is erased."""
    whose = dict(person_kind=gone.kind.removeprefix("people."), person_id=gone.id)
    choices = ChannelChoice.objects.filter(**whose)
    letters.forget_to({seals.opened(each.reach) for each in choices if each.channel == "email"} - {""})
    choices.delete()
    Told.objects.filter(**whose).delete()
    TextLine.objects.filter(**whose).delete()
    asked = TextLine.objects.filter(asked_kind=whose["person_kind"], asked_id=gone.id)
    asked.update(asked_kind="", asked_id="", asked_until=None)

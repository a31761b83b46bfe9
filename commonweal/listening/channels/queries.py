"""What somebody chose, and who is to be told what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from commonweal.journal.actor import Actor
from commonweal.listening.channels import messages, seals
from commonweal.listening.channels.words import BY_HAND, SHORT
from commonweal.listening.models import ChannelChoice, Told
from commonweal.people.language import supported
from commonweal.people.models import Account
from commonweal.people.queries import record_look_up
from commonweal.places.models import Place


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody who waits to be told something by a person: how, where, and in which words."""

    id: str
    at: datetime
    channel: str
    channel_label: str
    reach: str
    worker: str
    language: str
    words: str
    failed: bool


def chosen(person: Actor) -> ChannelChoice | None:
    """What somebody chose; None where they have not been asked."""
    return ChannelChoice.objects.filter(person_kind=person.kind, person_id=person.id).first()


def reach_of(choice: ChannelChoice) -> str:
    """The number or the address, for the one moment in which it is used."""
    held = seals.opened(choice.reach)
    if held or choice.channel != "email" or choice.person_kind != "account":
        return held
    account = Account.objects.filter(pk=choice.person_id, is_active=True).first()
    return account.email if account else ""


def words_of(told: Told, language: str = "") -> str:
    """A message as it is said, in their language where there is a catalogue for it."""
    with translation.override(supported(language) or "en"):
        return messages.said(told.message, told.facts) if messages.known(told.message) else ""


def to_tell(viewer: Actor, place: Place) -> list[ToTell]:
    """Who waits to be told by a person; that a helper looked is written down for each."""
    rows = Told.objects.filter(place=place, state__in=(Told.WAITS, Told.FAILED)).order_by("at")
    found = []
    for each in rows:
        person = Actor(each.person_kind, each.person_id)
        choice = chosen(person)
        if choice is None or (choice.channel not in BY_HAND and each.state != Told.FAILED):
            continue
        record_look_up(viewer, person, "how to reach them")
        label = str(SHORT[choice.channel])
        found.append(
            ToTell(
                str(each.pk), each.at, choice.channel, label, reach_of(choice), choice.worker, choice.language,
                words_of(each, choice.language), each.state == Told.FAILED,
            )
        )  # fmt: skip
    return found


def told(person: Actor) -> list[Told]:
    """What somebody was told, newest first."""
    return list(Told.objects.filter(person_kind=person.kind, person_id=person.id).order_by("-at"))

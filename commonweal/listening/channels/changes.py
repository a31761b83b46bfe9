"""How somebody chooses the way in which they are told, and what is kept of having told them."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid, NotAllowed
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening.channels import messages, queries, rules, seals
from commonweal.listening.channels.words import CHANNELS, EMAIL, FACE, LETTER, NONE, PHONE, SHORT, TEXT
from commonweal.listening.models import ChannelChoice, Told
from commonweal.people import texts
from commonweal.people.actors import person_of
from commonweal.people.changes import address
from commonweal.places.models import Place


@change("listening.channel.choose", allowed=rules.may_choose, facts=["channel"])
def choose_channel(
    who: Actor, *, channel: str, reach: str = "", worker: str = "", language: str = "", place: Place | None = None
) -> ChannelChoice:
    """Choose how to be told what becomes of it. A number or an address that is no longer needed is forgotten."""
    person = person_of(who)
    if channel not in CHANNELS:
        raise Invalid(_("Choose how you want to be told."))
    kept = seals.sealed(_reach(person, channel, reach))
    if channel == FACE and not worker.strip():
        raise Invalid(_("Name the person who is to tell you."))
    current().state(channel=channel)
    held, _new = ChannelChoice.objects.update_or_create(
        person_kind=person.kind,
        person_id=person.id,
        defaults={
            "channel": channel,
            "reach": kept,
            "worker": worker.strip()[:200] if channel == FACE else "",
            "language": language[:35],
            "place": place,
            "chosen_at": timezone.now(),
        },
    )
    return held


def _reach(person: Actor, channel: str, reach: str) -> str:
    reach = reach.strip()
    if channel in (FACE, NONE):
        return ""
    if channel == TEXT:
        return texts.number(reach)
    if channel == PHONE and len(re.sub(r"\D", "", reach)) < 7:
        raise Invalid(_("Say the number that somebody is to ring."))
    if channel == LETTER and len(reach) < 8:
        raise Invalid(_("Write the address that the letter goes to."))
    if channel == EMAIL and (reach or person.kind != "account"):
        return address(reach)
    return reach[:400]


@change("listening.channel.forget", allowed=rules.may_choose)
def forget_channel(who: Actor) -> None:
    """Be asked anew: what was chosen is gone, and so is the number or the address."""
    person = person_of(who)
    ChannelChoice.objects.filter(person_kind=person.kind, person_id=person.id).delete()


@change("listening.person.tell", allowed=rules.may_tell, facts=["message"])
def keep_told(
    who: Actor, person: Actor, *, message: str, facts: dict[str, Any], place: Place | None, by: str = ""
) -> Told:
    """Keep that somebody is to be told something, in the way they chose. Another way is refused."""
    messages.said(message, facts)  # a gap that is not filled is found here, not when somebody is rung
    choice = queries.chosen(person)
    if by and (choice is None or choice.channel != by):
        wanted = SHORT[choice.channel] if choice else _("not asked yet")
        raise NotAllowed(_("They chose how they are told (%s), and it is not this.") % wanted)
    current().state(message=message)
    silent = choice is None or choice.channel == NONE
    return Told.objects.create(
        place=place or (choice.place if choice else None),
        person_kind=person.kind,
        person_id=person.id,
        message=message,
        facts=facts,
        channel=choice.channel if choice else "",
        state=Told.NOT if silent else Told.WAITS,
        at=timezone.now(),
    )


@change("listening.told.settle", allowed=rules.may_tell, facts=["sent"])
def settle(who: Actor, told: Told, *, sent: bool) -> Told:
    """It went out, or it did not."""
    current().state(sent=sent)
    told.state = Told.SENT if sent else Told.FAILED
    told.done_at = timezone.now() if sent else None
    told.save(update_fields=["state", "done_at"])
    return told


@change("listening.told.say", allowed=rules.may_say_told)
def say_told(who: Actor, told: Told) -> Told:
    """A helper has told them."""
    if told.state not in (Told.WAITS, Told.FAILED):
        raise Clash(_("Somebody has told them meanwhile."))
    told.state, told.done_at = Told.SENT, timezone.now()
    told.save(update_fields=["state", "done_at"])
    return told

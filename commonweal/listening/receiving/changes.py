"""How reading is recorded, an answer given and taken back, and a place's limit of days set."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import DomainError, Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening import channels, uses
from commonweal.listening.models import Patience, Reply, Voice
from commonweal.listening.receiving import queries, rules
from commonweal.people.letters import site_address
from commonweal.places.models import Place

MOST_DAYS = 180


@change("listening.voice.read", allowed=rules.may_read, agreed=uses.to("listen"))
def read_voice(who: Actor, voice: Voice) -> Voice:
    """Somebody who listens has read it. Its teller is told the day, and not who."""
    return voice


def note_read(viewer: Actor, voice: Voice) -> None:
    """For the page of a voice: note its first reading by somebody who listens there. A second changes nothing."""
    if not queries.read_would_count(viewer, voice):
        return
    try:
        read_voice(viewer, voice)
    except DomainError:  # taken back or held meanwhile: then it is not noted, and the page decides what it shows
        return


@change("listening.voice.answer", allowed=rules.may_reply, facts=["unused"])
def answer_voice(who: Actor, voice: Voice, *, words: str, unused: bool = True) -> Reply:
    """Tell the teller honestly: not used, because…; or what it was used for. They find it by their slip or account."""
    if voice.erased_at is not None:
        raise Invalid(_("This was taken back, so there is nobody to answer."))
    if not words.strip():
        raise Invalid(_("Say why, in words you would say to their face."))
    current().state(unused=unused)
    current().touch(voice)
    if voice.teller is not None:
        page = "/slip" if voice.teller.kind == "contributor" else "/me/receipts"
        channels.send(voice.teller, "listening.moved", place=voice.place, address=site_address(page))
    return Reply.objects.create(
        voice=voice,
        unused=unused,
        words=words.strip()[:2000],
        by_kind=who.kind,
        by_id=who.id,
        made_at=timezone.now(),
    )


@change("listening.place.set_patience", allowed=rules.may_set_patience, facts=["days"])
def set_patience(who: Actor, place: Place, *, days: int) -> Patience:
    """Say within how many days people of this place hear what became of what they said."""
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(_("Say a number of days from 1 to %s.") % MOST_DAYS)
    current().state(days=days)
    made, _new = Patience.objects.update_or_create(place=place, defaults={"days": days, "set_at": timezone.now()})
    return made

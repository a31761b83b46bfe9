"""Who may listen, write down, quote, hold back and take back. Each refusal says who could."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Gathering, Hold, Quote, Redaction, Voice
from commonweal.people import persons
from commonweal.people.actors import person_of
from commonweal.people.roles import holders
from commonweal.people.rules import administers, helps, may_in_place, only_the_house
from commonweal.places.models import Place

GATHER, LISTEN, THEMES, HOLDS = (
    "hold gatherings",
    "listen to voices",
    "find themes in voices",
    "look after holds",
)


def in_place(who: Actor, power: str, place: Place) -> bool:
    """Does a role held in this place let somebody do this?"""
    return may_in_place(who, power, str(place.pk))


def may_gather(who: Actor, *args: Any, place: Place | None = None, **_kwargs: Any) -> None:
    """Whoever holds gatherings in a place; the administrator too, who may have to set one right."""
    where = place or args[0].place
    if not (in_place(who, GATHER, where) or administers(who)):
        raise NotAllowed(_("Only somebody who holds gatherings in this place can do this: %s.") % holders(GATHER))


def may_record(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """Anybody may say something of their own. For somebody else, a helper of the place writes it down."""
    person = person_of(who)
    if person.kind not in ("account", "contributor") or not persons.here(person):
        raise NotAllowed(_("What is said here belongs to somebody: give a slip first, or sign in."))
    if who.for_id and not (helps(who, person) or administers(who)):
        raise NotAllowed(_("Only a helper of this place can write down what somebody else says."))
    if person.kind == "contributor" and persons.places_of(person) - {str(place.pk)}:
        raise NotAllowed(_("This slip was given out in another place. Speak there, or get a slip here."))


def tells(who: Actor, voice: Voice) -> bool:
    """Is this the teller, or a helper who writes down the teller's word?"""
    teller = voice.teller
    if teller is None:
        return False
    if (who.kind, who.id) == (teller.kind, teller.id):
        return not who.for_id
    return helps(who, teller)


def may_tell(who: Actor, voice: Voice, **_kwargs: Any) -> None:
    """The teller, or a helper who writes down their word."""
    if not tells(who, voice):
        raise NotAllowed(_("Only the person whose words these are, or a helper writing down their word, can do this."))


def may_take_back(who: Actor, voice: Voice, **_kwargs: Any) -> None:
    """The teller, a helper writing down their word; the house where somebody is erased."""
    if who.kind != "house":
        may_tell(who, voice)


def may_listen(who: Actor, voice: Voice, **_kwargs: Any) -> None:
    """Whoever listens in the voice's place, and may read it."""
    allowed = in_place(who, LISTEN, voice.place)
    if not allowed or not Voice.objects.readable_by(who).filter(pk=voice.pk).exists():
        raise NotAllowed(_("Only somebody who listens in this place can do this: %s.") % holders(LISTEN))


def may_unquote(who: Actor, quote: Quote, **_kwargs: Any) -> None:
    """Whoever listens in the voice's place, or its teller."""
    if not tells(who, quote.voice):
        may_listen(who, quote.voice)


def may_hold(who: Actor, voice: Voice, **_kwargs: Any) -> None:
    """Whoever listens or looks after holds; whoever wrote it down, at once."""
    if (who.kind, who.id) == (voice.writer_kind, voice.writer_id) or in_place(who, HOLDS, voice.place):
        return
    may_listen(who, voice)


def may_end_hold(who: Actor, hold: Hold, **_kwargs: Any) -> None:
    """The safeguarding lead of the place."""
    if not in_place(who, HOLDS, hold.voice.place):
        raise NotAllowed(_("Only the safeguarding lead of this place can decide about this: %s.") % holders(HOLDS))


def may_appeal(who: Actor, hold: Hold, **_kwargs: Any) -> None:
    """The teller."""
    may_tell(who, hold.voice)


def may_agree_redaction(who: Actor, redaction: Redaction, **_kwargs: Any) -> None:
    """A second person who listens: never the one who proposed it."""
    may_listen(who, redaction.words.voice)
    if (who.kind, who.id) == (redaction.by_kind, redaction.by_id):
        raise NotAllowed(_("Somebody else has to look at this too: two people decide what is covered."))


def may_plan(who: Actor, place: Place, **_kwargs: Any) -> None:
    """The stewards of the place say what happens to its voices when the organisation ends."""
    if not (who.holds("steward", "places.place", str(place.pk)) or administers(who)):
        raise NotAllowed(_("Only a steward of this place can set down what happens to its voices."))


def may_open_gathering(who: Actor, gathering: Gathering, **kwargs: Any) -> None:
    """Whoever holds gatherings where it is."""
    may_gather(who, place=gathering.place, **kwargs)


# The house looks for what should be gone, and writes down what it found.
may_prove = only_the_house


def may_clear(who: Actor, place: Place, **_kwargs: Any) -> None:
    """Only what was made up may be cleared away to be told anew, and only by the administrator."""
    if not (administers(who) and place.invented):
        raise NotAllowed(_("Only an invented place can be cleared to be told anew, and only by an administrator."))

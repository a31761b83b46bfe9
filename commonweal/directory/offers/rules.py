"""Who may say, answer, agree and stop. Each refusal says who could; none says more than that."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.directory.models import Misuse, Offer, OfferAnswer
from commonweal.directory.offers.who import answers_for
from commonweal.journal.actor import Actor
from commonweal.people import persons
from commonweal.people.actors import person_of
from commonweal.people.rules import administers, helps
from commonweal.places.models import Place


def may_say(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """Somebody with an account or a slip: somebody who has met somebody of the place."""
    person = person_of(who)
    written = not who.for_id or helps(who, person)
    if person.kind not in ("account", "contributor") or not persons.here(person) or not written:
        raise NotAllowed(
            _("Somebody with an account or a slip can offer and ask. A link worker or listener here can give you one.")
        )
    if person.kind == "contributor" and persons.places_of(person) - {str(place.pk)}:
        raise NotAllowed(_("This slip was given out in another place. Offer and ask there, or get a slip here."))


def may_keep(who: Actor, offer: Offer, **_kwargs: Any) -> None:
    """The person themselves, or a helper who writes down their word."""
    if not _is(who, offer.owner):
        raise NotAllowed(_("Only the person whose words these are can change them or take them away."))


def may_answer(who: Actor, offer: Offer, **_kwargs: Any) -> None:
    """Whoever may see it, and is somebody; not the person themselves."""
    may_say(who, place=offer.place)
    person = person_of(who)
    if not Offer.objects.visible_to(person).filter(pk=offer.pk).exists():
        raise NotAllowed(_("Only somebody whom it is for can answer it."))
    if _is(who, offer.owner):
        raise NotAllowed(_("These are your own words. Somebody else can answer them."))


def may_decide(who: Actor, answer: OfferAnswer, **_kwargs: Any) -> None:
    """Whoever was answered says yes or no."""
    if not _is(who, answer.offer.owner):
        raise NotAllowed(_("Only the person who was answered can say yes or no."))


def may_take_back(who: Actor, answer: OfferAnswer, **_kwargs: Any) -> None:
    """Whoever answered may take it back."""
    if not _is(who, answer.by):
        raise NotAllowed(_("Only the person who answered can take it back."))


def may_share(who: Actor, answer: OfferAnswer, **_kwargs: Any) -> None:
    """Either of the two."""
    if not (_is(who, answer.by) or _is(who, answer.offer.owner)):
        raise NotAllowed(_("Only the two people concerned can say what was given."))


def may_report(who: Actor, *, offer: Offer, **_kwargs: Any) -> None:
    """Whoever may see it."""
    if not Offer.objects.visible_to(person_of(who)).filter(pk=offer.pk).exists():
        raise NotAllowed(_("Only somebody whom it is for can report it."))


def may_see_reports(who: Actor, report: Misuse, **_kwargs: Any) -> None:
    """A steward of the place reads what was reported, and decides."""
    if not answers_for(who, report.place):
        raise NotAllowed(_("Only a steward of this place can decide about what was reported."))


def may_tidy(who: Actor, *_args: Any, **_kwargs: Any) -> None:
    """What has ended goes by itself."""
    if who.kind != "house":
        raise NotAllowed(_("Only the software itself does this, each day."))


def may_clear(who: Actor, place: Place, **_kwargs: Any) -> None:
    """Only what was made up may be cleared away to be told anew, and only by the administrator."""
    if not (administers(who) and place.invented):
        raise NotAllowed(_("Only an invented place can be cleared to be told anew, and only by an administrator."))


def _is(who: Actor, person: Actor) -> bool:
    """The person; or a helper of a place they belong to, writing down their word."""
    if (who.kind, who.id) == (person.kind, person.id):
        return who.known and not who.for_id
    return helps(who, person)

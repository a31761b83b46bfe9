"""How something is offered or asked, answered, agreed to, given and thanked for; and how it ends.

The journal keeps that it happened, and of what kind; the words are in one row, and go with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid, NotAgreed
from commonweal.directory.models import Block, Given, Misuse, Offer, OfferAnswer, Organization
from commonweal.directory.offers import rules
from commonweal.directory.offers.words import AUDIENCES, KINDS, WAYS, kept
from commonweal.journal.actor import FACE, HOUSE, ONLINE, Actor
from commonweal.journal.door import change, current
from commonweal.people import consent
from commonweal.people.actors import person_of
from commonweal.people.changes import set_wording
from commonweal.people.consent_changes import give_consent
from commonweal.people.models import Wording
from commonweal.places.models import Area, Place

REACH = "reach"
LONGEST = timedelta(days=366)
WORDS = "How to reach you is passed to one person, and to nobody else, once both of you have said yes."
SAID = ("way", "kind", "words", "when", "called", "reach", "until", "audience", "area")


@change("directory.offer.make", allowed=rules.may_say)
def make_offer(
    who: Actor, *, place: Place, agreed: bool, organizations: Sequence[Organization] = (), **said: Any
) -> Offer:
    """Offer something, or ask for it: `said` has SAID. `agreed`: how to reach them may be passed on after two yeses.

    The place comes by name, so that its own history, which everybody reads, does not tell that there is something.
    """
    person = person_of(who)
    told = _said(place, said, organizations)
    _agree(who, person, agreed)
    offer = Offer.objects.create(
        place=place, owner_kind=person.kind, owner_id=person.id, made_at=timezone.now(), **told
    )
    offer.organizations.set(organizations)
    return offer


@change("directory.offer.say_anew", allowed=rules.may_keep)
def say_anew(
    who: Actor, offer: Offer, *, agreed: bool, organizations: Sequence[Organization] = (), **said: Any
) -> Offer:
    """Say it in other words, to others, or for longer. What it said before is kept nowhere."""
    told = _said(offer.place, said, organizations)
    _agree(who, offer.owner, agreed)
    for name, value in told.items():
        setattr(offer, name, value)
    offer.reminded_at = None
    offer.save()
    offer.organizations.set(organizations)
    return offer


@change("directory.offer.take_away", allowed=rules.may_keep)
def take_away(who: Actor, offer: Offer) -> None:
    """Take it away, with every answer to it. Its words are then nowhere; what was given stays given."""
    Offer.objects.filter(pk=offer.pk).delete()


@change("directory.offer.lapse", allowed=rules.may_tidy, facts=["offers"])
def lapse(who: Actor = HOUSE) -> int:
    """What has ended by its day goes, with its words."""
    over = Offer.objects.filter(until__lt=timezone.localdate())
    count = over.count()
    current().state(offers=count)
    over.delete()
    return count


@change("directory.offer.remind", allowed=rules.may_tidy)
def reminded(who: Actor, offer: Offer) -> Offer:
    """Somebody was told that what they said ends soon."""
    offer.reminded_at = timezone.now()
    offer.save(update_fields=["reminded_at"])
    return offer


@change("directory.answer.give", allowed=rules.may_answer)
def give_answer(
    who: Actor, offer: Offer, *, called: str, words: str = "", reach: str = "", agreed: bool = False
) -> OfferAnswer:
    """Say "yes please", or "I can". Whoever is answered reads the words; how to reach you only after their yes."""
    person = person_of(who)
    if OfferAnswer.objects.filter(offer=offer, by_kind=person.kind, by_id=person.id).exists():
        raise Clash(_("You have answered this already. You see it among what is yours."))
    _agree(who, person, agreed)
    return OfferAnswer.objects.create(
        offer=offer,
        by_kind=person.kind,
        by_id=person.id,
        called=kept(called, otherwise=_("Say how you want to be called."), most=120),
        words=kept(words),
        reach=_reach(reach),
        made_at=timezone.now(),
    )


def _of_owner(who: Actor, answer: OfferAnswer, **_kwargs: Any) -> Actor:
    return answer.offer.owner


@change("directory.answer.agree", allowed=rules.may_decide, agreed=consent.to(REACH, of=_of_owner))
def agree(who: Actor, answer: OfferAnswer) -> OfferAnswer:
    """Say yes to an answer. From now on each of the two may read how to reach the other."""
    if not consent.stands(answer.by, REACH, lock=True):
        raise NotAgreed(_("They have taken back that how to reach them may be passed on. You need do nothing."))
    return _decided(answer, OfferAnswer.AGREED)


@change("directory.answer.decline", allowed=rules.may_decide)
def decline(who: Actor, answer: OfferAnswer) -> OfferAnswer:
    """Not this time. No reason is asked for, and none is given; what they wrote to you goes."""
    answer.words = answer.reach = ""
    return _decided(answer, OfferAnswer.DECLINED)


@change("directory.answer.take_back", allowed=rules.may_take_back)
def take_back(who: Actor, answer: OfferAnswer) -> Offer:
    """Take an answer back, at any time."""
    OfferAnswer.objects.filter(pk=answer.pk).delete()
    return answer.offer


@change("directory.answer.hand_over", allowed=rules.may_share)
def hand_over(who: Actor, answer: OfferAnswer, *, thanks: str = "") -> Given:
    """Say that it was given, and perhaps thank for it. Either of the two may say it; once is enough."""
    if answer.state != OfferAnswer.AGREED:
        raise Clash(_("Both of you say yes first."))
    offer, person = answer.offer, person_of(who)
    giver, getter = (offer.owner, answer.by) if offer.way == Offer.OFFER else (answer.by, offer.owner)
    given = Given.objects.filter(answer=answer).first() or Given(
        answer=answer,
        place=offer.place,
        kind=offer.kind,
        giver_kind=giver.kind,
        giver_id=giver.id,
        getter_kind=getter.kind,
        getter_id=getter.id,
        on=timezone.localdate(),
    )
    if thanks.strip():
        side = "giver" if (person.kind, person.id) == (giver.kind, giver.id) else "getter"
        if given.thanks_by not in ("", side):
            raise Clash(_("They have thanked you already. Their words stay as they are."))
        given.thanks, given.thanks_by = kept(thanks, most=500), side
    given.save()
    return given


@change("directory.person.block", allowed=rules.may_share)
def block(who: Actor, answer: OfferAnswer) -> None:
    """Want nothing more to do with whoever stands on the other side of an answer. They are not told.

    Nothing that lasts is touched, so no history tells them either.
    """
    person = person_of(who)
    own = (person.kind, person.id) == (answer.offer.owner_kind, answer.offer.owner_id)
    other = answer.by if own else answer.offer.owner
    ends = dict(by_kind=person.kind, by_id=person.id, of_kind=other.kind, of_id=other.id)
    Block.objects.get_or_create(**ends, defaults={"made_at": timezone.now()})
    for one, two in ((person, other), (other, person)):
        OfferAnswer.objects.filter(
            by_kind=one.kind, by_id=one.id, offer__owner_kind=two.kind, offer__owner_id=two.id
        ).delete()


@change("directory.misuse.report", allowed=rules.may_report)
def report(who: Actor, *, offer: Offer, words: str) -> Misuse:
    """Tell that an offer is not what it says, or hurts people. A steward then reads it, whomever it was for.

    The offer comes by name: its own history does not tell that somebody reported it.
    """
    if not words.strip():
        raise Invalid(_("Say what is wrong about it."))
    person = person_of(who)
    return Misuse.objects.create(
        place=offer.place,
        offer=offer,
        words=words.strip()[:2000],
        by_kind=person.kind if person.known else "",
        by_id=person.id,
        made_at=timezone.now(),
    )


@change("directory.misuse.decide", allowed=rules.may_see_reports, facts=["state"])
def decide(who: Actor, report: Misuse, *, stop: bool, reason: str = "") -> Misuse:
    """Stop an offer, with a reason that its owner reads; or leave it as it is."""
    if report.state != Misuse.OPEN:
        raise Clash(_("Somebody has decided about this meanwhile."))
    if stop and not reason.strip():
        raise Invalid(_("Say why: the person whose words these are reads it."))
    if stop and report.offer is not None:
        report.offer.stopped_at, report.offer.stopped_why = timezone.now(), reason.strip()[:1000]
        report.offer.save()
        current().touch(report.offer)
    report.state = Misuse.STOPPED if stop else Misuse.LEFT
    report.decided_at = timezone.now()
    report.save()
    current().state(state=report.state)
    return report


@change("directory.offer.clear", allowed=rules.may_clear)
def clear_invented(who: Actor, place: Place) -> Place:
    """Take away what was offered and asked in an invented place, so that its story can be told anew."""
    for model in (Offer, Given, Misuse):
        model.objects.filter(place=place).delete()  # type: ignore[attr-defined]
    return place


def _said(place: Place, said: dict[str, Any], organizations: Sequence[Organization]) -> dict[str, Any]:
    if said["way"] not in WAYS or said["kind"] not in KINDS or said["audience"] not in AUDIENCES:
        raise Invalid(_("Say whether you offer or ask, for what, and who may see it."))
    if said["audience"] == Offer.GROUPS and not organizations:
        raise Invalid(_("Name at least one organisation whose people may see it."))
    _refuse_day(said["until"])
    area: Area | None = said.get("area")
    if area is not None and not area.placearea_set.filter(place=place).exists():  # type: ignore[attr-defined]
        raise Invalid(_("Choose a neighbourhood of this place, or none."))
    return {
        "way": said["way"],
        "kind": said["kind"],
        "audience": said["audience"],
        "until": said["until"],
        "area": area,
        "words": kept(said["words"], otherwise=_("Say in your own words what it is.")),
        "when": kept(said.get("when", ""), most=200),
        "called": kept(said.get("called", ""), otherwise=_("Say how you want to be called."), most=120),
        "reach": _reach(said.get("reach", "")),
    }


def _refuse_day(until: date) -> None:
    today = timezone.localdate()
    if not today <= until <= today + LONGEST:
        raise Invalid(_("Say a day within the next year on which it ends. You can say it anew then."))


def _reach(said: str) -> str:
    if not said.strip():
        raise Invalid(_("Say how you can be reached, or who passes it on to you: else nobody's yes comes to anything."))
    return said.strip()[:200]


def _agree(who: Actor, person: Actor, agreed: bool) -> None:
    """A yes for this purpose, kept as every yes is: it can be taken back where the others are."""
    if consent.stands(person, REACH, lock=True):
        return
    if not agreed:
        raise NotAgreed(_("Nothing can come of it unless how to reach you may be passed on once both said yes."))
    channel = FACE if who.for_id else ONLINE
    give_consent(who, person, wording=_wording(), channel=channel)


def _wording() -> Wording:
    found = Wording.objects.filter(purpose=REACH, language="en").order_by("-version").first()
    return found or set_wording(HOUSE, purpose=REACH, words=WORDS)


def _decided(answer: OfferAnswer, state: str) -> OfferAnswer:
    now = OfferAnswer.objects.select_for_update().values_list("state", flat=True).filter(pk=answer.pk).first()
    if now != OfferAnswer.WAITING:
        raise Clash(_("This was taken back or decided meanwhile."))
    answer.state, answer.decided_at = state, timezone.now()
    answer.save()
    return answer

"""What there is to see of offers and asks: for those whom they are for, for the two concerned, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.directory import going_on
from commonweal.directory.models import Given, Misuse, Offer, OfferAnswer, Organization
from commonweal.directory.offers.rows import (
    GivenCount,
    GivenRow,
    Mine,
    OfferRow,
    Offers,
    OfferWhole,
    OwnOffer,
    Reported,
    Side,
)
from commonweal.directory.offers.who import answers_for
from commonweal.directory.offers.words import AUDIENCES, FEW, KINDS, stems
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.people import consent
from commonweal.places.models import Place

SOON = timedelta(days=7)
FITS = 5


def in_place(viewer: Actor, place: Place, *, kind: str = "", typed: str = "") -> Offers:
    """What this viewer may see here, newest first; of a kind, or with the words that were typed."""
    held = _all(Offer.objects.visible_to(viewer).filter(place=place)).order_by("-made_at")
    if kind in KINDS:
        held = held.filter(kind=kind)
    sought = stems(typed) if typed else frozenset()
    rows = [_row(each, viewer) for each in held if not sought or sought & stems(f"{each.words} {each.when}")]
    return Offers(
        tuple(row for row in rows if row.way == Offer.OFFER),
        tuple(row for row in rows if row.way == Offer.ASK),
        given_in(place),
    )


def given_in(place: Place) -> tuple[GivenCount, ...]:
    """How often something was given here, by kind: never fewer than five, and nothing of what waits."""
    count = dict(Given.objects.filter(place=place).values_list("kind").annotate(Count("pk")))
    return tuple(
        GivenCount(kind, str(label), count[kind] if count.get(kind, 0) >= FEW else None)
        for kind, label in KINDS.items()
    )


def whole(viewer: Actor, id: str) -> OfferWhole:
    """One offer or ask, for whoever it is for."""
    found = one(viewer, id)
    answered = viewer.known and OfferAnswer.objects.filter(offer=found, by_kind=viewer.kind, by_id=viewer.id).exists()
    return OfferWhole(
        _row(found, viewer),
        found.place.slug,
        found.place.name,
        found.place.invented,
        fits(viewer, found),
        bool(answered),
    )


def one(viewer: Actor, id: str) -> Offer:
    """The offer of this id, among those this viewer may see."""
    return going_on.one(_all(Offer.objects.visible_to(viewer)), id)


def own(person: Actor, id: str) -> Offer:
    """An offer of this person's own, whether it still stands or not."""
    return going_on.one(_all(Offer.objects.of(person)), id)


def answer(person: Actor, id: str) -> OfferAnswer:
    """An answer that this person gave, or was given."""
    by = Q(by_kind=person.kind, by_id=person.id) | Q(offer__in=Offer.objects.of(person))
    rows = OfferAnswer.objects.filter(by) if person.known else OfferAnswer.objects.none()
    return going_on.one(rows.select_related("offer__place", "offer__area"), id)


def fits(viewer: Actor, offer: Offer) -> tuple[OfferRow, ...]:
    """What goes with it, among what the same viewer may see: asks for an offer, offers for an ask, best first."""
    other = Offer.ASK if offer.way == Offer.OFFER else Offer.OFFER
    held = _all(Offer.objects.visible_to(viewer).filter(place=offer.place, way=other))
    held = held.exclude(owner_kind=offer.owner_kind, owner_id=offer.owner_id)
    sought = stems(offer.words)
    scored = []
    for each in held:
        shared = len(sought & stems(each.words))
        # The same kind alone is not enough: all company is not the same company.
        if shared:
            scored.append((shared + (each.kind == offer.kind), each))
    scored.sort(key=lambda pair: (-pair[0], pair[1].made_at))
    return tuple(_row(each, viewer) for _score, each in scored[:FITS])


def mine(person: Actor) -> Mine:
    """All that is one's own: what goes out, and what comes back."""
    held = _all(Offer.objects.of(person)).prefetch_related("answers__given", "organizations").order_by("-made_at")
    given = OfferAnswer.objects.filter(by_kind=person.kind, by_id=person.id).select_related(
        "offer__area", "offer__place", "given"
    )
    return Mine(
        tuple(_own(each, person) for each in held),
        tuple(_side(each, person, own=False) for each in given.order_by("-made_at")),
        _given(person, "giver"),
        _given(person, "getter"),
    )


def spoken_in(person: Actor) -> list[Place]:
    """Where somebody offered, asked or answered."""
    own = Offer.objects.of(person).values("place")
    answered = OfferAnswer.objects.filter(by_kind=person.kind, by_id=person.id).values("offer__place")
    return list(Place.objects.filter(Q(pk__in=own) | Q(pk__in=answered)).order_by("name"))


def reports(viewer: Actor, place: Place) -> list[Reported]:
    """What was reported and waits, for a steward of the place."""
    if not answers_for(viewer, place):
        return []
    rows = Misuse.objects.filter(place=place, state=Misuse.OPEN).select_related("offer").order_by("made_at")
    return [
        Reported(
            str(each.pk),
            each.words,
            each.offer.words if each.offer else "",
            timezone.localtime(each.made_at).date(),
        )
        for each in rows
    ]


def report(id: str) -> Misuse:
    """One report; whether somebody may decide about it, the rule says."""
    return going_on.one(Misuse.objects.select_related("offer", "place"), id)


def organizations_in(viewer: Actor, place: Place) -> QuerySet[Organization]:
    """Organisations whose people may be chosen to see something."""
    return Organization.objects.visible_to(viewer).filter(place=place).order_by("name")


def ending() -> list[Offer]:
    """What ends within a week, and whose owner has not been told."""
    soon = timezone.localdate() + SOON
    return list(Offer.objects.on().filter(until__lte=soon, reminded_at=None).select_related("place"))


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: one's own. A history tells who answered and when, which is for nobody else."""
    rows = Offer.objects.of(viewer).filter(pk__in=list(ids))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def answers_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: the two concerned."""
    if not viewer.known:
        return set()
    rows = OfferAnswer.objects.filter(pk__in=list(ids))
    rows = rows.filter(Q(by_kind=viewer.kind, by_id=viewer.id) | Q(offer__in=Offer.objects.of(viewer)))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def given_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: the two concerned."""
    if not viewer.known:
        return set()
    rows = Given.objects.filter(pk__in=list(ids))
    rows = rows.filter(_either(viewer, "giver") | _either(viewer, "getter"))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def reports_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: a steward of the place."""
    rows = Misuse.objects.filter(pk__in=list(ids)).select_related("place")
    return {str(each.pk) for each in rows if answers_for(viewer, each.place)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Offers as cards: their kind, never their words."""
    rows = Offer.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(str(KINDS[each.kind]), f"/offer/{each.pk}", _("an offer or an ask"), each.place.invented)
        for each in rows
    }


def describe_others(ids: Iterable[str]) -> dict[str, Card]:
    """Answers, what was given, and reports: that there is one, and no more."""
    return {str(id): Card(_("something between two people"), "/offers/mine") for id in ids}


def _all(rows):  # type: ignore[no-untyped-def]
    return rows.select_related("place", "area")


def _either(person: Actor, side: str) -> Q:
    return Q(**{f"{side}_kind": person.kind, f"{side}_id": person.id})


def _row(each: Offer, viewer: Actor) -> OfferRow:
    return OfferRow(
        str(each.pk),
        each.way,
        each.kind,
        str(KINDS[each.kind]),
        each.words,
        each.called,
        str(each.area) if each.area else "",
        each.when,
        each.until,
        (each.owner_kind, each.owner_id) == (viewer.kind, viewer.id),
    )


def _own(each: Offer, person: Actor) -> OwnOffer:
    return OwnOffer(
        _row(each, person),
        str(AUDIENCES[each.audience]),
        tuple(group.name for group in each.organizations.all()),
        each.until <= timezone.localdate() + SOON,
        each.stopped_why,
        tuple(_side(answer, person, own=True) for answer in each.answers.all()),
        fits(person, each),
    )


def _side(answer: OfferAnswer, person: Actor, *, own: bool) -> Side:
    offer = answer.offer
    given = getattr(answer, "given", None)
    passed = answer.state == OfferAnswer.AGREED and all(
        consent.stands(each, "reach") for each in (answer.by, offer.owner)
    )
    reach = answer.reach if own else offer.reach
    side = "giver" if own is (offer.way == Offer.OFFER) else "getter"
    return Side(
        str(answer.pk),
        answer.called if own else offer.called,
        answer.words,
        reach if passed else "",
        answer.state,
        given is not None,
        given.thanks if given else "",
        bool(given and given.thanks and given.thanks_by != side),
        _row(offer, person),
    )


def _given(person: Actor, side: str) -> tuple[GivenRow, ...]:
    if not person.known:
        return ()
    rows = Given.objects.filter(_either(person, side)).order_by("-on", "-pk")
    return tuple(
        GivenRow(str(KINDS[each.kind]), each.on, each.thanks, bool(each.thanks) and each.thanks_by != side)
        for each in rows
    )

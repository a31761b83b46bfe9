"""How true the directory is: what waits to be done, what people told us, and how much was confirmed lately."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Gone, NotFound
from commonweal.directory import asked, rules
from commonweal.directory.about import questions
from commonweal.directory.asked import Asked
from commonweal.directory.going_on import OVER
from commonweal.directory.keep_changes import policy
from commonweal.directory.models import Audience, EditLink, EntryVersion, Proposal, Report, Service, ServiceAtLocation
from commonweal.journal.actor import PUBLIC, Actor, Held
from commonweal.journal.kinds import Card
from commonweal.people import slips
from commonweal.places.models import Place

MONTH = timedelta(days=30.4)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something to be looked at: an edit, or what somebody told us."""

    id: str
    kind: str  # edit, wrong, missing
    about_id: str  # the service; "" where it is about none yet
    about: str
    words: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How much of one part of the directory was confirmed within so many months."""

    part: str
    services: int
    confirmed: int
    never: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there is nothing."""
        return self.confirmed / self.services if self.services else None


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry that nobody has confirmed for too long."""

    id: str
    name: str
    organization_name: str
    assured_date: date | None  # None: never


@dataclass(frozen=True, slots=True)
class Board:
    """How true a place's directory is today."""

    months: int
    edits: str  # live, held
    all: Confirmed
    by_area: tuple[Confirmed, ...]
    by_need: tuple[Confirmed, ...]
    stale: tuple[Stale, ...]
    waiting: tuple[Waiting, ...]
    asked: Asked
    reminders: bool  # whether letters ask for a confirmation once it is due


@dataclass(frozen=True, slots=True)
class Became:
    """What became of something that somebody told us."""

    kind: str
    about: str
    about_id: str
    place_slug: str
    place_name: str
    state: str
    answer: str
    made_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Before:
    """What an entry said until a moment."""

    id: int
    until: datetime
    name: str
    description: str


def board(viewer: Actor, place: Place) -> Board:
    """What there is to do, and how much was confirmed, for whoever keeps the directory of a place."""
    rules.may_see_keeping(viewer, place)
    decided = policy(place)
    since = timezone.localdate() - decided.confirm_months * MONTH
    services = list(
        Service.objects.visible_to(viewer)
        .filter(place=place)
        .exclude(status__in=OVER)
        .select_related("organization")
        .order_by("assured_date", "name")
    )
    stale = [each for each in services if each.assured_date is None or each.assured_date < since]
    return Board(
        decided.confirm_months,
        decided.edits,
        _counted(_("Everything"), services, since),
        _by_area(viewer, services, since),
        _by_need(services, since),
        tuple(
            Stale(str(each.pk), each.name, each.organization.name if each.organization else "", each.assured_date)
            # Never confirmed comes first.
            for each in sorted(stale, key=lambda each: each.assured_date or date.min)
        ),
        _waiting(viewer, place),
        asked.of(place),
        decided.reminders,
    )


def _counted(part: str, services: Iterable[Service], since: date) -> Confirmed:
    rows = list(services)
    lately = sum(1 for each in rows if each.assured_date and each.assured_date >= since)
    return Confirmed(part, len(rows), lately, sum(1 for each in rows if each.assured_date is None))


def _by_area(viewer: Actor, services: list[Service], since: date) -> tuple[Confirmed, ...]:
    # A row for a neighbourhood would tell a link worker in which one a refuge stands.
    at = ServiceAtLocation.objects.visible_to(viewer).filter(service__in=services).select_related("location__area")
    by: dict[str, set[UUID]] = defaultdict(set)
    for each in at:
        by[str(each.location.area) if each.location.area else _("Nowhere in this place")].add(each.service_id)
    known = {each.pk: each for each in services}
    rows = [_counted(name, (known[pk] for pk in ids if pk in known), since) for name, ids in by.items()]
    return tuple(sorted(rows, key=lambda row: (row.share or 0.0, -row.services, row.part)))


def _by_need(services: list[Service], since: date) -> tuple[Confirmed, ...]:
    by: dict[str, list[Service]] = defaultdict(list)
    for each in services:
        for word in each.helps_with:
            by[word].append(each)
    rows = [_counted(word, held, since) for word, held in by.items()]
    return tuple(sorted(rows, key=lambda row: (row.share or 0.0, -row.services, row.part)))


def _waiting(viewer: Actor, place: Place) -> tuple[Waiting, ...]:
    seen = Service.objects.visible_to(viewer).filter(place=place).values("pk")
    # What waits about an entry that went meanwhile still waits for an answer.
    went = Q(service__gone_at__isnull=False, service__audience=Audience.EVERYONE)
    went &= Q(service__organization=None) | ~Q(service__organization__audience=Audience.KEEPERS)
    here = Q(service__in=seen) | went
    edits = Proposal.objects.filter(here, service__place=place, state=Proposal.WAITING).select_related("service")
    told = Report.objects.filter(place=place, state=Report.OPEN).select_related("service")
    told = told.filter(Q(service=None) | here)
    rows = [
        Waiting(str(each.pk), "edit", str(each.service_id), each.service.name, _changes(each), each.made_at)
        for each in edits
    ] + [
        Waiting(
            str(each.pk),
            each.kind,
            str(each.service_id or ""),
            each.service.name if each.service else "",
            each.words,
            each.made_at,
        )
        for each in told
    ]
    return tuple(sorted(rows, key=lambda row: row.since))


def _changes(proposal: Proposal) -> str:
    from commonweal.directory.entry_words import as_said

    now = as_said(proposal.service)
    said = dict(proposal.said)
    answers = said.pop("about", {})
    moved = [f"{name.replace('_', ' ')}: {value}" for name, value in said.items() if now.get(name) != value]
    for key, value in answers.items():
        if now["about"].get(key, "") != value:
            moved.append(f"{questions.every()[key].question} {value or '–'}")
    return "; ".join(moved)


def by_link(link_id: str, service_id: str) -> Actor | None:
    """Whoever came by this link, as somebody who keeps that one entry; None where it is not a link to it, or ended."""
    link = EditLink.objects.filter(pk=link_id or None, ended_at=None, expires_at__gt=timezone.now()).first()
    if link is None or str(link.service_id) != service_id:
        return None
    keeps = Held("keeper", rules.SERVICE, str(link.service_id))
    return Actor(kind=rules.LINK, id=str(link.pk), held=frozenset({keeps}))


def link(code: str) -> EditLink:
    """The link with this code."""
    found = EditLink.objects.filter(code_hash=slips.hashed(code)).select_related("service").first()
    if found is None:
        raise NotFound(_("This link is not known here. It may have been copied in part: try it from the letter again."))
    if found.ended_at is not None or found.expires_at < timezone.now():
        raise Gone(_("This link has ended. Ask whoever sent it for a new one."))
    if found.service.gone_at is not None:
        raise Gone(_("This entry went, or was put together with another one. Ask whoever sent the link for a new one."))
    return found


def became(code: str) -> Became:
    """What became of a report, for whoever has its address."""
    found = Report.objects.filter(code_hash=slips.hashed(code)).select_related("service", "place").first()
    if found is None:
        raise NotFound(_("Nothing was told to us at this address."))
    # The entry may have been withheld since, or merged: an address that lies about tells no more than a page.
    about = Service.objects.visible_to(PUBLIC).filter(pk=found.service_id).first() if found.service_id else None
    return Became(
        found.kind,
        about.name if about else "",
        str(about.pk) if about else "",
        found.place.slug,
        found.place.name,
        found.state,
        found.answer,
        found.made_at,
        found.answered_at,
    )


def before(viewer: Actor, service: Service) -> list[Before]:
    """What an entry said before, newest first, for whoever may change it."""
    rules.may_keep_service(viewer, service)
    rows = EntryVersion.objects.filter(service=service).order_by("-until")[:20]
    return [Before(each.pk, each.until, each.said.get("name", ""), each.said.get("description", "")) for each in rows]


def declined(viewer: Actor, service: Service) -> Proposal | None:
    """The edit that was offered last, where it was not taken: whoever offered it is told why, on the entry's page."""
    rules.may_keep_service(viewer, service)
    last = Proposal.objects.filter(service=service).order_by("-made_at").first()
    return last if last is not None and last.state == Proposal.DECLINED else None


def reports_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: those that this viewer may answer."""
    rows = Report.objects.filter(pk__in=list(ids)).select_related("place")
    return {str(each.pk) for each in rows if rules.keeps_directory(viewer, each.place)}


def proposals_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: those that this viewer may decide about."""
    rows = Proposal.objects.filter(pk__in=list(ids)).select_related("service__place")
    return {str(each.pk) for each in rows if rules.keeps_directory(viewer, each.service.place)}


def describe_reports(ids: Iterable[str]) -> dict[str, Card]:
    """Reports as cards: what they are about, never their words."""
    rows = Report.objects.filter(pk__in=list(ids)).select_related("service", "place")
    return {
        str(each.pk): Card(
            each.service.name if each.service else _("something that is missing"),
            f"/place/{each.place.slug}/keeping",
            _("what somebody told us"),
            each.place.invented,
        )
        for each in rows
    }


def describe_proposals(ids: Iterable[str]) -> dict[str, Card]:
    """Edits that wait, as cards."""
    rows = Proposal.objects.filter(pk__in=list(ids)).select_related("service__place")
    return {
        str(each.pk): Card(
            each.service.name,
            f"/place/{each.service.place.slug}/keeping",
            _("an edit that waits"),
            each.service.place.invented,
        )
        for each in rows
    }

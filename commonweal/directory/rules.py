"""Who may say what goes on here. Each refusal says who could."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.directory.models import (
    Audience,
    Feed,
    Location,
    Organization,
    Phone,
    Proposal,
    Report,
    Schedule,
    Service,
    Withheld,
)
from commonweal.journal.actor import HOUSE, Actor
from commonweal.people.roles import ORGANISATION, PLACE
from commonweal.people.rules import administers
from commonweal.places.models import Place

# Somebody who came by a link to one entry: an Actor of this kind, holding "keeper" of that service alone.
LINK, SERVICE = "link", "directory.service"
# Champions and link workers keep entries for groups that have no time to: the directory is theirs too.
KEEPERS = ("steward", "listener", "facilitator", "link_worker")


def keeps_directory(who: Actor, place: Place) -> bool:
    """Does this person work with people in the place, or answer for the installation?"""
    return administers(who) or any(who.holds(role, PLACE, str(place.pk)) for role in KEEPERS)


def may_add_organization(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """An organisation is added by somebody with a role in its home place."""
    if not keeps_directory(who, place):
        raise NotAllowed(_("Only somebody who works with people in this place can add an organisation to it."))


def may_keep_organization(who: Actor, *, organization: Organization, **_kwargs: Any) -> None:
    """What an organisation offers is said by itself, or by somebody with a role in its home place."""
    if who.holds("provider", ORGANISATION, str(organization.pk)) or keeps_directory(who, organization.place):
        return
    raise NotAllowed(_("Only the organisation itself, or somebody who works in this place, can change its entry."))


def may_keep_service(who: Actor, service: Service, *args: Any, **_kwargs: Any) -> None:
    """As with the organisation whose service it is; a service that names none is the place's to keep.

    Whoever came by the service's own link keeps this one entry, and nothing else.
    """
    if who.holds("keeper", SERVICE, str(service.pk)):
        return
    if service.organization is not None:
        may_keep_organization(who, organization=service.organization)
    elif not keeps_directory(who, service.place):
        raise NotAllowed(_("Only somebody who works in this place can change this entry."))
    if not _may_see_all_of(who, service):
        raise NotAllowed(_("A part of this entry is for those alone who keep it. Ask the organisation, or a steward."))


def _may_see_all_of(who: Actor, service: Service) -> bool:
    """Whoever changes an entry reads all of it first; an edit must not show, nor lose, what is not theirs to know."""
    own = service.organization_id is not None and who.holds("provider", ORGANISATION, str(service.organization_id))
    if own or answers_for(who, service.place):
        return True
    at = service.service_at_locations.values_list("pk", flat=True)
    times = Schedule.objects.filter(Q(service=service) | Q(service_at_location__in=at)).values_list("pk", flat=True)
    phones = Phone.objects.filter(service=service).values_list("pk", flat=True)
    kept = Withheld.objects.filter(audience=Audience.KEEPERS)
    return not kept.filter(Q(record=service.pk) | Q(record__in=times) | Q(record__in=phones)).exists()


def may_withhold(who: Actor, record: Organization | Service | Location, **_kwargs: Any) -> None:
    """What is not for everyone is said by the organisation it concerns, or by a steward of its home place."""
    organization = record if isinstance(record, Organization) else record.organization
    own = organization is not None and who.holds("provider", ORGANISATION, str(organization.pk))
    if not (own or answers_for(who, record.place)):
        raise NotAllowed(_("Only the organisation itself, or a steward of this place, can say who may see this."))


def may_add_feed(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """Another directory is taken in by whoever answers for the place."""
    if not answers_for(who, place):
        raise NotAllowed(_("Only a steward of this place can take in another directory."))


def may_sync_feed(who: Actor, feed: Feed, **_kwargs: Any) -> None:
    """As with taking it in at all."""
    may_add_feed(who, place=feed.place)


def anybody(who: Actor, *_args: Any, **_kwargs: Any) -> None:
    """Telling that something is wrong or missing needs nobody's leave."""


def the_house(who: Actor, *_args: Any, **_kwargs: Any) -> None:
    """What the house does by itself: letters that ask, and forgetting."""
    if who != HOUSE:
        raise NotAllowed(_("Only the house itself does this."))


def may_give_link(who: Actor, service: Service, **_kwargs: Any) -> None:
    """A link to an entry is given by whoever keeps the directory, or by the organisation to its own."""
    may_keep_service(who, service)
    if who.kind == LINK:
        raise NotAllowed(_("A link cannot make another link. Ask somebody who works in this place."))


def may_decide_proposal(who: Actor, proposal: Proposal, **_kwargs: Any) -> None:
    """Edits that wait are looked at by whoever keeps the directory of the place."""
    if not keeps_directory(who, proposal.service.place):
        raise NotAllowed(_("Only somebody who works in this place can decide about an edit that waits."))


def may_answer_report(who: Actor, report: Report, **_kwargs: Any) -> None:
    """What people report is answered by whoever keeps the directory of the place."""
    if not keeps_directory(who, report.place):
        raise NotAllowed(_("Only somebody who works in this place can answer what people report."))


def may_see_keeping(who: Actor, place: Place) -> None:
    """What waits, what was reported and what is out of date is for whoever keeps the directory of the place."""
    if not keeps_directory(who, place):
        raise NotAllowed(_("Only somebody who works in this place can see what waits to be done here."))


def may_keep_terms(who: Actor, place: Place, **_kwargs: Any) -> None:
    """When term is, is said by whoever keeps the directory of the place."""
    if not keeps_directory(who, place):
        raise NotAllowed(_("Only somebody who works in this place can say when term is here."))


def may_set_policy(who: Actor, place: Place, **_kwargs: Any) -> None:
    """How edits go live is decided by a steward of the place."""
    if not answers_for(who, place):
        raise NotAllowed(_("Only a steward of this place can decide how edits go live."))


def answers_for(who: Actor, place: Place) -> bool:
    """Is this person a steward of the place, or the administrator?"""
    return administers(who) or who.holds("steward", PLACE, str(place.pk))


def may_clear_invented(who: Actor, place: Place, **_kwargs: Any) -> None:
    """Only what was made up may be cleared away to be told anew, and only by the administrator."""
    if not (administers(who) and place.invented):
        raise NotAllowed(_("Only an invented place can be cleared to be told anew, and only by an administrator."))

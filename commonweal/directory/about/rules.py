"""Who may say what a venue or an organisation is like, and who is told what is for partners."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.directory.documents import PARTNERS, seen_by
from commonweal.directory.models import AboutFact, Location, Organization
from commonweal.directory.rules import LINK, keeps_directory, may_keep_organization
from commonweal.journal.actor import Actor
from commonweal.people.roles import ORGANISATION, PLACE
from commonweal.people.rules import administers
from commonweal.places.models import Place


def may_describe(who: Actor, record: Location | Organization, **_kwargs: Any) -> None:
    """A venue is described by the organisation whose it is, or by whoever keeps the directory of the place."""
    if isinstance(record, Organization):
        may_keep_organization(who, organization=record)
    elif not (_own(who, record.organization_id) or keeps_directory(who, record.place)):
        raise NotAllowed(_("Only whoever runs this venue, or somebody who works in this place, can describe it."))


def may_add_venue(who: Actor, *, place: Place, organization: Organization | None = None, **_kwargs: Any) -> None:
    """A venue is added by whoever keeps the directory of the place, or by the organisation whose it is."""
    own = organization is not None and organization.place_id == place.pk and _own(who, organization.pk)
    if not (own or keeps_directory(who, place)):
        raise NotAllowed(_("Only whoever runs a venue, or somebody who works in this place, can add it."))


def may_add_listed(who: Actor, *, place: Place) -> None:
    """Something that is on a list becomes a venue when a steward describes it."""
    if not (administers(who) or who.holds("steward", PLACE, str(place.pk))):
        raise NotAllowed(_("Only a steward of this place can describe what is on its lists as a space to use."))


def by(who: Actor, organization: object) -> str:
    """Who says it: the organisation itself, or somebody who works in the place."""
    return AboutFact.ORGANISATION if who.kind == LINK or _own(who, organization) else AboutFact.KEEPER


def partner(viewer: Actor, place: Place) -> bool:
    """Is this somebody who is told what is for partners?"""
    return seen_by(viewer, place, None) >= PARTNERS


def _own(who: Actor, organization: object) -> bool:
    return organization is not None and who.holds("provider", ORGANISATION, str(organization))

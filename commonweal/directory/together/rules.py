"""Who may say that organisations work together, who confirms it, and who marks an anchor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.directory.models import Anchor, Organization, Partnership
from commonweal.directory.rules import keeps_directory
from commonweal.directory.together.queries import PARTNERSHIP
from commonweal.journal.actor import Actor
from commonweal.people.roles import ORGANISATION


def sides_of(who: Actor, partnership: Partnership) -> list[str]:
    """For which sides this person speaks: by a role in the organisation, or by the link they came with."""
    ids = {"one": partnership.one_id, "other": partnership.other_id}
    return [
        side
        for side, id in ids.items()
        if who.holds("provider", ORGANISATION, str(id)) or who.holds(side, PARTNERSHIP, str(partnership.pk))
    ]


def may_say(who: Actor, *, one: Organization, other: Organization, **_kwargs: Any) -> None:
    """Either of the two says it, or somebody who works in the place."""
    own = any(who.holds("provider", ORGANISATION, str(each.pk)) for each in (one, other))
    if not (own or keeps_directory(who, one.place)):
        raise NotAllowed(_("Only one of the two organisations, or somebody who works in this place, can say this."))


def may_change(who: Actor, partnership: Partnership, **_kwargs: Any) -> None:
    """As with saying it: a link lets somebody say whether it is so, and no more."""
    may_say(who, one=partnership.one, other=partnership.other)


def may_answer(who: Actor, partnership: Partnership, *, side: str, **_kwargs: Any) -> None:
    """A side speaks for itself alone."""
    if side not in sides_of(who, partnership):
        raise NotAllowed(_("Only the organisation itself can say whether this is so. Send it the link."))


def may_give_link(who: Actor, partnership: Partnership, **_kwargs: Any) -> None:
    """A link goes out from somebody who works in the place: whoever claims something cannot also confirm it."""
    if not keeps_directory(who, partnership.place):
        raise NotAllowed(_("Only somebody who works in this place can make a link for the other side."))


def may_mark(who: Actor, organization: Organization, **_kwargs: Any) -> None:
    """An anchor is marked by somebody who works in the place, or names itself one."""
    own = who.holds("provider", ORGANISATION, str(organization.pk))
    if not (own or keeps_directory(who, organization.place)):
        raise NotAllowed(_("Only the organisation itself, or somebody who works in this place, can say this."))


def may_doubt(who: Actor, anchor: Anchor, **_kwargs: Any) -> None:
    """Anybody who speaks for an organisation, or works in the place, may see it otherwise and say so."""
    speaks = any(each.role == "provider" and each.scope_kind == ORGANISATION for each in who.held)
    if not (speaks or keeps_directory(who, anchor.place)):
        raise NotAllowed(_("Only an organisation, or somebody who works in this place, can say this. Tell them why."))


def may_end_anchor(who: Actor, anchor: Anchor, **_kwargs: Any) -> None:
    """As with marking it."""
    may_mark(who, anchor.organization)

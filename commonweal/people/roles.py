"""The roles a person can be granted, each as a sentence that says what it lets them do."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

PLACE, ORGANISATION, HOUSE = "places.place", "directory.organisation", "house"

ROLES: dict[str, str] = {
    "steward": _("can grant roles in this place and say which areas belong to it."),
    "analyst": _("can load published files for this place and cite figures from them."),
    "listener": _("can write down what people say in this place, and read what they let listeners read."),
    "facilitator": _("can run gatherings in this place."),
    "link_worker": _("can support people in this place who have agreed to it."),
    "provider": _("can keep this organisation's own entries true."),
    "administrator": _("can look after the software itself: accounts, loading, restoring."),
}
NAMES: dict[str, str] = {
    "steward": _("steward"),
    "analyst": _("analyst"),
    "listener": _("listener"),
    "facilitator": _("facilitator"),
    "link_worker": _("link worker"),
    "provider": _("provider"),
    "administrator": _("administrator"),
}
# Where each can be held. What is not listed here can hold no role.
HELD_IN: dict[str, tuple[str, ...]] = {
    PLACE: ("steward", "analyst", "listener", "facilitator", "link_worker"),
    ORGANISATION: ("provider",),
    HOUSE: ("administrator",),
}


def named(role: str) -> str:
    """A role as people say it, in the reader's language: "link worker"."""
    return gettext(NAMES.get(role, role))


def allows(role: str) -> str:
    """What a role lets somebody do, in the reader's language."""
    return gettext(ROLES[role]) if role in ROLES else ""

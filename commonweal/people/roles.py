"""The roles a person can be granted, each as a sentence that says what it lets them do.

POWERS is what the rules ask. A sentence promises no more than the rules give: a test holds them together.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PLACE, ORGANISATION, HOUSE = "places.place", "directory.organization", "house"

ROLES: dict[str, Any] = {
    "steward": _(
        "can grant roles in this place, say which areas belong to it, load published files, look after the evidence, "
        "read the evidence together with others, hand out slips, hold gatherings."
    ),
    "analyst": _(
        "can load published files for this place, look after the evidence and read the evidence together with others."
    ),
    "listener": _(
        "can hand out slips in this place, hold gatherings, write down what people there agree to or take back, listen "
        "to voices and find themes in voices, as far as each person agreed."
    ),
    "facilitator": _(
        "can hand out slips in this place, hold gatherings, read the evidence together with others, write down "
        "what people there agree to or take back, listen to voices and find themes in voices, as far as each "
        "person agreed."
    ),
    "link_worker": _("can hand out slips in this place, and write down what people there agree to or take back."),
    "coder": _("can find themes in voices of this place, as far as each person agreed."),
    "safeguarding": _("can look after holds: what is held back in this place so that somebody is safe."),
    "provider": _("can keep this organisation's own entries true."),
    "data_partner": _("can send this organisation's returns."),
    "administrator": _("can look after the software itself: accounts, roles, places, files, erasing, restoring."),
}
NAMES: dict[str, Any] = {
    "steward": _("steward"),
    "analyst": _("analyst"),
    "listener": _("listener"),
    "facilitator": _("facilitator"),
    "link_worker": _("link worker"),
    "coder": _("coder"),
    "safeguarding": _("safeguarding lead"),
    "provider": _("provider"),
    "data_partner": _("data partner"),
    "administrator": _("administrator"),
}
# Where each can be held. What is not listed here can hold no role.
HELD_IN: dict[str, tuple[str, ...]] = {
    PLACE: ("steward", "analyst", "listener", "facilitator", "link_worker", "coder", "safeguarding"),
    ORGANISATION: ("provider", "data_partner"),
    HOUSE: ("administrator",),
}
# What people do in a place → the roles that let them. Administrators are asked for by name.
POWERS: dict[str, tuple[str, ...]] = {
    "grant roles": ("steward",),
    "say which areas belong": ("steward",),
    "load published files": ("steward", "analyst"),
    "look after the evidence": ("steward", "analyst"),
    "read the evidence together": ("steward", "analyst", "facilitator"),
    "hand out slips": ("listener", "facilitator", "link_worker", "steward"),
    "write down what people there agree to": ("listener", "facilitator", "link_worker"),
    "hold gatherings": ("listener", "facilitator", "steward"),
    "listen to voices": ("listener", "facilitator"),
    "find themes in voices": ("listener", "facilitator", "coder"),
    "look after holds": ("safeguarding",),
}


def scopes_of(role: str) -> tuple[str, ...]:
    """The kinds of thing in which a role is held."""
    return tuple(kind for kind, held in HELD_IN.items() if role in held)


def end_of(day: date) -> datetime:
    """The last moment of the last day on which a role is held, where the installation is."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def named(role: str) -> str:
    """A role as people say it, in the reader's language: "link worker"."""
    return str(NAMES.get(role, role))


def allows(role: str) -> str:
    """What a role lets somebody do, in the reader's language."""
    return str(ROLES.get(role, ""))


def holders(power: str) -> str:
    """Who may do this, for a refusal: "listener, facilitator, link worker"."""
    return ", ".join(map(named, POWERS[power]))

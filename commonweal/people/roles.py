"""The roles a person can be granted, each as a sentence that says what it lets them do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

PLACE, ORGANISATION, HOUSE = "places.place", "directory.organization", "house"

ROLES: dict[str, Any] = {
    "steward": _("can grant roles in this place and say which areas belong to it."),
    "analyst": _("can load published files for this place and cite figures from them."),
    "listener": _("can write down what people say in this place, and read what they let listeners read."),
    "facilitator": _("can run gatherings in this place."),
    "link_worker": _("can support people in this place who have agreed to it."),
    "provider": _("can keep this organisation's own entries true."),
    "administrator": _("can look after the software itself: accounts, loading, restoring."),
}

"""The roles a person can be granted, each as a sentence that says what it lets them do."""

from __future__ import annotations

PLACE, ORGANISATION, HOUSE = "places.place", "directory.organization", "house"

ROLES: dict[str, str] = {
    "steward": "can grant roles in this place and say which areas belong to it.",
    "analyst": "can load published files for this place and cite figures from them.",
    "listener": "can write down what people say in this place, and read what they let listeners read.",
    "facilitator": "can run gatherings in this place.",
    "link_worker": "can support people in this place who have agreed to it.",
    "provider": "can keep this organisation's own entries true.",
    "administrator": "can look after the software itself: accounts, loading, restoring.",
}

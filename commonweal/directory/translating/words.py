"""Which words of an entry can be put into another language, and whether a translation still fits them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.directory import words as when_words
from commonweal.directory.documents import Document

FIELDS: dict[str, Any] = {
    "name": _("What it is called"),
    "alert": _("What people must know before they set out"),
    "description": _("What happens there"),
    "when": _("When it is on"),
    "fees_description": _("What it costs"),
    "eligibility_description": _("Who it is for"),
    "application_process": _("How to join"),
    "wait_time": _("How long people wait"),
    "interpretation_services": _("Interpreting"),
}
WHEN = "when"  # also "when:<service_at_location>", for what is said of one spot
FRESH, STALE, MISSING = "fresh", "stale", "missing"
# The small words of a translated page, which a place puts into each of its languages once.
LABELS: dict[str, Any] = {
    "when": _("When and where"),
    "cost": _("What it costs"),
    "unknown_cost": _("Nobody has said. It may be free, or not."),
    "who": _("Who it is for"),
    "join": _("How to join"),
    "wait": _("How long people wait"),
    "interpreting": _("Interpreting"),
    "touch": _("Get in touch"),
    "runs": _("Who runs it"),
    "next": _("The next times"),
    "withheld": _("Where it happens is not told to everyone. Get in touch to be told."),
    # The two that somebody most needs in their own language.
    "machine": _("Made by a machine. Not checked by a person. It may be wrong."),
    "earlier": _("Some of this has changed since. What has changed is in English."),
}


def base(field: str) -> str:
    """The field without the spot it is said of."""
    return field.partition(":")[0]


def label(field: str) -> str:
    """What a field is called, in the language being read."""
    return str(FIELDS[base(field)])


def hashed(words: str) -> str:
    """By which words are known again. Blanks do not count.

    >>> hashed("Free, and warm") == hashed(" Free,  and warm\\n"), hashed("Free") == hashed("£2")
    (True, False)
    """
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:24]


def source(told: Document) -> dict[str, str]:
    """The words of an entry, as far as its document tells them: what is withheld from somebody is not in theirs."""
    found = {name: str(told.get(name) or "") for name in FIELDS if name != WHEN}
    found[WHEN] = _when(told)
    for at in told.get("service_at_locations", ()):
        found[f"{WHEN}:{at['id']}"] = _when(at)
    order = list(FIELDS)
    return {name: found[name] for name in sorted(found, key=lambda each: order.index(base(each))) if found[name]}


def state(said: Mapping[str, Any], field: str, now: str) -> str:
    """Whether a field is translated, and from the words that the entry says now."""
    held = said.get(field)
    if not held or not held.get("words"):
        return MISSING
    return FRESH if held["hash"] == hashed(now) else STALE


def _when(told: Document) -> str:
    fields = ("description", "byday", "opens_at", "closes_at")
    said = (when_words.when(*(each.get(name, "") for name in fields)) for each in told.get("schedules", ()))
    return "; ".join(each for each in said if each)

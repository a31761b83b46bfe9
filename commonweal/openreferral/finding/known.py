"""What is known of a service besides its words: where, when, for whom, at what cost. What nobody has said is None."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from commonweal.openreferral.finding import texts, when
from commonweal.openreferral.finding.when import Hours
from commonweal.openreferral.serving.documents import Document
from commonweal.openreferral.serving.facts import areas_of, each, outline
from commonweal.openreferral.serving.grid import distance_m, point_of

# What entries say of access, by the words they use. Where a "no" stands before, it is not said.
ACCESS = MappingProxyType(
    {
        "step-free": r"step[- ]?free|level access|wheelchair|ramp(ed|s)?\b",
        "accessible toilet": r"(accessible|disabled|adapted) (toilet|wc|loo)|changing places",
        "hearing loop": r"(hearing|induction) loop|loop system",
        "BSL": r"\bbsl\b|sign language",
        "large print": r"large print",
        "parking": r"(blue badge|disabled|accessible) parking|parking (bay|space)",
    }
)
_QUIET = re.compile(r"\bquiet|low[- ]sensory|relaxed (session|performance)|dimmed|sensory[- ]friendly", re.I)
_NO_WORDS = re.compile(r"\b(no|not|without|isn.t|lacks?|un)(?: \w+){0,2} ?-?$", re.I)
_FREE = re.compile(r"\s*(it is |it's |always )?(free|no (charge|cost|fee)|nothing)\b", re.I)
_MONEY = re.compile(r"[£$€]\s*\d*[1-9]|\d\s*p\b", re.I)
_ONLINE = re.compile(r"\b(online|virtual|zoom|remote)\b", re.I)
_LANGUAGES = MappingProxyType(
    {
        "ar": "arabic",
        "bn": "bengali",
        "cy": "welsh",
        "en": "english",
        "es": "spanish",
        "fa": "farsi",
        "fr": "french",
        "gu": "gujarati",
        "hi": "hindi",
        "ku": "kurdish",
        "lt": "lithuanian",
        "pa": "punjabi",
        "pl": "polish",
        "ps": "pashto",
        "pt": "portuguese",
        "ro": "romanian",
        "so": "somali",
        "syl": "sylheti",
        "ti": "tigrinya",
        "tr": "turkish",
        "uk": "ukrainian",
        "ur": "urdu",
        "zh": "chinese",
    }
)


@dataclass(frozen=True, slots=True)
class Venue:
    """One of the places where it happens. An organisation's own address is none of them."""

    name: str
    latitude: float
    longitude: float
    id: str = ""  # of the location


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of one service."""

    id: str
    name: str
    organisation: str
    venues: tuple[Venue, ...]
    schedules: tuple[dict[str, Any], ...]
    hours: tuple[Hours, ...]
    areas: tuple[BaseGeometry, ...]  # empty: it does not say whom it serves
    free: bool | None
    cost: str  # as it is said; "" where it is not
    youngest: float | None
    oldest: float | None
    languages: frozenset[str]
    access: frozenset[str]
    quiet: bool
    online: bool
    room: bool | None
    confirmed: date | None
    asked: frozenset[str]  # codes of what it says, of the taxonomy whose terms can be asked for
    open: bool  # False: defunct, or closed for now

    def nearest(self, near: tuple[float, float] | None) -> str:
        """The name of the venue nearest to a point; without one, of the only venue."""
        if near is None:
            return self.venues[0].name if len(self.venues) == 1 else ""
        if not self.venues:
            return ""
        points = np.array([(each.latitude, each.longitude) for each in self.venues])
        return self.venues[int(distance_m(*near, points[:, 0], points[:, 1]).argmin())].name

    def suits(self, age: float) -> bool | None:
        """Is it for somebody of this age? None where it does not say."""
        if self.youngest is None and self.oldest is None:
            return None
        return (self.youngest or 0) <= age and (self.oldest is None or age < self.oldest + 1)


def known(document: Document) -> Known:
    """The facts of a service's document."""
    locations = list(texts.locations(document))
    schedules = tuple(_schedules(document))
    cost, free = _cost(document)
    said = list(_said(document, locations))
    outlines = [outline(extent) for extent in _areas(document)]
    return Known(
        id=str(document["id"]),
        name=str(document.get("name") or ""),
        organisation=str((document.get("organization") or {}).get("name") or ""),
        venues=tuple(_venues(locations)),
        schedules=schedules,
        hours=tuple(when.hours(schedules)),
        areas=tuple(area for area in outlines if area is not None),
        free=free,
        cost=cost,
        youngest=_number(document.get("minimum_age")),
        oldest=_number(document.get("maximum_age")),
        languages=frozenset(_spoken(document, locations)),
        access=frozenset(name for name, pattern in ACCESS.items() if any(_says(pattern, text) for text in said)),
        quiet=any(_says(_QUIET.pattern, text) for text in said),
        online=_online(locations, schedules, said),
        room=_room(document),
        confirmed=_day(document.get("assured_date")),
        asked=frozenset(_asked(document, locations)),
        open=document.get("status") in (None, "", "active"),
    )


def _venues(locations: list[Document]) -> Iterator[Venue]:
    for location in locations:
        point = point_of(location)
        if point and location.get("location_type") != "virtual":
            yield Venue(str(location.get("name") or ""), *point, str(location.get("id") or ""))


def _schedules(document: Document) -> Iterator[dict[str, Any]]:
    for inner in (document, *each(document, "service_at_locations")):
        yield from each(inner, "schedules")


def _areas(document: Document) -> Iterator[str]:
    for inner in (document, *each(document, "service_at_locations")):
        yield from areas_of(inner).values()


def _said(document: Document, locations: list[Document]) -> Iterator[str]:
    """What is said of access and the like: in the list of accessibility, and in attributes."""
    for location in locations:
        for row in each(location, "accessibility"):
            yield " ".join(str(row[name]) for name in ("description", "details", "accessibility") if row.get(name))
    for inner in (document, *each(document, "service_at_locations"), *locations):
        for attribute in each(inner, "attributes"):
            label, value = str(attribute.get("label") or ""), str(attribute.get("value") or "")
            if label.casefold() not in (texts.HELPS, *texts.UNSAID):
                yield (
                    label
                    if value.casefold() in ("yes", "true")
                    else f"no {label}"
                    if value.casefold()
                    in (
                        "no",
                        "false",
                    )
                    else f"{label}: {value}"
                )


def _asked(document: Document, locations: list[Document]) -> set[str]:
    """Codes of what it says itself, of where it happens; and of its organisation, where it says nothing else itself."""
    own = set(_codes(document))
    answered = {code.partition(".")[0] for code in own}
    organization = document.get("organization")
    theirs = _codes(organization) if isinstance(organization, dict) else ()
    own |= {code for code in theirs if code.partition(".")[0] not in answered}
    return own | {code for location in locations for code in _codes(location)}


def _codes(document: Document) -> Iterator[str]:
    for attribute in each(document, "attributes"):
        term = attribute.get("taxonomy_term")
        if isinstance(term, dict) and str(term.get("taxonomy") or "").casefold() == texts.ASKED:
            yield str(term.get("code") or "")


def _says(pattern: str, text: str) -> bool:
    return any(not _NO_WORDS.search(text[: found.start()]) for found in re.finditer(pattern, text, re.I))


def _cost(document: Document) -> tuple[str, bool | None]:
    """What it costs, in words, and whether that is nothing. "£3, free with a note" is not free."""
    words = str(document.get("fees_description") or document.get("fees") or "").strip()
    options = [option for option in each(document, "cost_options") if _number(option.get("amount")) is not None]
    amounts = [_number(option.get("amount")) for option in options]
    if not words and options:
        said = (
            option.get("amount_description") or option.get("option") or f"£{option['amount']}" for option in options
        )
        words = "; ".join(str(each) for each in said)
    if options:
        return words, not any(amounts)
    if not words:
        return "", None
    return words, bool(_FREE.match(words)) and not _MONEY.search(words)


def _spoken(document: Document, locations: list[Document]) -> Iterator[str]:
    for inner in (document, *locations):
        for language in each(inner, "languages"):
            name, code = str(language.get("name") or "").casefold(), str(language.get("code") or "").casefold()
            if name or code:
                yield name or _LANGUAGES.get(code, code)


def _online(locations: list[Document], schedules: tuple[dict[str, Any], ...], said: list[str]) -> bool:
    if any(location.get("location_type") == "virtual" for location in locations):
        return True
    ways = [str(each.get("attending_type") or "") for each in schedules]
    return any(_says(_ONLINE.pattern, text) for text in (*ways, *said))


def _room(document: Document) -> bool | None:
    numbers = [_number(row.get("available")) for row in each(document, "capacities")]
    told = [number for number in numbers if number is not None]
    return any(number > 0 for number in told) if told else None


def _number(said: Any) -> float | None:
    try:
        return float(said)
    except (TypeError, ValueError):
        return None


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(str(said)[:10]) if said else None
    except ValueError:
        return None

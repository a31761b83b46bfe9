"""What of an entry is compared: its names, and everything by which somebody can be reached, found or known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from commonweal.openreferral.alike.names import Name, folded, name_of, short_forms, without_owner
from commonweal.openreferral.sessions import DAYS

Document = Mapping[str, Any]
KINDS = ("organization", "location", "service")
# Hosts and mailboxes that many share: they say nothing of who somebody is.
SHARED_HOSTS = frozenset(
    "facebook.com twitter.com x.com instagram.com youtube.com linkedin.com eventbrite.co.uk eventbrite.com google.com "
    "sites.google.com docs.google.com bit.ly linktr.ee wordpress.com wixsite.com gov.uk nhs.uk".split()
)
SHARED_MAIL = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com yahoo.com yahoo.co.uk icloud.com aol.com "
    "btinternet.com live.co.uk live.com me.com msn.com nhs.net sky.com".split()
)
SAID = 400  # letters of a description that are compared: whoever copied one copied its beginning


@dataclass(frozen=True, slots=True)
class Entry:
    """One record, and whose list it stands on. `key` is what the caller calls it; `feed` is "" for one's own."""

    key: str
    kind: str  # organization, location, service
    document: Document
    feed: str = ""


@dataclass(slots=True)
class Facts:
    """An entry as it is compared. What is empty has not been said, and speaks neither for nor against."""

    key: str
    kind: str
    feed: str
    name: Name
    others: tuple[Name, ...] = ()  # what else it is called
    short: frozenset[str] = frozenset()
    said: str = ""  # the beginning of its description, folded
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    numbers: frozenset[tuple[str, str]] = frozenset()  # scheme and identifier: charity, company, tax
    postcodes: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()  # number and street, folded
    towns: frozenset[str] = frozenset()
    points: tuple[tuple[float, float], ...] = ()
    times: frozenset[tuple[str, str]] = frozenset()  # day and the hour it begins
    ages: tuple[int | None, int | None] = (None, None)
    owner: str = ""  # key of the organisation whose it is
    owner_name: Name | None = None


def facts(entries: Iterable[Entry]) -> list[Facts]:
    """Every entry's facts. A service is told with its places and its organisation, nested or by their ids."""
    rows = [each for each in entries if each.kind in KINDS]
    known = {(each.feed, each.kind, str(each.document.get("id", ""))): each for each in rows}
    return [_facts(each, known) for each in rows]


def _facts(entry: Entry, known: Mapping[tuple[str, str, str], Entry]) -> Facts:
    document = entry.document
    owner, owner_name = _owner(entry, known)
    places = [document] if entry.kind == "location" else list(_places(entry, known))
    addresses = [each for place in places for each in place.get("addresses") or ()]
    sites = [document.get("website"), document.get("url"), *_each(document, "additional_websites", "url")]
    contacts = [document, *(document.get("contacts") or ())]
    hosts = frozenset(host for site in sites if site and (host := _host(str(site))))
    return Facts(
        key=entry.key,
        kind=entry.kind,
        feed=entry.feed,
        name=without_owner(name_of(str(document.get("name") or "")), owner_name),
        others=tuple(name_of(document[each]) for each in ("alternate_name",) if _short(document.get(each))),
        short=frozenset(
            short_forms(str(document.get("name") or "")) | short_forms(_short(document.get("alternate_name")))
        ),
        said=" ".join(folded(str(document.get("description") or "")[: 2 * SAID]))[:SAID],
        phones=frozenset(_phones(contacts, places if entry.kind == "location" else ())),
        emails=frozenset(str(each["email"]).strip().lower() for each in contacts if each.get("email")),
        hosts=hosts - SHARED_HOSTS,
        pages=frozenset(page for site in sites if site and (page := _page(str(site)))),
        numbers=frozenset(_numbers(document)),
        postcodes=frozenset(code for each in addresses if (code := _code(each.get("postal_code")))),
        streets=frozenset(street for each in addresses if (street := _street(each.get("address_1")))),
        towns=frozenset(" ".join(folded(str(each["city"]))) for each in addresses if each.get("city")),
        points=tuple({(each["latitude"], each["longitude"]) for each in places if _placed(each)}),
        times=frozenset(_times(document)),
        ages=(_age(document.get("minimum_age")), _age(document.get("maximum_age"))),
        owner=owner,
        owner_name=owner_name,
    )


def _owner(entry: Entry, known: Mapping[tuple[str, str, str], Entry]) -> tuple[str, Name | None]:
    inside = entry.document.get("organization") or {}
    id = str(entry.document.get("organization_id") or inside.get("id") or "")
    found = known.get((entry.feed, "organization", id))
    name = str((found.document if found else inside).get("name") or "")
    return found.key if found else "", name_of(name) if name else None


def _places(entry: Entry, known: Mapping[tuple[str, str, str], Entry]) -> Iterator[Document]:
    for each in entry.document.get("service_at_locations") or ():
        found = known.get((entry.feed, "location", str(each.get("location_id", ""))))
        inside = each.get("location") or (found.document if found else None)
        if inside:
            yield inside


def _each(document: Document, many: str, name: str) -> Iterator[str]:
    return (each[name] for each in document.get(many) or () if each.get(name))


def _short(text: object) -> str:
    """A second name, where it is one: some put whole paragraphs there."""
    return str(text).strip() if text and len(str(text)) < 120 else ""


def _phones(contacts: Iterable[Document], places: Iterable[Document]) -> Iterator[str]:
    for holder in (*contacts, *places):
        for each in holder.get("phones") or ():
            digits = re.sub(r"\D", "", re.split(r"(?i)\s*(?:ext|x\s*\d)", str(each.get("number") or ""))[0])
            digits = re.sub(r"^(?:0044|44|0|1(?=\d{10}$))", "", digits)
            if len(digits) >= 7:
                yield digits


@lru_cache(maxsize=20_000)
def _host(site: str) -> str:
    host = urlsplit(site if "//" in site else f"//{site}").netloc.lower().split("@")[-1].split(":")[0]
    return host.removeprefix("www.")


def _page(site: str) -> str:
    """An address that is more than a front page: few things share one."""
    parts = urlsplit(site if "//" in site else f"//{site}")
    path = parts.path.rstrip("/").lower()
    return f"{_host(site)}{path}?{parts.query}".rstrip("?") if path or parts.query else ""


def _numbers(document: Document) -> Iterator[tuple[str, str]]:
    for each in document.get("organization_identifiers") or ():
        scheme = str(each.get("identifier_scheme") or each.get("identifier_type") or "").strip().lower()
        if number := re.sub(r"\W", "", str(each.get("identifier") or "")).lower().lstrip("0"):
            yield scheme, number
    if number := re.sub(r"\W", "", str(document.get("tax_id") or "")).lower():
        yield "tax", number
    if document.get("external_identifier"):
        yield str(document.get("external_identifier_type") or "external").lower(), str(document["external_identifier"])


def _code(text: object) -> str:
    return re.sub(r"\s|-\d{4}$", "", str(text or "")).upper()


def _street(text: object) -> str:
    words = folded(str(text or ""))
    return " ".join(words) if words and any(each[0].isdigit() for each in words) else ""


def _placed(place: Document) -> bool:
    return isinstance(place.get("latitude"), int | float) and isinstance(place.get("longitude"), int | float)


def _times(document: Document) -> Iterator[tuple[str, str]]:
    held = [document, *(document.get("service_at_locations") or ())]
    for each in (row for holder in held for row in holder.get("schedules") or ()):
        if each.get("kind") == "exception":
            continue
        for day in str(each.get("byday") or _weekday(each.get("dtstart"))).split(","):
            if day[-2:] in DAYS:
                yield day[-2:], str(each.get("opens_at") or "")[:5]


def _weekday(text: object) -> str:
    try:
        return DAYS[date.fromisoformat(str(text)[:10]).weekday()]
    except ValueError:
        return ""


def _age(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) else None

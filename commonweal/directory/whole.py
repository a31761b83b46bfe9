"""One service, or one organisation, whole, for its own page: as far as this viewer may know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from commonweal.directory import sessions, words
from commonweal.directory.about import published
from commonweal.directory.about import queries as about
from commonweal.directory.about.queries import AboutRow
from commonweal.directory.documents import HELPS_WITH, TAKEN_FROM, Document, documents, seen_by
from commonweal.directory.going_on import (
    OVER,
    ServiceRow,
    one,
    organization_id,
    organization_name,
    rows_for,
    with_places,
)
from commonweal.directory.models import Location, Organization, Service, ServiceAtLocation, SourceRecord
from commonweal.directory.school_terms import queries as school_terms
from commonweal.directory.sessions import Next
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import Actor


@dataclass(frozen=True, slots=True)
class HeldAt:
    """Where a service happens, and when, in words."""

    location_id: str
    asset_id: str  # "" where it is no listed asset
    location_name: str
    address: str
    area_key: str
    area_name: str
    postcode: str
    lat: float | None
    lon: float | None
    schedule: str
    access: tuple[str, ...]  # how people get in and take part


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom to ask, and how: a number, an address, a name."""

    words: str
    telephone: str
    email: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of an entry under a label: a term of a taxonomy, a cost, a language."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class From:
    """The other directory an entry was taken from."""

    title: str
    publisher: str
    licence: str
    licence_address: str
    attribution: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class ServiceWhole:
    """One service on its own page, under the names of HSDS 3.1."""

    id: str
    name: str
    alternate_name: str
    description: str
    url: str
    email: str
    status: str
    fees_description: str
    application_process: str
    wait_time: str
    accreditations: str
    eligibility_description: str
    minimum_age: int | None
    maximum_age: int | None
    alert: str
    assured_date: date | None
    helps_with: tuple[str, ...]
    organization_id: str  # "" where its source does not say
    organization_name: str
    place_slug: str
    place_name: str
    invented: bool
    service_at_locations: tuple[HeldAt, ...]
    whereabouts_withheld: bool  # it happens somewhere that this viewer is not told
    schedule: str  # when it is on, where that is not said of one spot
    coming: tuple[Next, ...]  # its next sessions, where its schedules can be reckoned with
    reach: tuple[Reach, ...]
    costs: tuple[Said, ...]
    languages: tuple[str, ...]
    terms: tuple[Said, ...]
    areas_served: tuple[str, ...]
    source: From | None
    about: tuple[AboutRow, ...]


@dataclass(frozen=True, slots=True)
class OrganizationWhole:
    """One organisation on its own page, with what it offers."""

    id: str
    name: str
    alternate_name: str
    description: str
    email: str
    website: str
    legal_status: str
    year_incorporated: int | None
    identifiers: tuple[Said, ...]
    reach: tuple[Reach, ...]
    place_slug: str
    place_name: str
    invented: bool
    services: tuple[ServiceRow, ...]
    source: From | None
    about: tuple[AboutRow, ...]


SHOWN_APART = {TAKEN_FROM, HELPS_WITH}


def service(viewer: Actor, id: str) -> ServiceWhole:
    """One service."""
    found = one(with_places(viewer, Service.objects.visible_to(viewer)), id)
    seen = seen_by(viewer, found.place, found.organization_id)
    return next(iter(_services([found], seen)))


def services(viewer: Actor, ids: Sequence[str]) -> list[ServiceWhole]:
    """Those of these services that this viewer may see, in this order, for little more than the price of one."""
    rows = with_places(viewer, Service.objects.visible_to(viewer).filter(pk__in=list(ids)))
    groups: dict[frozenset[str], list[Service]] = {}
    for each in rows:
        groups.setdefault(seen_by(viewer, each.place, each.organization_id), []).append(each)
    made = {each.id: each for seen, some in groups.items() for each in _services(some, seen)}
    return [made[id] for id in ids if id in made]


def _services(rows: Sequence[Service], seen: frozenset[str]) -> Iterator[ServiceWhole]:
    told = {each["id"]: each for each in documents("service", [each.pk for each in rows], seen)}
    abouts = about.of_services({each.pk: each.organization_id for each in rows}, seen)
    terms = {each.place: school_terms.of(each.place) for each in rows}
    for each in rows:
        yield _service(each, told.get(str(each.pk), {}), abouts[each.pk], terms[each.place])


def _service(found: Service, told: Document, abouts: tuple[AboutRow, ...], terms: school_terms.Terms) -> ServiceWhole:
    place = found.place
    held = tuple(found.service_at_locations.all())
    return ServiceWhole(
        str(found.pk),
        found.name,
        *(told.get(each, "") for each in ("alternate_name", "description", "url", "email")),
        found.status,
        *(told.get(each, "") for each in ("fees_description", "application_process", "wait_time", "accreditations")),
        told.get("eligibility_description", ""),
        told.get("minimum_age"),
        told.get("maximum_age"),
        told.get("alert", ""),
        found.assured_date,
        tuple(found.helps_with),
        organization_id(found),
        organization_name(found),
        place.slug,
        place.name,
        place.invented,
        tuple(_held_at(each) for each in told.get("service_at_locations", ())),
        ServiceAtLocation.objects.filter(service=found, location__gone_at=None).count() > len(held),
        _when(told),
        tuple(sessions.coming(told, terms=terms)),
        _reach(told),
        tuple(_cost(each) for each in told.get("cost_options", ())),
        tuple(each.get("name") or each.get("code", "") for each in told.get("languages", ())),
        tuple(_term(each) for each in told.get("attributes", ()) if _shown(each)),
        tuple(each.get("name") or each.get("service_area", "") for each in told.get("service_areas", ())),
        source(found.source_id),
        abouts,
    )


def organization(viewer: Actor, id: str) -> OrganizationWhole:
    """One organisation, with its services, those that have ended last."""
    found = one(Organization.objects.visible_to(viewer).select_related("place"), id)
    seen = seen_by(viewer, found.place, found.pk)
    told = next(documents("organization", [found.pk], seen), {})
    rows = rows_for(viewer, Service.objects.visible_to(viewer).filter(organization=found).order_by("name", "pk"))
    return OrganizationWhole(
        str(found.pk),
        found.name,
        *(told.get(each, "") for each in ("alternate_name", "description", "email", "website", "legal_status")),
        told.get("year_incorporated"),
        tuple(Said(each["identifier_type"], each["identifier"]) for each in told.get("organization_identifiers", ())),
        _reach(told),
        found.place.slug,
        found.place.name,
        found.place.invented,
        tuple(sorted(rows, key=lambda row: row.status in OVER)),
        source(found.source_id),
        about.rows_of("organization", about.answers([found.pk], seen).get(found.pk, {}), seen),
    )


def _shown(attribute: Document) -> bool:
    return attribute.get("label") not in SHOWN_APART and not published.apart(attribute)


def _held_at(told: Document) -> HeldAt:
    at = told.get("location", {})
    address = next(iter(at.get("addresses", ())), {})
    lines = (address.get(each, "") for each in ("address_1", "address_2", "city", "region", "state_province"))
    asset, area_key, area_name = _ground(at.get("id"))
    return HeldAt(
        at.get("id", ""),
        asset,
        at.get("name", ""),
        ", ".join(each for each in lines if each),
        area_key,
        area_name,
        address.get("postal_code", ""),
        at.get("latitude"),
        at.get("longitude"),
        _when(told),
        tuple(each.get("description") or each.get("accessibility", "") for each in at.get("accessibility", ()))
        + published.words_of(at),
    )


def _ground(location: str | None) -> tuple[str, str, str]:
    found = Location.objects.select_related("area").filter(pk=location).first() if location else None
    if found is None:
        return "", "", ""
    area = found.area
    return str(found.asset_id or ""), area.key if area else "", str(area) if area else ""


def _when(told: Document) -> str:
    fields = ("description", "byday", "opens_at", "closes_at")
    said = (words.when(*(each.get(name, "") for name in fields)) for each in told.get("schedules", ()))
    return "; ".join(each for each in said if each)


def _reach(told: Document) -> tuple[Reach, ...]:
    """Telephones and contacts, each once."""
    rows = [Reach(each.get("description", ""), each.get("number", ""), "") for each in told.get("phones", ())]
    for each in told.get("contacts", ()):
        who = ", ".join(said for name in ("name", "title", "department") if (said := each.get(name)))
        numbers = [phone.get("number", "") for phone in each.get("phones", ())] or [""]
        rows += [Reach(who, number, each.get("email", "")) for number in numbers]
    return tuple(dict.fromkeys(row for row in rows if row.words or row.telephone or row.email))


def _cost(told: Document) -> Said:
    amount = told.get("amount")
    sign = {"GBP": "£", "EUR": "€", "USD": "$"}.get(told.get("currency", "GBP"), "")
    money = "" if amount is None else f"{sign}{amount:.2f}".removesuffix(".00")
    value = " ".join(each for each in (money, told.get("amount_description", "")) if each)
    return Said(told.get("option", ""), value)


def _term(told: Document) -> Said:
    term = told.get("taxonomy_term", {})
    return Said(told.get("label") or term.get("taxonomy", ""), told.get("value") or term.get("name", ""))


def source(pk: int | None) -> From | None:
    """The other directory that a record was taken from; None where it was written here."""
    found = SourceRecord.objects.select_related("feed").defer("raw").filter(pk=pk).first() if pk else None
    if found is None:
        return None
    licence = LICENCES[found.feed.licence]
    return From(
        found.feed.title,
        found.feed.publisher,
        licence.name if found.feed.licence != "unstated" else found.feed.licence_words,
        licence.address if found.feed.licence != "unstated" else "",
        found.feed.attribution,
        found.fetched_at,
    )

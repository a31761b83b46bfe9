"""What a record says of the things that filters ask about, wherever in the record it stands."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Session:
    """When something is on: days (none: not said) and minutes of the day (None: not said)."""

    days: frozenset[str]
    opens: int | None
    closes: int | None


@dataclass(slots=True)
class Facts:
    """Of one record. `whole`: read from its own address, so what is not here is not there."""

    id: str
    whole: bool = True
    names: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    taxonomies: set[str] = field(default_factory=set)
    maybe: set[str] = field(default_factory=set)  # terms and taxonomies of its organisation, venue or narrower terms
    organizations: set[str] = field(default_factory=set)
    modified: datetime | None = None
    says_modified: bool = True  # itself, not only its service
    youngest: float | None = None
    oldest: float | None = None
    sessions: list[Session] = field(default_factory=list)
    vague_sessions: bool = False  # opening hours of its venue, which may count or not
    points: list[tuple[float, float]] = field(default_factory=list)
    postcodes: list[tuple[str, tuple[float, float]]] = field(default_factory=list)
    parent: str | None = None
    taxonomy: str | None = None


def of_service(record: Record) -> Facts:
    """A service: what it says itself and where it takes place; what only its organisation or venue says is vague."""
    known = _named(record)
    venues = list(_many(record, "service_at_locations"))
    for attribute in [*_many(record, "attributes"), *(each for venue in venues for each in _many(venue, "attributes"))]:
        _term(known, attribute)
    for path in (record, *venues):
        known.sessions += [_session(each) for each in _many(path, "schedules")]
    locations = [venue["location"] for venue in venues if isinstance(venue.get("location"), dict)]
    known.vague_sessions = any(location.get("schedules") for location in locations)
    organization = record.get("organization") if isinstance(record.get("organization"), dict) else {}
    known.organizations = {
        each for each in (record.get("organization_id"), (organization or {}).get("id")) if isinstance(each, str)
    }
    known.modified = moment(record.get("last_modified"))
    known.youngest, known.oldest = number(record.get("minimum_age")), number(record.get("maximum_age"))
    for location in locations:
        _place(known, location)
    known.maybe = _all_terms(record) - known.terms - known.taxonomies
    return known


def of_service_at_location(record: Record, service: Record | None) -> Facts:
    """A service where it takes place: what the service says counts for each of its venues."""
    known = _named(record)
    known.whole = service is not None
    if service is not None:
        of = of_service({**service, "service_at_locations": []})
        known.words |= of.words
        known.names |= of.names
        known.terms, known.taxonomies, known.maybe = of.terms, of.taxonomies, of.maybe
        known.organizations, known.modified = of.organizations, of.modified
        known.says_modified = "last_modified" in record
        if known.says_modified:
            known.modified = moment(record["last_modified"])
        known.youngest, known.oldest, known.sessions = of.youngest, of.oldest, of.sessions
    for attribute in _many(record, "attributes"):
        _term(known, attribute)
    known.sessions = known.sessions + [_session(each) for each in _many(record, "schedules")]
    location = record.get("location")
    if isinstance(location, dict):
        known.vague_sessions = bool(location.get("schedules"))
        _place(known, location)
    known.maybe = (known.maybe | _all_terms(record)) - known.terms - known.taxonomies
    return known


def of_any(record: Record) -> Facts:
    """A taxonomy, a term or an organisation: its words, its parent and its taxonomy."""
    known = _named(record)
    detail = record.get("taxonomy_detail")
    inner = detail.get("id") if isinstance(detail, dict) else None
    known.parent = _id(record.get("parent_id"))
    known.taxonomy = _id(record.get("taxonomy_id")) or _id(inner)
    return known


def _id(said: Any) -> str | None:
    return said if isinstance(said, str) and said else None


def _named(record: Record) -> Facts:
    texts = [value for each in _dicts(record) for key, value in each.items() if isinstance(value, str) and _text(key)]
    own = " ".join(str(record.get(key) or "") for key in ("name", "alternate_name"))
    return Facts(str(record.get("id", "")), names=words(own), words={word for text in texts for word in words(text)})


def _text(key: str) -> bool:
    return not key.endswith(("id", "url", "uri", "email", "date", "modified"))


def _term(known: Facts, attribute: Record) -> None:
    if not _has_term(attribute):
        return
    term = attribute["taxonomy_term"]
    known.terms.add(term["id"])
    detail = term.get("taxonomy_detail")
    taxonomy = term.get("taxonomy_id") or (detail.get("id") if isinstance(detail, dict) else None)
    if isinstance(taxonomy, str):
        known.taxonomies.add(taxonomy)


def _all_terms(record: Record) -> set[str]:
    """Every term and taxonomy named anywhere in a record, and the terms right above them."""
    terms = [each["taxonomy_term"] for each in _dicts(record) if _has_term(each)]
    said = [term.get(key) for term in terms for key in ("id", "parent_id", "taxonomy_id")]
    said += [term["taxonomy_detail"].get("id") for term in terms if isinstance(term.get("taxonomy_detail"), dict)]
    return {each for each in said if isinstance(each, str)}


def with_terms(known: Facts, above: Mapping[str, str], taxonomies: Mapping[str, str]) -> Facts:
    """With what the list of terms says: the terms above its own may count, their taxonomies do."""
    known.taxonomies |= {taxonomies[term] for term in known.terms if term in taxonomies}
    ahead = [above[term] for term in known.terms if term in above]
    while ahead:
        term = ahead.pop()
        if term not in known.maybe:
            known.maybe.add(term)
            ahead += [above[term]] if term in above else []
    known.maybe -= known.terms | known.taxonomies
    return known


def _has_term(attribute: Record) -> bool:
    term = attribute.get("taxonomy_term")
    return isinstance(term, dict) and isinstance(term.get("id"), str)


def _place(known: Facts, location: Record) -> None:
    at = number(location.get("latitude")), number(location.get("longitude"))
    if at[0] is None or at[1] is None:
        return
    point = (at[0], at[1])
    known.points.append(point)
    codes = [each.get("postal_code") for each in _many(location, "addresses")]
    known.postcodes += [(code, point) for code in codes if isinstance(code, str) and code.strip()]


def _session(schedule: Record) -> Session:
    said = str(schedule.get("byday") or "").upper()
    found = frozenset(day for day in DAYS if re.search(rf"(^|[^A-Z]){day}", said))
    return Session(found, minutes(schedule.get("opens_at")), minutes(schedule.get("closes_at")))


def minutes(said: Any) -> int | None:
    """Minutes since midnight.

    >>> minutes("18:30:00+01:00")
    1110
    """
    match = re.match(r"(\d{1,2}):(\d{2})", str(said or ""))
    return int(match[1]) * 60 + int(match[2]) if match else None


def moment(said: Any) -> datetime | None:
    """A date or a date and time, as one that can be compared; without a zone it is taken to be UTC."""
    try:
        read = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def number(said: Any) -> float | None:
    """A number, also where it is sent as text; unknown is None, never 0."""
    try:
        return None if said is None or isinstance(said, bool) else float(said)
    except (TypeError, ValueError):
        return None


def words(text: str) -> set[str]:
    """The words of a text, without capitals and accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return set(re.findall(r"[a-z]+", plain))


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """How far two points (latitude, longitude) lie apart."""
    north, east = math.radians(b[0] - a[0]), math.radians(b[1] - a[1])
    part = math.sin(north / 2) ** 2
    part += math.cos(math.radians(a[0])) * math.cos(math.radians(b[0])) * math.sin(east / 2) ** 2
    return 2 * 6_371_000 * math.asin(min(1.0, math.sqrt(part)))


def _many(record: Record, name: str) -> Iterator[dict[str, Any]]:
    inner = record.get(name)
    yield from (each for each in inner if isinstance(each, dict)) if isinstance(inner, list) else ()


def _dicts(said: Any) -> Iterator[dict[str, Any]]:
    if isinstance(said, dict):
        yield said
    inner: Iterable[Any] = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    for each in inner:
        yield from _dicts(each)

"""The slow, obvious twin of the filters: each reads the documents themselves, one after the other."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any

from shapely.geometry import Point, shape

from commonweal.openreferral.serving import index
from tests.openreferral.serving.invented import POSTCODES, Document


def fitting(documents: list[tuple[str, Document]], kind: str, asked: dict[str, str], made: datetime) -> list[str]:
    """Ids of what fits, in order. `made` is when the store was: for what does not say when it changed."""
    services = {document["id"]: document for each, document in documents if each == "service"}
    found = [(document, services.get(document.get("service_id", ""))) for each, document in documents if each == kind]
    filters = {name: FILTERS[name] for name in asked if name in FILTERS}
    kept = [
        (own, service)
        for own, service in found
        if all(
            fits(value, own, service, asked | {"made": made.isoformat()})
            for name, fits in filters.items()
            for value in [asked[name]]
        )
    ]
    if "search" in asked:
        kept = searched(asked["search"], found, kept)
    return [own["id"] for own, _ in kept]


def both(own: Document, service: Document | None) -> list[Document]:
    """A record and what it is of."""
    return [own] if service is None else [own, service]


def places(own: Document) -> list[Document]:
    """The places of a service; a place itself."""
    return [own] if "location" in own else own.get("service_at_locations", [])


def attributes(own: Document, service: Document | None) -> list[Document]:
    holders = [*both(own, service), *places(own), *(place["location"] for place in places(own))]
    return [attribute for each in holders for attribute in each.get("attributes") or []]


def term(value: str, own: Document, service: Document | None, _asked: Any) -> bool:
    return any(each["taxonomy_term"]["id"] == value for each in attributes(own, service))


def taxonomy(value: str, own: Document, service: Document | None, _asked: Any) -> bool:
    return own.get("taxonomy_id") == value or any(
        each["taxonomy_term"]["taxonomy_id"] == value for each in attributes(own, service)
    )


def organization(value: str, own: Document, service: Document | None, _asked: Any) -> bool:
    return (service or own)["organization_id"] == value


def modified(value: str, own: Document, _service: Document | None, asked: dict[str, str]) -> bool:
    after = datetime.fromisoformat(value)
    after = after if after.tzinfo else after.replace(tzinfo=UTC)
    return datetime.fromisoformat(own.get("last_modified") or asked["made"]) > after


def minimum(value: str, own: Document, service: Document | None, _asked: Any) -> bool:
    most = (service or own).get("maximum_age")
    return most is None or most >= float(value)


def maximum(value: str, own: Document, service: Document | None, _asked: Any) -> bool:
    least = (service or own).get("minimum_age")
    return least is None or least <= float(value)


def hours(_value: str, own: Document, service: Document | None, asked: dict[str, str]) -> bool:
    """One session fits the day and both times together."""
    held = list(own.get("schedules") or [])
    if service is None:
        held += [each for place in places(own) for each in place.get("schedules") or []]
    held = held or list((service or {}).get("schedules") or [])
    days = [day.strip()[:2].upper() for day in asked["day"].split(",")] if "day" in asked else None
    for each in held:
        on = [day[-2:] for day in each["byday"].split(",") if day] or (
            ["TU"] if each.get("dtstart") and each["freq"] == "WEEKLY" else []
        )
        opens, closes = clock(each.get("opens_at")), clock(each.get("closes_at"))
        if opens is not None and closes is not None and closes <= opens:
            closes += 24 * 60
        if not on or (days is not None and not set(on) & set(days)):
            continue
        if "start_time" in asked and (opens is None or opens < clock(asked["start_time"])):
            continue
        if "end_time" in asked and (closes is None or closes > clock(asked["end_time"])):
            continue
        return True
    return False


def clock(said: str | None) -> Any:
    return None if said is None else int(said[:2]) * 60 + int(said[3:5])


def postcode(value: str, own: Document, service: Document | None, asked: dict[str, str]) -> bool:
    latitude, longitude = POSTCODES[value]
    if "proximity" in asked:
        points = [place["location"] for place in places(own) if "latitude" in place["location"]]
        return any(
            metres(latitude, longitude, each["latitude"], each["longitude"]) <= float(asked["proximity"])
            for each in points
        )
    held = outlines(own)
    if service is None:
        held += [each for place in places(own) for each in outlines(place)]
    held = held or outlines(service or {})
    return not held or any(each.intersects(Point(longitude, latitude)) for each in held)


def outlines(own: Document) -> list[Any]:
    found = [
        json.loads(each["extent"]) for each in own.get("service_areas") or [] if str(each.get("extent")).startswith("{")
    ]
    return [shape(each.get("geometry", each)) for each in found]


def metres(latitude: float, longitude: float, other: float, along: float) -> float:
    one, two = math.radians(latitude), math.radians(other)
    half = (
        math.sin((two - one) / 2) ** 2
        + math.cos(one) * math.cos(two) * math.sin(math.radians(along - longitude) / 2) ** 2
    )
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


def searched(search: str, every: list[Any], kept: list[Any]) -> list[Any]:
    """Every word exactly or by its stem, the last one begun; where nothing is found so among all, nearly."""
    fold, stem = index.analyser(False).analyze, index.analyser(True).analyze
    said = index.words_of(search)

    def exact(pair: Any, word: str, last: bool) -> bool:
        held = fold(words(*pair))
        return stem(word)[0] in {stem(each)[0] for each in held} or (
            last and len(word) > 2 and any(each.startswith(word) for each in held)
        )

    def near(pair: Any, word: str, last: bool) -> bool:
        limit = 2 if len(word) > 7 else 1
        return exact(pair, word, last) or (
            len(word) > 3 and any(edits(word, each) <= limit for each in fold(words(*pair)))
        )

    for way in (exact, near):
        if any(all(way(pair, word, n == len(said) - 1) for n, word in enumerate(said)) for pair in every):
            return [pair for pair in kept if all(way(pair, word, n == len(said) - 1) for n, word in enumerate(said))]
    return []


def words(own: Document, service: Document | None) -> str:
    """All the words a record is found by."""
    found = []
    for each in both(own, service):
        found += [
            each.get("name"),
            each.get("alternate_name"),
            each.get("description"),
            (each.get("organization") or {}).get("name"),
        ]
    found += [place["location"].get("name") for place in places(own)]
    for each in attributes(own, service):
        found += [each["label"], each["value"], each["taxonomy_term"]["name"]]
    return " ".join(each for each in found if each)


def edits(one: str, two: str) -> int:
    """Letters to change, add, leave out or swap with the next."""
    table = {(-1, -1): 0} | {(i, -1): i + 1 for i in range(len(one))} | {(-1, j): j + 1 for j in range(len(two))}
    for i, first in enumerate(one):
        for j, second in enumerate(two):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (first != second))
            if i and j and first == two[j - 1] and one[i - 1] == second:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one) - 1, len(two) - 1]


FILTERS = {
    "taxonomy_term_id": term,
    "taxonomy_id": taxonomy,
    "organization_id": organization,
    "modified_after": modified,
    "minimum_age": minimum,
    "maximum_age": maximum,
    "day": hours,
    "start_time": hours,
    "end_time": hours,
    "postcode": postcode,
    "parent_id": lambda value, own, _service, _asked: own.get("parent_id") == value,
    "top_only": lambda _value, own, _service, _asked: not own.get("parent_id"),
}

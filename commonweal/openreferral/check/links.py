"""Do ids lead somewhere? Rows open at their own address, nested ids resolve, and an unknown id is said to be so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from commonweal.openreferral.check.edition import V1, Listing
from commonweal.openreferral.check.report import NOTE, WARNING
from commonweal.openreferral.check.visit import OTHERS, Visit, spread

UNKNOWN = "3b9f0c52-6c1e-4a57-9d0c-0123456789ab"
MALFORMED = "no-such-id"
MOST = 20  # ids of one kind that are followed
# Where an id of this name leads, or an object under this name opens. A place without an address of its own: "".
LEADS = {
    "organization_id": "/organizations",
    "parent_organization_id": "/organizations",
    "service_id": "/services",
    "service_at_location_id": "/service_at_locations",
    "location_id": "",
    "program_id": "",
    "taxonomy_term_id": "/taxonomy_terms",
    "taxonomy_id": "/taxonomies",
    "parent_id": "/taxonomy_terms",
}
NESTED = {
    "organization": "/organizations",
    "service": "/services",
    "service_at_locations": "/service_at_locations",
    "taxonomy_term": "/taxonomy_terms",
    "taxonomy_detail": "/taxonomies",
}


def look(visit: Visit) -> None:
    """Follow ids of every list and every known record, and ask for what is not there."""
    card = visit.report.card.setdefault("unknown_id", {})
    for each in visit.answering():
        _rows(visit, each)
        card[each.path] = _unknown(visit, each)
    if visit.edition.profile != V1:
        followed, dangling = _follow(visit)
        visit.report.card["nested_ids"] = (
            f"{followed - dangling} of {followed} resolve" if followed else "none to follow"
        )


def _rows(visit: Visit, each: Listing) -> None:
    for key in spread(visit.served[each.path].ids, OTHERS):
        answer = visit.feed.get(f"{each.path}/{quote(key, safe='')}")
        if visit.open(each.path, key) is None:
            said = "opens another record or none" if answer.ok else answer.problem or f"status {answer.status}"
            what = f"{each.path}/{{id}} does not open for a row of the list: {said}"
            visit.add(each.grave, "links.open", answer.url, what, same=f"{each.path} {said}")


def _unknown(visit: Visit, each: Listing) -> str:
    answer = visit.feed.get(f"{each.path}/{UNKNOWN}")
    if answer.status != 404:
        level = NOTE if answer.refused else each.grave
        what = f"{each.path}: an unknown id is answered with {answer.problem or f'status {answer.status}'}"
        visit.add(level, "links.unknown", answer.url, what)
    elif not answer.is_json:
        visit.add(NOTE, "links.unknown", answer.url, f"{each.path}: the 404 of an unknown id is not JSON")
    odd = visit.feed.get(f"{each.path}/{MALFORMED}")
    if not odd.refused:
        what = f"{each.path}: an id that is none is answered with {odd.problem or f'status {odd.status}'}"
        visit.add(each.grave, "links.malformed", odd.url, what)
    return str(answer.status or answer.problem)


def _follow(visit: Visit) -> tuple[int, int]:
    """Follow ids, as many of each name; how many were followed, and how many led nowhere."""
    held = _held(visit)
    found: dict[str, dict[str, str]] = {}
    for path, records in visit.whole.items():
        for key, record in records.items():
            for name, target in _ids(record):
                found.setdefault(name, {}).setdefault(target, f"{path}/{key}")
    followed = dangling = 0
    for name, targets in found.items():
        for target in spread(sorted(targets), MOST):
            led = _leads(visit, name, target, held)
            followed += led is not None
            dangling += led is False
            if led is False:
                where = visit.feed.base + targets[target]
                what = f"{name} {target} leads to no record"
                visit.add(WARNING, "links.dangling", where, what, same=f"{name} {targets[target].split('/')[1]}")
    return followed, dangling


def _leads(visit: Visit, name: str, target: str, held: dict[str, set[str]]) -> bool | None:
    """Whether an id leads to a record; None where the feed serves no such list to ask."""
    path = LEADS[name] if name in LEADS else NESTED[name]
    if not path:
        return target in held[name]
    if path not in visit.served or not (visit.served[path].rows or visit.served[path].total):
        return None
    return visit.open(path, target) is not None


def _held(visit: Visit) -> dict[str, set[str]]:
    """Places and programmes have no address of their own: their ids are those of the nested records."""
    held: dict[str, set[str]] = {"location_id": set(), "program_id": set()}
    for records in visit.whole.values():
        for record in list(records.values()):
            for name, inner in _objects(record):
                if name in ("location", "locations", "program", "programs") and isinstance(inner.get("id"), str):
                    held[name.removesuffix("s") + "_id"].add(inner["id"])
    return held


def _ids(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every id in a record that should lead somewhere, with the name it stands under."""
    for name, inner in [("", record), *_objects(record)]:
        if name in NESTED and isinstance(inner.get("id"), str):
            yield name, inner["id"]
        for key in LEADS:
            # The parent of a term is another term; what else has a parent the standard does not say.
            if isinstance(inner.get(key), str) and (key != "parent_id" or name in ("", "taxonomy_term")):
                yield key, inner[key]


def _objects(said: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(said, dict):
        for name, inner in said.items():
            for each in inner if isinstance(inner, list) else [inner]:
                if isinstance(each, dict):
                    yield name, each
                    yield from _objects(each)

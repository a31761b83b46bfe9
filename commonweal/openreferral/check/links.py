"""Do ids lead somewhere? Rows open at their own address, nested ids resolve, and an unknown id is said to be so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from commonweal.openreferral.check.edition import V1, Listing
from commonweal.openreferral.check.inspection import OTHERS, Inspection, spread
from commonweal.openreferral.check.report import NOTE, WARNING

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


def look(inspection: Inspection) -> None:
    """Follow ids of every list and every known record, and ask for what is not there."""
    card = inspection.report.card.setdefault("unknown_id", {})
    for each in inspection.answering():
        _rows(inspection, each)
        card[each.path] = _unknown(inspection, each)
    if inspection.edition.profile != V1:
        followed, dangling = _follow(inspection)
        inspection.report.card["nested_ids"] = (
            f"{followed - dangling} of {followed} resolve" if followed else "none to follow"
        )


def _rows(inspection: Inspection, each: Listing) -> None:
    for key in spread(inspection.served[each.path].ids, OTHERS):
        answer = inspection.feed.get(f"{each.path}/{quote(key, safe='')}")
        if inspection.open(each.path, key) is None:
            said = "opens another record or none" if answer.ok else answer.problem or f"status {answer.status}"
            what = f"{each.path}/{{id}} does not open for a row of the list: {said}"
            inspection.add(each.grave, "links.open", answer.url, what, same=f"{each.path} {said}")


def _unknown(inspection: Inspection, each: Listing) -> str:
    answer = inspection.feed.get(f"{each.path}/{UNKNOWN}")
    if answer.status != 404:
        level = NOTE if answer.refused else each.grave
        what = f"{each.path}: an unknown id is answered with {answer.problem or f'status {answer.status}'}"
        inspection.add(level, "links.unknown", answer.url, what)
    elif not answer.is_json:
        inspection.add(NOTE, "links.unknown", answer.url, f"{each.path}: the 404 of an unknown id is not JSON")
    odd = inspection.feed.get(f"{each.path}/{MALFORMED}")
    if not odd.refused:
        what = f"{each.path}: an id that is none is answered with {odd.problem or f'status {odd.status}'}"
        inspection.add(each.grave, "links.malformed", odd.url, what)
    return str(answer.status or answer.problem)


def _follow(inspection: Inspection) -> tuple[int, int]:
    """Follow ids, as many of each name; how many were followed, and how many led nowhere."""
    held = _held(inspection)
    found: dict[str, dict[str, str]] = {}
    for path, records in inspection.whole.items():
        for key, record in records.items():
            for name, target in _ids(record):
                found.setdefault(name, {}).setdefault(target, f"{path}/{key}")
    followed = dangling = 0
    for name, targets in found.items():
        for target in spread(sorted(targets), MOST):
            led = _leads(inspection, name, target, held)
            followed += led is not None
            dangling += led is False
            if led is False:
                where = inspection.feed.base + targets[target]
                what = f"{name} {target} leads to no record"
                inspection.add(WARNING, "links.dangling", where, what, same=f"{name} {targets[target].split('/')[1]}")
    return followed, dangling


def _leads(inspection: Inspection, name: str, target: str, held: dict[str, set[str]]) -> bool | None:
    """Whether an id leads to a record; None where the feed serves no such list to ask."""
    path = LEADS[name] if name in LEADS else NESTED[name]
    if not path:
        return target in held[name]
    if path not in inspection.served or not (inspection.served[path].rows or inspection.served[path].total):
        return None
    return inspection.open(path, target) is not None


def _held(inspection: Inspection) -> dict[str, set[str]]:
    """Places and programmes have no address of their own: their ids are those of the nested records."""
    held: dict[str, set[str]] = {"location_id": set(), "program_id": set()}
    for records in inspection.whole.values():
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

"""The forms a list can be asked in: bare (minimal), whole (full), line by line (ndjson), with services."""

from __future__ import annotations

import json
from typing import Any

from commonweal.openreferral.check.client import Answer
from commonweal.openreferral.check.edition import V1, Listing
from commonweal.openreferral.check.inspection import ROWS, Inspection
from commonweal.openreferral.check.report import WARNING

HONOURED, IGNORED, UNSURE = "honoured", "ignored", "cannot tell"
BARE = {"id", "last_modified", "modified_date"}
MOST_LINES = 20_000  # a list longer than this is not asked for whole


def look(inspection: Inspection) -> None:
    """Ask each list in every form the standard gives it."""
    if inspection.edition.profile == V1:
        return
    card = inspection.report.card.setdefault("forms", {})
    for each in inspection.answering():
        words = card.setdefault(each.path, {})
        words["ndjson"] = _lines(inspection, each)
        if each.kind in ("service", "service_at_location", "organization"):
            words["full"] = _full(inspection, each)
        if each.kind == "service":
            words["minimal"] = _minimal(inspection, each)
        if each.kind == "organization":
            words["full_service"] = _full_service(inspection, each)


def _minimal(inspection: Inspection, each: Listing) -> str:
    if _too_long(inspection, each):
        return UNSURE
    answer, page = inspection.page(each.path, {"minimal": "true"})
    if page is None:
        return _fails(inspection, each, "filters.minimal", answer, "minimal=true")
    more = {name for row in page.rows if isinstance(row, dict) for name in row} - BARE
    if more:
        return _ignored(
            inspection, "filters.minimal", answer, f"{each.path}: minimal=true brings {', '.join(sorted(more)[:4])}"
        )
    total = inspection.served[each.path].total
    if total is not None and len(page.rows) < total:
        what = f"{each.path}: minimal=true brings {len(page.rows)} of {total} rows in one page"
        inspection.add(WARNING, "filters.minimal", answer.url, what)
        return "in several pages"
    return HONOURED


def _full(inspection: Inspection, each: Listing) -> str:
    answer, page = inspection.page(each.path, {"full": "true", "per_page": ROWS, "page": 1})
    if page is None:
        return _fails(inspection, each, "filters.full", answer, "full=true")
    told = False
    for row in page.rows:
        record = inspection.whole.get(each.path, {}).get(str(row.get("id"))) if isinstance(row, dict) else None
        if not record:
            continue
        lacks = sorted(name for name, value in record.items() if value and name not in row)
        if lacks:
            what = f"{each.path}: rows of full=true lack {', '.join(lacks[:4])}"
            return _ignored(inspection, "filters.full", answer, what)
        told = True
    return HONOURED if told else UNSURE


def _lines(inspection: Inspection, each: Listing) -> str:
    total = inspection.served[each.path].total
    if _too_long(inspection, each):
        return UNSURE
    answer = inspection.feed.get(each.path, {"format": "ndjson"})
    if not answer.ok:
        return _fails(inspection, each, "filters.format", answer, "format=ndjson")
    rows = _read(answer)
    if rows is None:
        return _ignored(
            inspection, "filters.format", answer, f"{each.path}: format=ndjson does not bring one record a line"
        )
    if total is not None and len(rows) != total and not answer.cut:
        what = f"{each.path}: format=ndjson brings {len(rows)} lines of {total} rows"
        inspection.add(WARNING, "filters.format", answer.url, what)
        return "not every row"
    return HONOURED


def _read(answer: Answer) -> list[Any] | None:
    try:
        rows = [json.loads(line) for line in answer.body.splitlines() if line.strip()]
    except ValueError:
        return None
    return rows if all(isinstance(row, dict) and "id" in row for row in rows) else None


def _full_service(inspection: Inspection, each: Listing) -> str:
    owners = _owners(inspection)
    answer, page = inspection.page(each.path, {"full_service": "true", "per_page": ROWS, "page": 1})
    if page is None:
        return _fails(inspection, each, "filters.full_service", answer, "full_service=true")
    mine = [row for row in page.rows if isinstance(row, dict) and str(row.get("id")) in owners]
    for row in mine:
        services = row.get("services")
        sent = [one.get("id") for one in services if isinstance(one, dict)] if isinstance(services, list) else []
        if any(key not in sent for key in owners[row["id"]]):
            what = f"{each.path}: full_service=true does not bring the services of {row['id']}"
            return _ignored(inspection, "filters.full_service", answer, what)
    return HONOURED if mine else UNSURE


def _owners(inspection: Inspection) -> dict[str, set[str]]:
    """The organisations of the services that are known, with those services' ids."""
    found: dict[str, set[str]] = {}
    for key, record in inspection.whole.get("/services", {}).items():
        inner = record.get("organization")
        owner = record.get("organization_id") or (inner.get("id") if isinstance(inner, dict) else None)
        if isinstance(owner, str):
            found.setdefault(owner, set()).add(key)
    return found


def _too_long(inspection: Inspection, each: Listing) -> bool:
    return (inspection.served[each.path].total or 0) > MOST_LINES


def _ignored(inspection: Inspection, test: str, answer: Answer, what: str) -> str:
    inspection.add(WARNING, test, answer.url, what)
    return IGNORED


def _fails(inspection: Inspection, each: Listing, test: str, answer: Answer, asked: str) -> str:
    said = answer.problem or f"status {answer.status}"
    inspection.add(WARNING if answer.refused else each.grave, test, answer.url, f"{each.path}: {asked}: {said}")
    return "refused" if answer.refused else "fails"

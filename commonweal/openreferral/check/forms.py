"""The forms a list can be asked in: bare (minimal), whole (full), line by line (ndjson), with services."""

from __future__ import annotations

import json
from typing import Any

from commonweal.openreferral.check.client import Answer
from commonweal.openreferral.check.edition import V1, Listing
from commonweal.openreferral.check.report import WARNING
from commonweal.openreferral.check.visit import ROWS, Visit

HONOURED, IGNORED, UNSURE = "honoured", "ignored", "cannot tell"
BARE = {"id", "last_modified", "modified_date"}
MOST_LINES = 20_000  # a list longer than this is not asked for whole


def look(visit: Visit) -> None:
    """Ask each list in every form the standard gives it."""
    if visit.edition.profile == V1:
        return
    card = visit.report.card.setdefault("forms", {})
    for each in visit.answering():
        words = card.setdefault(each.path, {})
        words["ndjson"] = _lines(visit, each)
        if each.kind in ("service", "service_at_location", "organization"):
            words["full"] = _full(visit, each)
        if each.kind == "service":
            words["minimal"] = _minimal(visit, each)
        if each.kind == "organization":
            words["full_service"] = _full_service(visit, each)


def _minimal(visit: Visit, each: Listing) -> str:
    if _too_long(visit, each):
        return UNSURE
    answer, page = visit.page(each.path, {"minimal": "true"})
    if page is None:
        return _fails(visit, each, "filters.minimal", answer, "minimal=true")
    more = {name for row in page.rows if isinstance(row, dict) for name in row} - BARE
    if more:
        return _ignored(
            visit, "filters.minimal", answer, f"{each.path}: minimal=true brings {', '.join(sorted(more)[:4])}"
        )
    total = visit.served[each.path].total
    if total is not None and len(page.rows) < total:
        what = f"{each.path}: minimal=true brings {len(page.rows)} of {total} rows in one page"
        visit.add(WARNING, "filters.minimal", answer.url, what)
        return "in several pages"
    return HONOURED


def _full(visit: Visit, each: Listing) -> str:
    answer, page = visit.page(each.path, {"full": "true", "per_page": ROWS, "page": 1})
    if page is None:
        return _fails(visit, each, "filters.full", answer, "full=true")
    told = False
    for row in page.rows:
        record = visit.whole.get(each.path, {}).get(str(row.get("id"))) if isinstance(row, dict) else None
        if not record:
            continue
        lacks = sorted(name for name, value in record.items() if value and name not in row)
        if lacks:
            what = f"{each.path}: rows of full=true lack {', '.join(lacks[:4])}"
            return _ignored(visit, "filters.full", answer, what)
        told = True
    return HONOURED if told else UNSURE


def _lines(visit: Visit, each: Listing) -> str:
    total = visit.served[each.path].total
    if _too_long(visit, each):
        return UNSURE
    answer = visit.feed.get(each.path, {"format": "ndjson"})
    if not answer.ok:
        return _fails(visit, each, "filters.format", answer, "format=ndjson")
    rows = _read(answer)
    if rows is None:
        return _ignored(visit, "filters.format", answer, f"{each.path}: format=ndjson does not bring one record a line")
    if total is not None and len(rows) != total and not answer.cut:
        what = f"{each.path}: format=ndjson brings {len(rows)} lines of {total} rows"
        visit.add(WARNING, "filters.format", answer.url, what)
        return "not every row"
    return HONOURED


def _read(answer: Answer) -> list[Any] | None:
    try:
        rows = [json.loads(line) for line in answer.body.splitlines() if line.strip()]
    except ValueError:
        return None
    return rows if all(isinstance(row, dict) and "id" in row for row in rows) else None


def _full_service(visit: Visit, each: Listing) -> str:
    owners = _owners(visit)
    answer, page = visit.page(each.path, {"full_service": "true", "per_page": ROWS, "page": 1})
    if page is None:
        return _fails(visit, each, "filters.full_service", answer, "full_service=true")
    mine = [row for row in page.rows if isinstance(row, dict) and str(row.get("id")) in owners]
    for row in mine:
        services = row.get("services")
        sent = [one.get("id") for one in services if isinstance(one, dict)] if isinstance(services, list) else []
        if any(key not in sent for key in owners[row["id"]]):
            what = f"{each.path}: full_service=true does not bring the services of {row['id']}"
            return _ignored(visit, "filters.full_service", answer, what)
    return HONOURED if mine else UNSURE


def _owners(visit: Visit) -> dict[str, set[str]]:
    """The organisations of the services that are known, with those services' ids."""
    found: dict[str, set[str]] = {}
    for key, record in visit.whole.get("/services", {}).items():
        inner = record.get("organization")
        owner = record.get("organization_id") or (inner.get("id") if isinstance(inner, dict) else None)
        if isinstance(owner, str):
            found.setdefault(owner, set()).add(key)
    return found


def _too_long(visit: Visit, each: Listing) -> bool:
    return (visit.served[each.path].total or 0) > MOST_LINES


def _ignored(visit: Visit, test: str, answer: Answer, what: str) -> str:
    visit.add(WARNING, test, answer.url, what)
    return IGNORED


def _fails(visit: Visit, each: Listing, test: str, answer: Answer, asked: str) -> str:
    said = answer.problem or f"status {answer.status}"
    visit.add(WARNING if answer.refused else each.grave, test, answer.url, f"{each.path}: {asked}: {said}")
    return "refused" if answer.refused else "fails"

"""Does every filter filter? Proven by the records: a row that must come comes, and one that must not does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from commonweal.openreferral.check import facts, trials
from commonweal.openreferral.check.client import Answer
from commonweal.openreferral.check.edition import V1, Listing, Page
from commonweal.openreferral.check.facts import Facts
from commonweal.openreferral.check.inspection import ROWS, Inspection, spread
from commonweal.openreferral.check.report import NOTE, WARNING
from commonweal.openreferral.check.trials import Trial

FILTERS, IGNORED, WRONG, REFUSED, UNTRIED = "filters", "ignored", "wrong", "refused", "nothing to try it on"
UNSURE = "cannot tell"
MOST_PAGES = 4  # of one answer
MOST_OPENED = 6  # rows that were not known before
PAIRS = 3
TIMES = {"day", "start_time", "end_time"}


def look(inspection: Inspection) -> None:
    """Try every filter of every list, then two at a time."""
    card = inspection.report.card.setdefault("filters", {})
    for each in inspection.answering():
        known = list(_known(inspection, each).values())
        words, good = card.setdefault(each.path, {}), []
        for name, trial in _trials(inspection, each, known):
            words[name], read = judge(inspection, each, trial, known) if trial else (UNTRIED, None)
            if read:
                good.append(read)
        if len(good) > 1:
            words["two together"] = _together(inspection, each, good, known)


def _trials(inspection: Inspection, each: Listing, known: list[Facts]) -> Iterator[tuple[str, Trial | None]]:
    if inspection.edition.profile == V1:
        if each.kind == "service":
            yield "text", trials.of_search("text", known)
        return
    yield "search", trials.of_search("search", known)
    if each.kind == "taxonomy_term":
        yield "taxonomy_id", trials.of_id("taxonomy_id", known, lambda one: {one.taxonomy} if one.taxonomy else set())
        yield "parent_id", trials.of_parent(known)
        yield "top_only", trials.of_top(known)
    if each.kind not in ("service", "service_at_location"):
        return
    yield "taxonomy_term_id", trials.of_id("taxonomy_term_id", known, lambda one: one.terms)
    yield "taxonomy_id", trials.of_id("taxonomy_id", known, lambda one: one.taxonomies)
    yield "organization_id", trials.of_id("organization_id", known, lambda one: one.organizations)
    yield "modified_after", trials.of_modified(known)
    yield from zip(("minimum_age", "maximum_age"), trials.of_ages(known), strict=True)
    yield from zip(("day", "start_time", "end_time"), trials.of_times(known), strict=True)
    if each.kind == "service_at_location":
        yield "postcode and proximity", trials.of_distance(known)


def judge(inspection: Inspection, each: Listing, trial: Trial, known: list[Facts]) -> tuple[str, Trial | None]:
    """Ask with the filter: the word for the card and, if it filters, the trial as this feed reads it.

    What is wrong becomes a finding.
    """
    answer, page, ids = _ask(inspection, each, trial.params)
    test = f"filters.{trial.name.split()[0]}"
    asked = f"{each.path}: {trial.name}={next(iter(trial.params.values()))}"
    if page is None:
        return _unanswered(inspection, each, test, answer, asked), None
    every, whole = inspection.served[each.path].total, page.total is not None and len(ids) >= page.total
    facts_of = _rows(inspection, each, known, ids)
    outside = [one.id for one in known if trial.says(one) is False]
    if trial.loose:
        return (IGNORED if _nonsense(inspection, each, trial, test) else FILTERS), None
    if outside and set(outside) & set(ids) and page.total == every:
        inspection.add(WARNING, test, answer.url, f"{asked} is ignored: all {every} rows come")
        return IGNORED, None
    reading, wrong, missing = _reading(trial, facts_of, known, ids, whole=whole)
    grave = each.grave if trial.strict else WARNING
    if wrong:
        inspection.add(grave, test, answer.url, f"{asked} brings rows that do not match, such as {wrong[0]}")
    if missing:
        inspection.add(grave, test, answer.url, f"{asked} leaves out rows that match, such as {missing[0]}")
    nonsense = _nonsense(inspection, each, trial, test)
    if wrong or missing or nonsense:
        return WRONG, None
    read = replace(trial, readings=tuple(one for one in trial.readings if one[0] == reading))
    if reading != trial.readings[0][0]:
        inspection.add(NOTE, test, answer.url, f"{asked} is read as: {reading}")
        return f"{FILTERS} ({reading})", read
    return (FILTERS, read) if outside else (UNSURE, None)


def _unanswered(inspection: Inspection, each: Listing, test: str, answer: Answer, asked: str) -> str:
    if answer.refused:
        inspection.add(WARNING, test, answer.url, f"{asked} is refused with status {answer.status}")
        return REFUSED
    said = answer.problem or f"status {answer.status}"
    inspection.add(each.grave, test, answer.url, f"{asked} is answered with {said}")
    return WRONG


def _reading(
    trial: Trial, rows: list[Facts], known: list[Facts], ids: list[str], *, whole: bool
) -> tuple[str, list[str], list[str]]:
    """The first reading that agrees with what came; or the first of all, and what it finds wrong and missing."""
    tried = []
    for name, says in trial.readings:
        wrong = [one.id for one in rows if says(one) is False] if trial.whole_rows else []
        missing = [one.id for one in known if whole and says(one) is True and one.id not in ids]
        tried.append((name, wrong, missing))
        told = any(says(one) is False and one.id not in ids for one in known) or name == trial.readings[0][0]
        if not wrong and not missing and told:
            return name, [], []
    return tried[0]


def _nonsense(inspection: Inspection, each: Listing, trial: Trial, test: str) -> bool:
    """A value that nothing can have brings nothing, or is refused. True: it was not so."""
    wrong = False
    for params in trial.nonsense:
        answer, page = inspection.page(each.path, {**params, "per_page": ROWS, "page": 1})
        asked = f"{each.path}: {trial.name}={next(iter(params.values()))}"
        if answer.refused or (page and not page.rows):
            continue
        wrong = True
        if page is None:
            inspection.add(each.grave, test, answer.url, f"{asked} is answered with {answer.problem or answer.status}")
        else:
            inspection.add(
                WARNING, test, answer.url, f"{asked} should bring nothing or be refused; {page.total} rows come"
            )
    return wrong


def _together(inspection: Inspection, each: Listing, good: list[Trial], known: list[Facts]) -> str:
    """Two filters at once bring only what matches both."""
    pairs = sorted(
        ((_tells(a, b, known), number, a, b) for number, (a, b) in enumerate(combinations(good, 2))),
        key=lambda pair: (-pair[0], pair[1]),
    )
    said = UNSURE
    for tells, _, a, b in pairs[:PAIRS]:
        if not tells:
            continue
        word = _both(inspection, each, a, b, known)
        if word == WRONG:
            return "wrong: not AND"
        said = "AND" if word == FILTERS else said
    return said


def _tells(a: Trial, b: Trial, known: list[Facts]) -> int:
    """How much a pair can show: records that match one only, and at best one that matches both."""
    # Two times may be asked of one session or of any two: the standard does not say.
    if {a.name, b.name} <= TIMES or set(a.params) & set(b.params):
        return 0
    said = {(a.says(one), b.says(one)) for one in known}
    return ((True, False) in said) + ((False, True) in said) + ((True, True) in said)


def _both(inspection: Inspection, each: Listing, a: Trial, b: Trial, known: list[Facts]) -> str:
    answer, page, ids = _ask(inspection, each, {**a.params, **b.params})
    asked = f"{each.path}: {a.name} and {b.name} together"
    if page is None:
        return UNSURE
    wrong = [one.id for one in known if one.id in ids and False in (a.says(one), b.says(one))]
    if not (a.whole_rows and b.whole_rows):  # a search may find by synonym what does not hold the word
        wrong = [one.id for one in known if one.id in ids and _only_one(a, b, one)]
    whole = page.total is not None and len(ids) >= page.total
    missing = [one.id for one in known if whole and a.says(one) and b.says(one) and one.id not in ids]
    if wrong:
        inspection.add(
            each.grave, "filters.and", answer.url, f"{asked} bring rows that match only one, such as {wrong[0]}"
        )
    if missing:
        inspection.add(
            each.grave, "filters.and", answer.url, f"{asked} leave out what matches both, such as {missing[0]}"
        )
    return WRONG if wrong or missing else FILTERS


def _only_one(a: Trial, b: Trial, one: Facts) -> bool:
    return {a.says(one), b.says(one)} == {True, False}


def _ask(inspection: Inspection, each: Listing, params: dict[str, Any]) -> tuple[Answer, Page | None, list[str]]:
    """The answer, its first page, and the ids of its first pages."""
    answer, page = inspection.page(each.path, {**params, "per_page": ROWS, "page": 1})
    ids = page.ids if page else []
    for number in range(2, min(page.pages or 1, MOST_PAGES) + 1) if page else ():
        _, more = inspection.page(each.path, {**params, "per_page": ROWS, "page": number})
        ids = ids + (more.ids if more else [])
    return answer, page, ids


def _rows(inspection: Inspection, each: Listing, known: list[Facts], ids: list[str]) -> list[Facts]:
    """What is known of the rows that came; a few of the others are opened."""
    held = {one.id: one for one in known}
    for key in spread([key for key in ids if key not in held], MOST_OPENED):
        opened = _open(inspection, each, key)
        if opened:
            held[key] = opened
    return [held[key] for key in ids if key in held]


def _known(inspection: Inspection, each: Listing) -> dict[str, Facts]:
    keys = list(inspection.whole.get(each.path, {}))
    if each.kind == "taxonomy_term":  # a row of this list is whole
        return {row["id"]: facts.of_any(row) for row in inspection.served[each.path].rows if _usable(row)}
    found = {key: _open(inspection, each, key) for key in keys}
    return {key: one for key, one in found.items() if one}


def _usable(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("id"), str)


def _open(inspection: Inspection, each: Listing, key: str) -> Facts | None:
    record = inspection.open(each.path, key)
    if record is None:
        return None
    if each.kind not in ("service", "service_at_location"):
        return facts.of_any(record)
    own = each.kind == "service"
    known = facts.of_service(record) if own else facts.of_service_at_location(record, _service_of(inspection, record))
    return facts.with_terms(known, *_terms(inspection))


def _terms(inspection: Inspection) -> tuple[dict[str, str], dict[str, str]]:
    """Of the terms that are known: the term above each, and the taxonomy of each."""
    page = inspection.served.get("/taxonomy_terms")
    terms = [facts.of_any(row) for row in page.rows if _usable(row)] if page else []
    return (
        {one.id: one.parent for one in terms if one.parent},
        {one.id: one.taxonomy for one in terms if one.taxonomy},
    )


def _service_of(inspection: Inspection, record: dict[str, Any]) -> dict[str, Any] | None:
    inner = record.get("service")
    key = record.get("service_id") or (inner.get("id") if isinstance(inner, dict) else None)
    return inspection.open("/services", key) if isinstance(key, str) else None

"""Do the pages of a list add up? The official validator's old rules, and what a reader of the whole list relies on."""

from __future__ import annotations

from collections import Counter

from commonweal.openreferral.check.client import Answer
from commonweal.openreferral.check.edition import V1, Listing, Page
from commonweal.openreferral.check.inspection import Inspection, spread
from commonweal.openreferral.check.report import WARNING

SMALL, LARGE = 5, 100  # rows of a page
PAGES = 6  # at least so many in a crawl, where there are rows enough: what shifts, shifts between pages
MIDDLE = 3
MOST_PAGES = 15  # of one crawl
NONSENSE = ({"per_page": 0}, {"per_page": -1}, {"per_page": "many"}, {"page": 0}, {"page": "first"})


def look(inspection: Inspection) -> None:
    """Walk through the pages of every list, twice."""
    card = inspection.report.card.setdefault("paging", {})
    for each in inspection.answering():
        before = len(inspection.report.findings)
        _rules(inspection, each)
        _beyond(inspection, each)
        _nonsense(inspection, each)
        stable = _crawls(inspection, each)
        new = {finding.test for finding in inspection.report.findings[before:]}
        right = not {test for test in new if test.startswith("paging.")} - {"paging.nonsense"}
        card[each.path] = ("right" if right else "wrong") + (", order stable" if stable else ", order changes")


def _rules(inspection: Inspection, each: Listing) -> None:
    answer, first = inspection.page(each.path, {"per_page": SMALL, "page": 1})
    if first is None:
        inspection.add(each.grave, "endpoint", answer.url, f"{each.path} does not answer page 1 of {SMALL} rows")
        return
    pages = first.pages or 1
    middle = spread(list(range(2, pages)), MIDDLE) if pages > 2 else []
    for number in dict.fromkeys([1, *middle, pages]):
        answer, page = inspection.page(each.path, {"per_page": SMALL, "page": number})
        if page is None:
            inspection.add(each.grave, "endpoint", answer.url, f"{each.path} does not answer page {number}")
        else:
            for test, what in faults(page, number, SMALL, first, numbered=inspection.edition.profile != V1):
                inspection.add(each.grave, test, answer.url, f"{each.path}: {what}", same=f"{each.path} {test}")


def faults(page: Page, number: int, per_page: int, first: Page, *, numbered: bool = True) -> list[tuple[str, str]]:
    """What is wrong with page `number`, beside the first: (test, what). Fields that are missing are said elsewhere."""
    said, rows, total, pages = page.said, len(page.rows), first.total, first.pages
    last = pages is not None and number >= pages
    expected = -(-total // per_page) if total is not None else None
    rules = {
        "paging.number": (not numbered or said["number"] == number, f"page {number} calls itself {said['number']}"),
        "paging.first": (said["first"] == (number == 1), f"first_page is {said['first']} on page {number}"),
        "paging.last": (said["last"] == last, f"last_page is {said['last']} on page {number} of {pages}"),
        "paging.empty": (said["empty"] == (rows == 0), f"empty is {said['empty']} with {rows} rows"),
        "paging.size": (said["size"] == rows, f"size is {said['size']} with {rows} rows"),
        "paging.total": (
            (pages == expected or not total) and (page.total, page.pages) == (total, pages),
            f"page {number} says {page.total} rows on {page.pages} pages of {per_page}; page 1 says {total}",
        ),
        "paging.per_page": (
            rows == per_page if not last else 0 < rows <= per_page or not total,
            f"page {number} has {rows} rows where {per_page} were asked for",
        ),
    }
    unsaid = {f"paging.{name}" for name, value in said.items() if value is None}
    if None in (total, pages):
        unsaid |= {"paging.total", "paging.last", "paging.per_page"}
    return [(test, what) for test, (right, what) in rules.items() if not right and test not in unsaid]


def _beyond(inspection: Inspection, each: Listing) -> None:
    _, first = inspection.page(each.path, {"per_page": SMALL, "page": 1})
    if first is None or first.pages is None:
        return
    answer, page = inspection.page(each.path, {"per_page": SMALL, "page": first.pages + 1})
    if answer.status >= 500 or not answer.status:
        inspection.add(each.grave, "paging.beyond", answer.url, f"{each.path}: beyond the last page: {_said(answer)}")
    elif page and page.rows:
        inspection.add(each.grave, "paging.beyond", answer.url, f"{each.path}: beyond the last page come rows")


def _nonsense(inspection: Inspection, each: Listing) -> None:
    for wrong in NONSENSE:
        answer, _ = inspection.page(each.path, wrong)
        name, value = next(iter(wrong.items()))
        if answer.status >= 500 or not answer.status:
            what = f"{each.path}: {name}={value} is answered with {_said(answer)}"
            inspection.add(each.grave, "paging.nonsense", answer.url, what, same=f"{each.path} {name} 500")
        elif answer.ok:
            what = f"{each.path}: {name}={value} is accepted"
            inspection.add(WARNING, "paging.nonsense", answer.url, what, same=f"{each.path} {name}")


def _crawls(inspection: Inspection, each: Listing) -> bool:
    """Read the list through, as far as is fair; then again; then in small pages. The order is one and the same."""
    once, said, whole = _crawl(inspection, each)
    where = inspection.feed.base + each.path
    twice = [key for key, times in Counter(once).items() if times > 1]
    if twice:
        inspection.add(
            each.grave, "paging.twice", where, f"{each.path}: {len(twice)} rows come twice, such as {twice[0]}"
        )
    if whole and said is not None and len(set(once)) != said:
        what = f"{each.path}: {said} rows are said, and {len(set(once))} come"
        inspection.add(each.grave, "paging.missing", where, what)
    again, _, _ = _crawl(inspection, each)
    small = [key for number in (1, 2) for key in _ids(inspection, each, number)]
    stable = again == once and (len(small) > 2 * SMALL or small == once[: len(small)])
    if not stable:
        inspection.add(each.grave, "paging.order", where, f"{each.path}: two readings come in different order")
    return stable


def _crawl(inspection: Inspection, each: Listing) -> tuple[list[str], int | None, bool]:
    ids: list[str] = []
    size = min(LARGE, max(SMALL, (inspection.served[each.path].total or 0) // PAGES))
    said, pages, number = None, 1, 1
    while number <= min(pages, MOST_PAGES):
        _, page = inspection.page(each.path, {"per_page": size, "page": number}, fresh=True)
        if page is None:
            return ids, said, False
        ids += page.ids
        said, pages, number = page.total, page.pages or 1, number + 1
    return ids, said, pages <= MOST_PAGES


def _ids(inspection: Inspection, each: Listing, number: int) -> list[str]:
    _, page = inspection.page(each.path, {"per_page": SMALL, "page": number}, fresh=True)
    return page.ids if page else []


def _said(answer: Answer) -> str:
    return answer.problem or f"status {answer.status}"

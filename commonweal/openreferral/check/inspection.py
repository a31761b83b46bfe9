"""One inspection of a feed: what is asked, what came, and the records that are known whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from commonweal.openreferral.check.client import Answer, Feed
from commonweal.openreferral.check.edition import Edition, Listing, Page
from commonweal.openreferral.check.report import Report

ROWS = 50  # rows asked for at once where a list is looked through
SERVICES, OTHERS = 16, 8  # records opened of each list
SELDOM = ("minimum_age", "maximum_age")


@dataclass
class Inspection:
    """What the parts of a check share. `whole` keeps records read from their own address, by list and id."""

    feed: Feed
    report: Report
    edition: Edition
    root: Any = None
    level: int = 2
    whole: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    served: dict[str, Page] = field(default_factory=dict)  # the first page of every list that answers

    def lists(self) -> tuple[Listing, ...]:
        """The lists to look at: at level 1 only what decides."""
        return tuple(each for each in self.edition.lists if each.level <= self.level)

    def answering(self) -> tuple[Listing, ...]:
        """The lists that answered with a page."""
        return tuple(each for each in self.lists() if each.path in self.served)

    def page(
        self, path: str, params: Mapping[str, Any] | None = None, *, fresh: bool = False
    ) -> tuple[Answer, Page | None]:
        """Ask a list; the page is None where the answer is none."""
        answer = self.feed.get(path, params, fresh=fresh)
        return answer, self.edition.page(answer.json) if answer.ok else None

    def open(self, path: str, key: str) -> dict[str, Any] | None:
        """A record from its own address; None where it does not open, or opens another."""
        known = self.whole.setdefault(path, {})
        if key not in known:
            answer = self.feed.get(f"{path}/{quote(key, safe='')}")
            if not answer.ok or not isinstance(answer.json, dict) or answer.json.get("id") != key:
                return None
            known[key] = answer.json
        return known[key]

    def add(self, level: str, test: str, where: str, what: str, *, same: str = "") -> None:
        """Put a finding into the report."""
        self.report.add(level, test, where, what, same=same)


def gather(inspection: Inspection) -> None:
    """Ask every list for its first page, and open some records of each: from its beginning, middle and end."""
    endpoints = inspection.report.card.setdefault("endpoints", {})
    for each in inspection.lists():
        answer, page = inspection.page(each.path, {"per_page": ROWS, "page": 1})
        endpoints[each.path] = _word(answer, page is not None)
        if page is None:
            _absent(inspection, each, answer)
            continue
        inspection.served[each.path] = page
        opened = [inspection.open(each.path, key) for key in _some(inspection, each, page)]
        endpoints[f"{each.path}/{{id}}"] = _opened(opened)


def _some(inspection: Inspection, each: Listing, page: Page) -> list[str]:
    most, pages = SERVICES if each.kind == "service" else OTHERS, page.pages or 1
    read = [page]
    for number in sorted({pages // 2, pages} - {0, 1}):
        _, other = inspection.page(each.path, {"per_page": ROWS, "page": number})
        read += [other] if other else []
    share = -(-most // len(read))
    some = [key for one in read for key in spread(one.ids, share)]
    return list(dict.fromkeys([*some, *_seldom_said(read)]))


def _seldom_said(read: list[Page]) -> list[str]:
    """A few rows with what few rows have: a filter of it can only be judged by records that say it."""
    rows = [row for page in read for row in page.rows if isinstance(row, dict) and isinstance(row.get("id"), str)]
    return [key for name in SELDOM for key in spread([row["id"] for row in rows if row.get(name) is not None], 2)]


def _absent(inspection: Inspection, each: Listing, answer: Answer) -> None:
    why = answer.problem or (f"status {answer.status}" if not answer.ok else "no page of a list")
    level = each.shape if answer.status in (404, 405, 501) else each.grave
    inspection.add(level, "endpoint", answer.url, f"{each.path} does not answer with a list: {why}")


def _word(answer: Answer, good: bool) -> str:
    return "answers" if good else "absent" if answer.status in (404, 405, 501) else f"status {answer.status}"


def _opened(opened: list[dict[str, Any] | None]) -> str:
    if not opened:
        return "nothing to open"
    good = sum(each is not None for each in opened)
    return "answers" if good == len(opened) else f"{good} of {len(opened)} opened"


def spread(many: list[Any], most: int) -> list[Any]:
    """So many of a list at even distances, the first and the last among them; the same ones each time.

    >>> spread([1, 2, 3, 4, 5, 6, 7], 3)
    [1, 4, 7]
    """
    if len(many) <= most:
        return list(many)
    if most == 1:
        return [many[0]]
    return [many[round(step * (len(many) - 1) / (most - 1))] for step in range(most)]

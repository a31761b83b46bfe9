"""The whole check of one feed, part by part, with no more requests than are allowed; what was not looked at is said."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection

import httpx

from commonweal.openreferral.check import deletions, filters, forms, inspection, links, manners, paging, shape
from commonweal.openreferral.check.client import Answer, Enough, Feed
from commonweal.openreferral.check.edition import V1, edition_of
from commonweal.openreferral.check.inspection import Inspection
from commonweal.openreferral.check.report import Report

MOST = 800
Tell = Callable[[str, int], None]
PARTS: tuple[tuple[str, int, Callable[[Inspection], None]], ...] = (
    ("shape", 1, shape.look),
    ("links", 1, links.look),
    ("filters", 1, filters.look),
    ("forms", 1, forms.look),
    ("deletions", 2, deletions.look),
    ("manners", 2, manners.look),
    ("paging", 1, paging.look),
)


class Unreachable(Exception):
    """Nothing answers at the address. The message says what happened."""


def check(
    url: str,
    *,
    most: int = MOST,
    level: int = 2,
    parts: Collection[str] = (),
    pause: float = 0.0,
    timeout: float = 30.0,
    seconds: float = math.inf,
    transport: httpx.AsyncBaseTransport | None = None,
    tell: Tell = lambda part, asked: None,
) -> Report:
    """Check the feed at an address with at most so many requests, and for no longer than so many seconds.

    Level 1 looks only at the lists that decide whether it passes; `parts` (none: all) only at some of PARTS.
    """
    part = ["lists"]
    if not url.strip().startswith(("https://", "http://")):
        raise Unreachable(f"{url} is no address of a feed: it begins with https://")
    with Feed(url, transport, most, pause, timeout, tell=lambda asked: tell(part[0], asked)) as feed:
        report = Report(feed.base)
        looked = _arrive(feed, report, level)
        feed.until = time.monotonic() + seconds
        wanted = [(name, look) for name, least, look in PARTS if least <= level and (not parts or name in parts)]
        left = ["lists", *(name for name, _ in wanted)]
        try:
            for name, look in [("lists", inspection.gather), *wanted]:
                part[0] = name
                look(looked)
                left.remove(name)
        except Enough:
            why = f"{most} requests were made" if feed.asked >= most else f"{seconds:.0f} seconds had passed"
            report.left = [f"{name}: {why}" for name in left]
        manners.speed(looked)
        report.requests = feed.asked
    return report


def _arrive(feed: Feed, report: Report, level: int) -> Inspection:
    """Ask the address itself and its services, and see which edition of the standard is spoken."""
    try:
        root, services = _root(feed), feed.get("/services", {"per_page": inspection.ROWS, "page": 1})
    except Enough:
        raise Unreachable("No request was allowed.") from None
    if not root.status and not services.status:
        raise Unreachable(f"Nothing answers at {feed.base}: {services.problem or root.problem}.")
    said = root.json if root.ok and isinstance(root.json, dict) else None
    looked = Inspection(feed, report, edition_of(said, services.json), said, level)
    report.profile = looked.edition.profile
    report.card["edition"] = shape.edition_word(looked.edition)
    right = said is not None
    report.card["endpoints"] = {"/": "answers" if right else f"status {root.status}"}
    if looked.edition.profile == V1 and not right:
        report.card["endpoints"]["/"] = "not in this edition"
    return looked


def _root(feed: Feed) -> Answer:
    answer = feed.get("/")
    return answer if answer.ok and answer.is_json else feed.get("")

"""An Open Referral API read whole: every page of its services with all that belongs to them, then what they name.

It asks slowly, one request at a time, waits when told to, gives its records page by page, and says from which page it
can go on when it has to stop. Feeds of version 1 are read by the same walk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from commonweal.openreferral.reading import hsds_files
from commonweal.openreferral.reading.gathering import Gathering
from commonweal.openreferral.reading.record import Reading, Record

PER_PAGE = 50
PATIENCE = httpx.Timeout(30, connect=10)
TRIES = 3
LONGEST_WAIT = 60  # seconds; a server that asks for more is left alone and the reading stops there
AGAIN = {429, 500, 502, 503, 504}
ABSENT = {400, 401, 403, 404, 405, 410, 501}
WHO = "Commonweal directory reader (Open Referral)"
NESTED = ("service_at_locations", "schedules", "contacts", "attributes", "cost_options", "service_areas", "languages")
# Read before the services, so that these find what they point to; each may be missing.
BESIDE = (("taxonomies", "taxonomy"), ("taxonomy_terms", "taxonomy_term"), ("organizations", "organization"))


@dataclass(frozen=True, slots=True)
class Batch:
    """What one page gave: its records, and with which page to go on after it (none: it was the last)."""

    records: list[Record]
    path: str
    page: int
    next_page: int | None


@dataclass
class Walk:
    """One reading of one API."""

    url: str
    client: httpx.Client
    per_page: int = PER_PAGE
    pause: float = 0.0
    sleep: Callable[[float], None] = time.sleep
    gathering: Gathering = field(default_factory=Gathering)
    _full: bool | None = None  # does it honour full=true? found out on the first page
    _seen: set[str] = field(default_factory=set)

    def batches(self, start: int = 1) -> Iterator[Batch]:
        """Everything, page by page; `start` is the page of services to go on from."""
        self._root()
        for path, kind in BESIDE:
            yield from self._list(path, kind)
        yield from self._list("services", "service", start)
        held = self.gathering.held("service").values()
        if held and not any("service_at_locations" in each.document for each in held):
            yield from self._list("service_at_locations", hsds_files.MEETING)

    def _root(self) -> None:
        told = self._get("")
        if isinstance(told, dict):
            hsds_files.take(self.gathering, told | {"openapi_url": told.get("openapi_url", "")}, "/")
        else:
            self.gathering.problems.warn(
                "no root document", "/", "The API does not say its version at its own address."
            )

    def _list(self, path: str, kind: str, start: int = 1) -> Iterator[Batch]:
        number: int | None = start
        while number:
            where = f"/{path}?page={number}"
            told = self._get(path, page=number, per_page=self.per_page, full="true")
            rows = hsds_files.page(told)
            if rows is None:
                self._no_page(path, kind, number, where)
                return
            again = bool(rows) and not self._news(kind, rows)
            if again:
                self.gathering.problems.warn(
                    "page came again", where, "This page held nothing new: reading stopped here."
                )
            else:
                self._take(kind, path, rows, where)
            following = None if again or not rows else _next(told, number)
            yield Batch(self.gathering.fresh(), path, number, following)
            number = following

    def _no_page(self, path: str, kind: str, number: int, where: str) -> None:
        if kind != "service":
            self.gathering.facts.setdefault("absent", []).append(path)
            return
        self.gathering.facts["go_on_from"] = number
        self.gathering.problems.error(
            "page cannot be read", where, f"This page could not be read: go on from page {number} another time."
        )

    def _news(self, kind: str, rows: list[Any]) -> bool:
        """Does the page hold anything not met before? A server that ignores `page` would be read for ever."""
        keys = {f"{kind} {each.get('id')}" if isinstance(each, dict) else str(each) for each in rows}
        twice = keys & self._seen
        if twice and twice != keys:
            self.gathering.problems.summary(
                "paging moved", "", "{n} pages repeated rows of an earlier page: it may miss some."
            )
        new = keys - self._seen
        self._seen |= keys
        return bool(new)

    def _take(self, kind: str, path: str, rows: list[Any], where: str) -> None:
        for n, row in enumerate(rows):
            at = f"{where}, contents.{n}"
            hsds_files.take_one(
                self.gathering, self._whole(path, row) if kind == "service" else row, at, self._kind(kind, row)
            )

    def _kind(self, kind: str, row: Any) -> str:
        """Version 1 calls its terms taxonomies."""
        return "taxonomy_term" if kind == "taxonomy" and isinstance(row, dict) and "vocabulary" in row else kind

    def _whole(self, path: str, row: Any) -> Any:
        """The service with all that belongs to it: the row where the list gives it whole, else asked for by its id."""
        if not isinstance(row, dict) or self._full or not row.get("id"):
            return row
        told = self._get(f"{path}/{row['id']}")
        if not isinstance(told, dict):
            self.gathering.problems.warn(
                "service not given by id",
                f"/{path}/{row['id']}",
                "It could not be had by its id: taken as in the list.",
            )
            return row
        if self._full is None and any(told.get(name) for name in NESTED):
            self._full = all(name in row for name, value in told.items() if value not in (None, [], ""))
        return told

    def _get(self, path: str, **asked: Any) -> Any:
        """What stands at a path; nothing where it is missing or cannot be had."""
        if self.pause:
            self.sleep(self.pause)
        for attempt in range(1, TRIES + 1):
            try:
                answer = self.client.get(f"{self.url}/{path}" if path else f"{self.url}/", params=asked)
            except httpx.HTTPError as problem:
                self.gathering.problems.warn("no answer", f"/{path}", f"No answer ({type(problem).__name__}).")
                continue
            if answer.status_code not in AGAIN or attempt == TRIES or not self._wait(answer, attempt):
                return self._read(answer, path)
        return None

    def _wait(self, answer: httpx.Response, attempt: int) -> bool:
        asked = answer.headers.get("Retry-After", "")
        seconds = float(asked) if asked.isdigit() else 2.0**attempt
        if seconds > LONGEST_WAIT:
            return False
        self.sleep(seconds)
        return True

    def _read(self, answer: httpx.Response, path: str) -> Any:
        if answer.is_success:
            try:
                return answer.json()
            except ValueError:
                self.gathering.problems.warn(
                    "answer is no JSON", f"/{path}", "The answer was no JSON and was left out."
                )
        elif answer.status_code not in ABSENT:
            self.gathering.problems.warn("refused", f"/{path}", f"The answer was {answer.status_code}.")
        return None


def batches(
    url: str, *, transport: httpx.BaseTransport | None = None, start: int = 1, **options: Any
) -> Iterator[Batch]:
    """Records page by page, as they come; links are not yet checked."""
    with _client(transport) as client:
        yield from Walk(url.rstrip("/"), client, **options).batches(start)


def read(url: str, *, transport: httpx.BaseTransport | None = None, start: int = 1, **options: Any) -> Reading:
    """The whole API, with links checked."""
    with _client(transport) as client:
        walk = Walk(url.rstrip("/"), client, **options)
        pages = sum(1 for _batch in walk.batches(start))
    version = str(walk.gathering.facts.get("version", ""))
    walk.gathering.facts |= {"url": url, "pages": pages, "full_honoured": bool(walk._full)}
    return walk.gathering.reading("oruk_v1" if "1.0" in version and "3" not in version else "hsds_api")


def _client(transport: httpx.BaseTransport | None) -> httpx.Client:
    headers = {"User-Agent": WHO, "Accept": "application/json"}
    return httpx.Client(transport=transport, headers=headers, timeout=PATIENCE, follow_redirects=True)


def _next(told: dict[str, Any], number: int) -> int | None:
    """The page after this one; counts and flags are believed only where they agree that there is more."""
    last = told.get("last_page", told.get("last"))
    total = told.get("total_pages", told.get("totalPages"))
    if last is True or (isinstance(total, int) and number >= total):
        return None
    return number + 1

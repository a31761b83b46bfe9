"""Asking a feed: one request at a time, never more than so many, and nothing twice unless it is wanted afresh."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import httpx

from commonweal import __version__

WHO = f"Commonweal/{__version__} (directory check: a sample, one request at a time)"
AGAIN = {429, 503}
MOST_WAIT = 60.0
MOST_BYTES = 32_000_000  # of one answer; a nation's whole feed is not read into memory
NOTHING = object()
# httpx tells the log of every request; whoever checks a feed would see nothing else.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Enough(Exception):
    """As many requests were made as were allowed, or as much time has passed."""


@dataclass
class Answer:
    """What came back. Status 0: nothing did, and `problem` says why."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0
    problem: str = ""
    cut: bool = False  # it was longer than is read

    @property
    def ok(self) -> bool:
        """Whether it is an answer to what was asked."""
        return 200 <= self.status < 300

    @property
    def refused(self) -> bool:
        """Whether the feed says that the question is wrong."""
        return 400 <= self.status < 500

    @cached_property
    def _read(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError:
            return NOTHING

    @property
    def is_json(self) -> bool:
        """Whether the body can be read as JSON."""
        return self._read is not NOTHING

    @property
    def json(self) -> Any:
        """The body read as JSON; None where it is none."""
        return None if self._read is NOTHING else self._read


@dataclass
class Feed:
    """A feed at an address; `transport` lets tests ask an ASGI app that is not served."""

    base: str
    transport: httpx.AsyncBaseTransport | None = None
    most: int = 600
    pause: float = 0.0
    timeout: float = 30.0
    tries: int = 3
    until: float = math.inf  # on the monotonic clock: from then on nothing more is asked
    sleep: Callable[[float], None] = time.sleep
    tell: Callable[[int], None] = lambda asked: None
    asked: int = 0
    times: list[tuple[float, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.base = self.base.strip().rstrip("/").removesuffix("/services")
        self._kept: dict[str, Answer] = {}

    def __enter__(self) -> Feed:
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(
            transport=self.transport,
            timeout=self.timeout,
            follow_redirects=True,
            headers={"User-Agent": WHO, "Accept": "application/json, */*;q=0.5"},
        )
        return self

    def __exit__(self, *_unused: object) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def get(
        self,
        path: str,
        params: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        fresh: bool = False,
    ) -> Answer:
        """Ask for a path below the feed's own address. What was asked before is not asked again unless `fresh`."""
        url = f"{self.base}{path}?{urlencode(dict(params))}" if params else self.base + path
        if not fresh and not headers and url in self._kept:
            return self._kept[url]
        answer = self._ask(url, dict(headers or {}))
        if not headers and len(answer.body) < 2_000_000:
            self._kept[url] = answer
        return answer

    def _ask(self, url: str, headers: dict[str, str]) -> Answer:
        answer = Answer(url, 0)
        for attempt in range(self.tries):
            if self.asked >= self.most or time.monotonic() > self.until:
                raise Enough
            self.asked += 1
            self.tell(self.asked)
            if self.pause:
                self.sleep(self.pause)
            answer = self._runner.run(self._once(url, headers))
            if answer.status not in AGAIN or attempt + 1 == self.tries:
                break
            self.sleep(_wait(answer.headers.get("retry-after", ""), attempt))
        if answer.status:
            self.times.append((answer.seconds, url))
        return answer

    async def _once(self, url: str, headers: dict[str, str]) -> Answer:
        began = time.perf_counter()
        body, cut = bytearray(), False
        try:
            # A server that sends one byte now and then would keep us for ever.
            async with asyncio.timeout(self.timeout * 4), self._client.stream("GET", url, headers=headers) as came:
                async for piece in came.aiter_bytes():
                    body += piece
                    if len(body) > MOST_BYTES:
                        cut = True
                        break
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
            return Answer(url, 0, problem=str(error) or type(error).__name__, seconds=time.perf_counter() - began)
        return Answer(url, came.status_code, came.headers, bytes(body), time.perf_counter() - began, cut=cut)


def _wait(said: str, attempt: int) -> float:
    """How long a busy feed asks us to wait: seconds or a date; twice as long each time where it does not say."""
    try:
        seconds = float(said)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):
            seconds = 2.0**attempt
    return min(max(seconds, 0.0), MOST_WAIT)

"""A request, read: its path within the app, its parameters from the address and the body, and what it will take."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

import orjson

from commonweal.openreferral.serving.asks import Misunderstood

LONGEST_BODY = 64_000


class TooLong(Exception):
    """More was sent than parameters can take."""


@dataclass
class Request:
    """What was asked, over HTTP."""

    method: str
    path: str
    query: str
    headers: dict[bytes, bytes]
    body: bytes
    base: str  # where the app is met, as far as the request says

    @property
    def takes_gzip(self) -> bool:
        """Will a compressed answer be understood?"""
        offers = self.headers.get(b"accept-encoding", b"").decode("latin-1").lower().replace(" ", "").split(",")
        return any(each.split(";")[0] in ("gzip", "*") and not each.endswith((";q=0", ";q=0.0")) for each in offers)

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Every parameter: those of the address, then those of the body."""
        return parse_qsl(self.query, keep_blank_values=True) + (self._of_the_body() if self.body else [])

    def knows(self, etag: str) -> bool:
        """Has whoever asks the same already?"""
        known = self.headers.get(b"if-none-match", b"").decode("latin-1")
        return bool(known) and (known.strip() == "*" or etag in [each.strip() for each in known.split(",")])

    def _of_the_body(self) -> list[tuple[str, str]]:
        kind = self.headers.get(b"content-type", b"").decode("latin-1").split(";")[0].strip().lower()
        if kind == "application/x-www-form-urlencoded":
            return parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        try:
            said = orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            hint = "Send a JSON object, a form, or no body and the parameters in the address."
            raise Misunderstood("body", "The body is not JSON.", hint) from error
        if not isinstance(said, dict):
            raise Misunderstood("body", "The body is not a JSON object.", 'Send {"search": "choir"}.')
        return [(str(name), _text(str(name), value)) for name, value in said.items() if value is not None]


async def read(scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[MutableMapping[str, Any]]]) -> Request:
    """The whole request; its body only where there should be one."""
    headers = dict(scope["headers"])
    mount = scope.get("root_path", "")
    path = scope["path"].removeprefix(mount) if mount else scope["path"]
    host = headers.get(b"host", b"localhost").decode("latin-1")
    base = f"{scope.get('scheme', 'http')}://{host}{mount}"
    body = await _body(receive) if scope["method"] == "POST" else b""
    query = scope.get("query_string", b"").decode("latin-1")
    return Request(scope["method"], path.rstrip("/") or "/", query, headers, body, base)


async def _body(receive: Callable[[], Awaitable[MutableMapping[str, Any]]]) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LONGEST_BODY:
            raise TooLong
        if not message.get("more_body"):
            return body


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ",".join(value)
    raise Misunderstood(name, f"{name} cannot be read.", "Give a text, a number, or true or false.")

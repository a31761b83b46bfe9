"""The server's one entrance."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from commonweal.config import asgi


def ask(scope: dict[str, Any]) -> list[dict[str, Any]]:
    """What is sent back for one connection with an empty body."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    # In a thread of its own: the browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(asgi.application(scope, receive, send))).result()
    return sent


def page(path: str) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }


def test_styles_and_pages_are_answered_through_wsgi():
    sent = ask(page("/static/core/house.css"))
    assert sent[0]["status"] == 200
    assert b"".join(message.get("body", b"") for message in sent[1:])


def test_an_open_connection_nobody_answers_is_closed():
    assert ask({"type": "websocket", "path": "/nowhere"}) == [{"type": "websocket.close", "code": 1000}]


def test_a_live_application_answers_at_its_own_addresses(monkeypatch):
    async def live(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "live", "path": scope["path"]})

    monkeypatch.setitem(asgi.LIVE, "/live/", live)
    assert ask({"type": "websocket", "path": "/live/map"}) == [{"type": "live", "path": "/live/map"}]


def test_the_open_directory_answers_at_its_stub_and_not_beside_it(settings, tmp_path):
    sent = ask(page("/openreferral"))
    assert sent[0]["status"] in (200, 503)  # 503 until it is published
    assert dict(sent[0]["headers"])[b"access-control-allow-origin"] == b"*"

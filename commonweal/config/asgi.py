"""The server's one entrance: pages go through WSGI threads; what must stay open (live maps) will be plain ASGI beside.

Django under ASGI costs two to four times as much for the same page and opens a new database connection each time, so
pages do not use it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware

from commonweal.config.wsgi import application as pages
from commonweal.directory import api

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

THREADS = 8  # readers at once; each holds one database connection

# Applications that answer by themselves, by the beginning of their address. Rooms with live pages are added here.
LIVE: dict[str, App] = {api.STUB: api.app()}

_pages: App = WSGIMiddleware(pages, workers=THREADS)  # type: ignore[arg-type,assignment]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Give each connection to whoever answers at its address."""
    path = scope.get("path", "")
    start = next((start for start in LIVE if path == start or path.startswith(f"{start.rstrip('/')}/")), None)
    if start is not None:
        await LIVE[start](dict(scope) | {"root_path": scope.get("root_path", "") + start}, receive, send)
    elif scope["type"] == "http":
        await _pages(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})

"""The public API as a small ASGI app: no framework, no session, no cookie, no other host.

Keyed reads, and searches for words that few rows have, are made where the request arrives, since they take less time
than handing them over; any other search, a long list or a dump is made in a thread, so that nobody waits for somebody
else's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from commonweal.openreferral.serving.answers import (
    WORTH_COMPRESSING,
    Answer,
    headers_of,
    problem,
    refused,
    squeezed,
)
from commonweal.openreferral.serving.asks import Misunderstood
from commonweal.openreferral.serving.filters import Postcodes
from commonweal.openreferral.serving.requests import Request, TooLong, read
from commonweal.openreferral.serving.routes import Site, route

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

THREADS = 4


def make_app(
    folder: Path,
    *,
    title: str,
    publisher: str,
    licence: str,
    postcode: Postcodes | None = None,
    base_url: str | None = None,
) -> App:
    """The app that serves the store in a folder.

    `licence` is the address or the name under which the data may be used; `postcode` gives the latitude and longitude
    of a postcode, or None where it is not known; `base_url` is where the app is met from outside, if that is fixed.
    """
    site = Site(folder, title, publisher, licence, postcode or (lambda _said: None), base_url)
    threads = ThreadPoolExecutor(THREADS, "openreferral")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send, threads)
        elif scope["type"] == "http":
            await _answer(site, threads, scope, receive, send)

    return app


async def _answer(site: Site, threads: ThreadPoolExecutor, scope: Scope, receive: Receive, send: Send) -> None:
    request: Request | None = None
    try:
        request = await read(scope, receive)
        work = route(site, request)
        if isinstance(work, Answer):
            answer = work
        else:
            answer = await asyncio.get_running_loop().run_in_executor(threads, work)
    except Misunderstood as error:
        answer = refused(error)
    except TooLong:
        answer = problem(413, "What was sent is too long.", "Send the parameters alone.")
    except FileNotFoundError:
        answer = problem(503, "There is nothing here yet: the directory has not been published.", "Come back later.")
    await _send(request, answer, receive, send, threads)


async def _send(
    request: Request | None, answer: Answer, receive: Receive, send: Send, threads: ThreadPoolExecutor
) -> None:
    gzip = bool(request and request.takes_gzip)
    bare = bool(request and request.method == "HEAD")
    if not isinstance(answer.body, bytes):
        packed = gzip and not answer.type.startswith("application/zip")
        pieces = squeezed(answer.body) if packed else answer.body
        await _stream(headers_of(answer, compressed=packed), [] if bare else pieces, receive, send, threads)
        return
    compressed = gzip and len(answer.body) > WORTH_COMPRESSING
    body: bytes = answer.body
    if compressed:
        if answer.compressed is None:
            await asyncio.get_running_loop().run_in_executor(threads, answer.gzipped)
        body = answer.gzipped()
    headers = headers_of(answer, compressed=compressed)
    if answer.status not in (204, 304):
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if bare else body})


async def _stream(
    headers: list[tuple[bytes, bytes]], some: Iterable[bytes], receive: Receive, send: Send, threads: ThreadPoolExecutor
) -> None:
    """Piece by piece: the next is only made once the one before has been taken, and none once nobody listens."""
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    loop, pieces = asyncio.get_running_loop(), iter(some)
    gone = asyncio.create_task(_gone(receive))
    try:
        while not gone.done():
            piece = await loop.run_in_executor(threads, next, pieces, None)
            if piece is None:
                break
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    finally:
        gone.cancel()
    await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive) -> None:
    """Ends when whoever asked has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _lifespan(receive: Receive, send: Send, threads: ThreadPoolExecutor) -> None:
    while True:
        told = (await receive())["type"]
        if told == "lifespan.shutdown":
            threads.shutdown(wait=False)
        await send({"type": f"{told}.complete"})
        if told == "lifespan.shutdown":
            return

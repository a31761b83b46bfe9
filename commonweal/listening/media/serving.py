"""Gives out a file, whole or in part, with an exact type and nothing that a browser could guess or run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

LOT = 1 << 16
ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def serve(request: HttpRequest, path: Path, *, type: str, name: str, etag: str, for_everyone: bool) -> HttpResponseBase:
    """The file, or the part of it that is asked for: 200, 206, 304 or 416."""
    size = path.stat().st_size
    span = _span(request, size, etag)
    if span is None:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return _marked(response, type, name, etag, for_everyone)
    start, stop = span
    whole = (start, stop) == (0, size)
    body = _read(path, start, stop) if request.method != "HEAD" else iter(())
    response = StreamingHttpResponse(body, status=200 if whole else 206)
    response["Content-Length"] = str(stop - start)
    if not whole:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return _marked(response, type, name, etag, for_everyone)


def _marked(response: HttpResponseBase, type: str, name: str, etag: str, for_everyone: bool) -> HttpResponseBase:
    response["Content-Type"] = type
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = f'"{etag}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox"
    # It may be taken back at any moment: whoever holds a copy asks again, and what is not for everyone is not held.
    response["Cache-Control"] = "no-cache" if for_everyone else "private, no-store"
    # Says that it is as compressed as it will be: compressed once more, a part would be no part.
    response["Content-Encoding"] = "identity"
    return response


def _span(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """What is asked for as (from, to); all of it where that is not one plain range; None for what is not there."""
    asked = ONE_RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    since = request.headers.get("If-Range", "")
    if not asked or (since and since.strip('W/"') != etag) or asked.group(1, 2) == ("", ""):
        return 0, size
    first, last = asked.group(1, 2)
    if not first:
        return (max(size - int(last), 0), size) if int(last) else None
    start, stop = int(first), min(int(last) + 1, size) if last else size
    return (start, stop) if start < stop else None


def _read(path: Path, start: int, stop: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(start)
        while start < stop and (lot := stream.read(min(LOT, stop - start))):
            start += len(lot)
            yield lot

"""What is sent back: a status, bytes or a stream of them, and headers that let any page on any site read it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from commonweal.openreferral.serving.asks import Misunderstood

JSON, NDJSON, TEXT = "application/json", "application/x-ndjson", "text/plain; charset=utf-8"
# Below this, compressing costs more than it saves.
WORTH_COMPRESSING = 1_000
LEVEL = 5

OPEN = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Last-Modified, X-Unknown-Parameters"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(slots=True)
class Answer:
    """One answer. A body that is not bytes is a stream, made in a thread piece by piece."""

    body: bytes | Iterator[bytes] = b""
    status: int = 200
    type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    compressed: bytes | None = None

    @property
    def size(self) -> int:
        """How many bytes it is, where that is known before it is sent."""
        return len(self.body) if isinstance(self.body, bytes) else 0

    def gzipped(self) -> bytes:
        """The body compressed; worked out once for an answer that is given again."""
        if self.compressed is None and isinstance(self.body, bytes):
            self.compressed = gzip.compress(self.body, LEVEL, mtime=0)
        return self.compressed or b""


def said(content: Any, status: int = 200, **headers: str) -> Answer:
    """An answer from plain data."""
    return Answer(
        orjson.dumps(content), status, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def refused(error: Misunderstood) -> Answer:
    """What could not be understood, which parameter it was, and what would do."""
    return problem(400, error.error, error.hint, parameter=error.parameter)


def problem(status: int, error: str, hint: str, *, parameter: str | None = None, **headers: str) -> Answer:
    """Something that cannot be answered, in the same shape whatever it is."""
    body = {"error": error, "parameter": parameter, "hint": hint}
    return said({name: value for name, value in body.items() if value}, status, **headers)


def headers_of(answer: Answer, *, compressed: bool) -> list[tuple[bytes, bytes]]:
    """Every header of an answer."""
    kept = [*OPEN, (b"content-type", answer.type.encode()), (b"vary", b"Accept-Encoding")]
    kept += [
        (name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in answer.headers.items()
    ]
    if compressed:
        kept.append((b"content-encoding", b"gzip"))
    return kept


def lines(some: Iterable[list[bytes]]) -> Iterator[bytes]:
    """Rows as lines, a block of them at a time."""
    for rows in some:
        if rows:
            yield b"\n".join(rows) + b"\n"


def squeezed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A stream, compressed as it goes."""
    press = zlib.compressobj(LEVEL, wbits=31)
    for piece in pieces:
        if ready := press.compress(piece):
            yield ready
    yield press.flush()

"""What the standard (QDA-XML 1.0) calls things, as plain values. We keep users, codes, sets, texts and recordings.

Positions count Unicode code points of the plain text from 0, the end not included: an emoji is one, a family joined out
of five code points is five, and a line end as Windows writes it is two. Times are milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

CODEBOOK, PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"
AUDIO, VIDEO = "audio", "video"


class Unreadable(ValueError):
    """A file that cannot be read, with a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Code:
    """A theme, as other tools have it; those under it are inside it."""

    guid: str
    name: str
    description: str = ""
    color: str = ""  # "#RRGGBB", or ""
    codable: bool = True
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Set:
    """Codes that somebody put together."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()  # guids


@dataclass(frozen=True, slots=True)
class Codebook:
    """A tree of codes, and sets of them."""

    codes: tuple[Code, ...]
    sets: tuple[Set, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who coded."""

    guid: str
    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """Somebody put something under a code."""

    guid: str
    code: str
    user: str = ""
    at: str = ""  # as the file has it


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, or of a recording, and what it was put under."""

    guid: str
    start: int  # code points, or milliseconds
    stop: int
    codings: tuple[Coding, ...] = ()
    name: str = ""
    description: str = ""
    user: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, what was coded in it, and what it was put under as a whole. `text` is None where it could not be had."""

    guid: str
    name: str = ""
    description: str = ""
    text: str | None = None
    spans: tuple[Span, ...] = ()
    codings: tuple[Coding, ...] = ()


@dataclass(frozen=True, slots=True)
class Recording:
    """Sound or film, and what was coded in it. The file itself is not taken along."""

    guid: str
    kind: str  # audio | video
    name: str = ""
    description: str = ""
    path: str = ""
    spans: tuple[Span, ...] = ()
    codings: tuple[Coding, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """Everything of a coded project that we keep; `left_out` says in sentences what we could not."""

    name: str
    codebook: Codebook
    users: tuple[User, ...] = ()
    texts: tuple[Text, ...] = ()
    recordings: tuple[Recording, ...] = ()
    left_out: tuple[str, ...] = ()


def every_code(codes: tuple[Code, ...], above: str = "") -> Iterator[tuple[Code, str]]:
    """Each code with the guid of the one above it, those above first."""
    for each in codes:
        yield each, above
        yield from every_code(each.codes, each.guid)


def plain(guid: str) -> str:
    """A guid without braces, in small letters: tools write them both ways."""
    return guid.strip().strip("{}").lower()

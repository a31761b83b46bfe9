"""A record as it is kept: the bytes of the whole, the bytes of its row in a list, and when it last changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import orjson

from commonweal.openreferral.schemas import LISTED_ONE
from commonweal.openreferral.standard import kinds

Document = dict[str, Any]

# What is served, and under which path. The order is that of a package of tables: what others point to comes first.
PATHS = MappingProxyType(
    {
        "organization": "organizations",
        "taxonomy": "taxonomies",
        "taxonomy_term": "taxonomy_terms",
        "service": "services",
        "service_at_location": "service_at_locations",
    }
)
KINDS = tuple(PATHS)
# Each kind has a stretch of the keys to itself, so that its rows lie together in the order they are listed in.
STRETCH = 1 << 40
EMPTY = (b"null", b'""', b"[]", b"{}")


@dataclass(frozen=True, slots=True)
class Packed:
    """One record, ready to be kept."""

    id: str
    document: Document
    full: bytes
    listed: bytes
    etag: bytes
    modified: int | None  # microseconds since 1970, where the document says


def pack(kind: str, document: Document) -> Packed:
    """The record as it will be served: what is empty is left out, as the UK profile asks."""
    full = orjson.dumps(document)
    if any(sign in full for sign in EMPTY):
        document = cleaned(document, kind)
        full = orjson.dumps(document)
    return Packed(
        str(document["id"]),
        document,
        full,
        orjson.dumps(listed(kind, document)),
        hashlib.blake2b(full, digest_size=12).digest(),
        moment(document.get("last_modified")),
    )


def cleaned(document: Document, kind: str) -> Document:
    """Without what is null or empty. A text that must be there stays, empty: without it the record would be invalid."""
    held = kinds()[kind].fields if kind in kinds() else {}
    kept: Document = {}
    for name, value in document.items():
        field = held.get(name)
        inner = field.of if field else ""
        if isinstance(value, dict):
            value = cleaned(value, inner)
        elif isinstance(value, list):
            value = [cleaned(each, inner) if isinstance(each, dict) else each for each in value if each is not None]
            value = [each for each in value if each not in ("", {}, [])]
        wanted = field is not None and field.required and value == ""
        if wanted or value not in (None, "", [], {}):
            kept[name] = value
    return kept


def listed(kind: str, document: Document) -> Document:
    """Its row in a list: what it says itself, and what it has one of."""
    row = {name: value for name, value in document.items() if not isinstance(value, dict | list)}
    for name in LISTED_ONE.get(kind, ()):
        if isinstance(document.get(name), dict):
            row[name] = {key: value for key, value in document[name].items() if not isinstance(value, dict | list)}
    return row


def moment(said: Any) -> int | None:
    """Microseconds since 1970, where it can be read; a time without a zone is taken as UTC."""
    if isinstance(said, datetime):
        when = said
    else:
        try:
            when = datetime.fromisoformat(str(said))
        except ValueError:
            return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    whole = when - datetime(1970, 1, 1, tzinfo=UTC)
    return (whole.days * 86_400 + whole.seconds) * 1_000_000 + whole.microseconds


def written(moment_us: int) -> str:
    """A moment as it is served, in UTC."""
    when = datetime.fromtimestamp(moment_us // 1_000_000, UTC).replace(microsecond=moment_us % 1_000_000)
    return when.isoformat(timespec="milliseconds" if moment_us % 1000 == 0 else "microseconds").replace("+00:00", "Z")

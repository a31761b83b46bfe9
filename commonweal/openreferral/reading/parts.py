"""Parts told apart: an id that a source uses for a part of several things becomes one id for each of them.

A nested telling repeats one phone under a service, its contact and its organisation. Kept as rows, each would be the
same row, and all but one of its owners would lose it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Document = dict[str, Any]
# Things of their own, that several may name without owning them.
OWN = {"program", "unit"}


def tell_apart(documents: Iterable[Document]) -> None:
    """Give parts whose id stands under more than one owner an id for each: `<id>@<owner's id>`."""
    parts = [each for document in documents for each in _parts(document, str(document.get("id")))]
    owners: dict[tuple[str, str], set[str]] = {}
    for field, owner, part in parts:
        owners.setdefault((field, part["id"]), set()).add(owner)
    for field, owner, part in parts:
        if len(owners[field, part["id"]]) > 1:
            part["id"] = f"{part['id']}@{owner}"


def _parts(thing: Document, owner: str) -> Iterator[tuple[str, str, Document]]:
    """Every part of a thing with the field that lists it and the id of what it belongs to, as they stood at first."""
    for field, value in thing.items():
        if field in OWN or field.startswith("_"):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and "id" in each:
                yield field, owner, each
                yield from _parts(each, each["id"])

"""What a source says must not be shown, carried with the record so that whoever keeps it can hide it.

A reader marks an object with `_visibility`, a table of field → (level, reason), where "" is the object itself. Marks
travel with their object through cleaning and merging. At the end every marked part carries its own table of field →
level, and the record's names them all by path (`contacts.0`, `addresses`); `_visibility_reasons` says why. Either alone
is enough to hide what must be hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

MARK, REASONS = "_visibility", "_visibility_reasons"
HIDDEN, PARTNER = "hidden", "partner"
Told = tuple[str, str]


def mark(thing: dict[str, Any], field: str, level: str, why: str) -> None:
    """Say that a field of an object, or with "" the object, must not be shown; the stricter of two sayings holds."""
    marks = thing.setdefault(MARK, {})
    if marks.get(field, ("", ""))[0] != HIDDEN:
        marks[field] = (level, why)


def marks(thing: Mapping[str, Any]) -> dict[str, Told]:
    """A reader's marks on an object; what a source itself writes under that name is never one."""
    told = thing.get(MARK)
    return {field: said for field, said in told.items() if isinstance(said, tuple)} if isinstance(told, dict) else {}


def merge(document: dict[str, Any], more: dict[str, Any]) -> bool:
    """What a second telling hides is hidden; did it change anything?"""
    before: dict[str, Any] = dict(document.get(MARK, {}))
    for field, (level, why) in marks(more).items():
        mark(document, field, level, why)
    return bool(before != document.get(MARK, {}))


def told(document: dict[str, Any]) -> dict[str, Any]:
    """The document with one table of all that must not be shown, by path."""
    found = dict(_walk(document, ""))
    if not found:
        return document
    made: dict[str, Any] = _levels(document)
    made[MARK] = {path: level for path, (level, _why) in found.items()}
    made[REASONS] = {path: why for path, (_level, why) in found.items()}
    return made


def _walk(thing: Any, at: str) -> Iterator[tuple[str, Told]]:
    if isinstance(thing, list):
        for n, each in enumerate(thing):
            yield from _walk(each, f"{at}.{n}")
    elif isinstance(thing, dict):
        for field, said in marks(thing).items():
            yield ".".join(part for part in (at.strip("."), field) if part), said
        for name, value in thing.items():
            if not name.startswith("_") and isinstance(value, list | dict):
                yield from _walk(value, f"{at}.{name}")


def _levels(thing: Any) -> Any:
    """The same with each mark as its level alone."""
    if isinstance(thing, list):
        return [_levels(each) for each in thing]
    if not isinstance(thing, dict):
        return thing
    made = {name: _levels(value) for name, value in thing.items() if name != MARK}
    own = {field: level for field, (level, _why) in marks(thing).items()}
    return made | ({MARK: own} if own else {})

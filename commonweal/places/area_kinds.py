"""The kinds of area, read from the shipped table: what each is called, how large it is, and its family."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from commonweal.core.words import Named


@dataclass(frozen=True, slots=True)
class AreaKind(Named):
    """One kind of area in one vintage. `order` counts from the largest."""

    family: str
    official: str
    small: bool
    order: int


@cache
def every() -> dict[str, AreaKind]:
    """All kinds, largest first."""
    table = tomllib.loads((files("commonweal.places") / "data" / "area_kinds.toml").read_text(encoding="utf-8"))
    return {
        key: AreaKind(key, row["label"], row["plural"], row["family"], row["official"], row.get("small", False), order)
        for order, (key, row) in enumerate(table.items())
    }


def kind(key: str) -> AreaKind:
    """One kind. A kind the table does not know is called by its key, and sorts last."""
    return every().get(key) or AreaKind(key, key, key, key, key, False, len(every()))


SMALL = tuple(key for key, each in every().items() if each.small)

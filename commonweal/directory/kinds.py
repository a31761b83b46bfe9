"""The kinds of asset, read from the shipped table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext

from commonweal.core.words import Named


@dataclass(frozen=True, slots=True)
class AssetKind(Named):
    """One kind: what it is called, does it help keep people well and cost nothing, and whose list of it is counted."""

    lot: str  # in English, as the table has it
    keeps_well: bool
    free: bool | None  # to go in; None: the kind alone does not tell
    counted_from: tuple[str, ...]
    order: int

    @property
    def group(self) -> str:
        """What kinds it stands among."""
        return gettext(self.lot)


@cache
def every() -> dict[str, AssetKind]:
    """All kinds, in the table's order."""
    table = tomllib.loads((files("commonweal.directory") / "data" / "asset_kinds.toml").read_text(encoding="utf-8"))
    return {
        key: AssetKind(
            *(key, row["label"], row["plural"], row["group"], row["keeps_well"], row.get("free")),
            *(tuple(row.get("counted_from", ())), order),
        )
        for order, (key, row) in enumerate(table.items())
    }


def kind(key: str) -> AssetKind:
    """One kind. One the table does not know is called by its key and counts for nothing."""
    label = key.replace("_", " ")
    return every().get(key) or AssetKind(key, label, label, "other", False, None, (), len(every()))


def keeping_well() -> list[str]:
    """Kinds that help keep people well."""
    return [each.key for each in every().values() if each.keeps_well]

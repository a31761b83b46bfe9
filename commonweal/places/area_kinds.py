"""The kinds of area, read from the shipped table: what each is called, how large it is, and its family."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext

from commonweal.core.words import with_article


@dataclass(frozen=True, slots=True)
class AreaKind:
    """One kind of area in one vintage. `order` counts from the largest. `name` and `names` are English."""

    key: str
    name: str
    names: str
    family: str
    official: str
    small: bool
    order: int

    @property
    def label(self) -> str:
        """What one is called, in the language being read."""
        return gettext(self.name)

    @property
    def plural(self) -> str:
        """What several are called."""
        return gettext(self.names)

    @property
    def one(self) -> str:
        """One of them, as a sentence says it: "a neighbourhood"."""
        return gettext(with_article(self.name))


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

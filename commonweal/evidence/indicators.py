"""The indicators, read from the shipped table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.words import number


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is shown of a place's people, and the published columns it is made of."""

    key: str
    name: str  # in English, as the table has it; likewise heading, of and note
    heading: str
    unit: str  # "percent" | "people" | "score" | "decile"
    top: tuple[str, ...]  # counts that are added up
    bottom: str  # the count they are out of, "" for a plain count
    single: str  # a published score of one neighbourhood, never added up; "" for counts
    of: str
    higher_is: str
    note: str

    @property
    def label(self) -> str:
        """What a person would call it, in the language being read."""
        return _(self.name)

    @property
    def theme(self) -> str:
        """What it is about."""
        return _(self.heading)

    @property
    def good_to_know(self) -> str:
        """What to know before relying on it."""
        return _(self.note)

    @property
    def parts(self) -> tuple[str, ...]:
        """Every measure it needs."""
        return tuple(key for key in (*self.top, self.bottom, self.single) if key)

    def method(self, areas: int) -> str:
        """How the number was made, for a place or area of so many neighbourhoods."""
        if self.single:
            return _("As published for this neighbourhood.")
        told = {"areas": number(areas), "those": _(self.of)}
        if areas == 1:
            plain = _("A count, in this neighbourhood.")
            shared = _(
                "A count in this neighbourhood, divided by the count of %(those)s, which the table’s own total gives."
            )
        else:
            plain = ngettext(
                "A count, added up over %(areas)s neighbourhood.",
                "A count, added up over %(areas)s neighbourhoods.",
                areas,
            )
            shared = ngettext(
                "A count added up over %(areas)s neighbourhood, divided by the count of %(those)s, which the table’s "
                "own total gives.",
                "A count added up over %(areas)s neighbourhoods, divided by the count of %(those)s, which the table’s "
                "own total gives.",
                areas,
            )
        return f"{(shared if self.bottom else plain) % told} {self.good_to_know}".strip()


@cache
def every() -> dict[str, Indicator]:
    """All indicators, in the order pages say them."""
    table = tomllib.loads((files("commonweal.evidence") / "data" / "indicators.toml").read_text(encoding="utf-8"))
    return {
        key: Indicator(
            key,
            row["label"],
            row["theme"],
            row.get("unit", "percent"),
            tuple(row.get("top", ())),
            row.get("bottom", ""),
            row.get("single", ""),
            row.get("of", ""),
            row["higher_is"],
            row.get("good_to_know", ""),
        )
        for key, row in table.items()
    }


def indicator(key: str) -> Indicator | None:
    """One indicator, or None."""
    return every().get(key)


def measures() -> list[str]:
    """Every published column that any indicator needs."""
    return sorted({part for each in every().values() for part in each.parts})

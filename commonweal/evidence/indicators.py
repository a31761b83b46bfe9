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
    at: tuple[str, ...] = ()  # families of larger areas it is published for; empty: for neighbourhoods
    older: bool = False  # counted by neighbourhoods of 2011
    many: bool = False  # counts neighbourhoods, and so says nothing of one
    bands: tuple[str, ...] = ()  # what a band's numbers mean, from 1, in English
    series: str = ""  # what it is called over the years, in English; "" where no years of it are held
    set_so: str = ""  # what England is by the way its scale is set, in English; "" where no scale says

    @property
    def words(self) -> tuple[str, ...]:
        """What a band's numbers mean, in the language being read."""
        return tuple(_(each) for each in self.bands)

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
        return _(self.note) if self.note else ""

    @property
    def england(self) -> str:
        """What its scale itself says of England, in words: no figure of the year that is shown."""
        return _(self.set_so) if self.set_so else ""

    @property
    def on_map(self) -> bool:
        """Whether every neighbourhood can have a shade by it."""
        return not (self.at or self.many or self.bands)

    @property
    def parts(self) -> tuple[str, ...]:
        """Every measure it needs."""
        return tuple(key for key in (*self.top, self.bottom, self.single) if key)

    def method(self, areas: int) -> str:
        """How the number was made, for a place or area of so many neighbourhoods."""
        if self.at:
            said = _("As published for the whole of this area; never shared out.")
            if self.bottom:
                said += " " + _("The count is divided by that of %(of)s.") % {"of": _(self.of)}
            return f"{said} {self.good_to_know}".strip()
        if self.single:
            return f"{_('As published for this neighbourhood.')} {self.good_to_know}".strip()
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
        aged = _("Neighbourhoods here are those of 2011.") if self.older else ""
        said = ((shared if self.bottom else plain) % told, aged, self.good_to_know)
        return " ".join(each for each in said if each)


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
            tuple(row.get("at", ())),
            row.get("older", False),
            row.get("many", False),
            tuple(row.get("words", ())),
            row.get("over_years", ""),
            row.get("england", ""),
        )
        for key, row in table.items()
    }


def indicator(key: str) -> Indicator | None:
    """One indicator, or None."""
    return every().get(key)


def measures() -> list[str]:
    """Every published column that any indicator needs."""
    return sorted({part for each in every().values() for part in each.parts})

"""The indicators, read from the shipped table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is shown of a place's people, and the published columns it is made of."""

    key: str
    label: str
    theme: str
    unit: str  # "percent" | "people" | "score" | "decile"
    top: tuple[str, ...]  # counts that are added up
    bottom: str  # the count they are out of, "" for a plain count
    single: str  # a published score of one neighbourhood, never added up; "" for counts
    of: str
    higher_is: str
    good_to_know: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Every measure it needs."""
        return tuple(key for key in (*self.top, self.bottom, self.single) if key)

    def method(self, areas: int) -> str:
        """How the number was made, for a place or area of so many neighbourhoods."""
        if self.single:
            return "As published for this neighbourhood."
        over = f"added up over {areas:,} neighbourhoods" if areas != 1 else "in this neighbourhood"
        if not self.bottom:
            said = f"A count, {over}."
        else:
            said = f"A count {over}, divided by the count of {self.of}, which the table’s own total gives."
        return f"{said} {self.good_to_know}".strip()


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

"""Criteria as an address has them: c1=bad_health&way1=more&weight1=2&least1=&most1=, up to five."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid

MOST_CRITERIA = 5
WEIGHTS = (1, 2, 3, 4, 5)
MORE, LESS = "more", "less"


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as it was typed."""

    indicator: str = ""
    way: str = MORE
    weight: int = 1
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: which kind of area, how many of them, by which criteria."""

    kind: str
    many: int
    lines: tuple[Line, ...]

    @property
    def query(self) -> str:
        """As an address has it."""
        told: list[tuple[str, Any]] = [("kind", self.kind), ("many", self.many)]
        for n, line in enumerate(self.lines, start=1):
            told += [(f"c{n}", line.indicator), (f"way{n}", line.way), (f"weight{n}", line.weight)]
            told += [(f"{name}{n}", f"{each:g}") for name, each in _limits(line) if each is not None]
        return urlencode(told)


def _limits(line: Line) -> Iterable[tuple[str, float | None]]:
    return ("least", line.least), ("most", line.most)


def of_address(sent: Mapping[str, str], usual_kind: str, usual: tuple[Line, ...]) -> Asked:
    """What an address asks; the usual question where it asks nothing."""
    many = sent.get("many", "3")
    if not many.isdecimal() or len(many) > 3 or not 1 <= int(many) <= 50:
        raise Invalid(_("Say how many neighbourhoods are chosen: 1 to 50."))
    lines = tuple(line for n in range(1, MOST_CRITERIA + 1) if (line := _line(sent, n)).indicator)
    asked = any(f"c{n}" in sent for n in range(1, MOST_CRITERIA + 1))
    return Asked(sent.get("kind") or usual_kind, int(many), lines if asked else usual)


def _line(sent: Mapping[str, str], n: int) -> Line:
    weight = sent.get(f"weight{n}", "1")
    return Line(
        sent.get(f"c{n}", "")[:60],
        LESS if sent.get(f"way{n}") == LESS else MORE,
        int(weight) if weight in map(str, WEIGHTS) else 1,
        _number(sent.get(f"least{n}", ""), n),
        _number(sent.get(f"most{n}", ""), n),
    )


def _number(typed: str, n: int) -> float | None:
    clean = typed.replace(",", "").replace("%", "").strip()
    if not clean:
        return None
    try:
        found = float(clean)
    except ValueError:
        found = float("nan")
    if found != found or abs(found) == float("inf"):
        raise Invalid(_("Criterion %(n)s: “%(typed)s” is not a number.") % {"n": n, "typed": typed[:20]})
    return found

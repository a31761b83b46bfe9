"""What the scorecard of a choice shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MEETS, FAILS, UNKNOWN, OPEN = "meets", "does not meet", "unknown", ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that speaks for a neighbourhood, or that it must meet."""

    indicator: str
    label: str
    way: str  # "more" or "less": which speaks for a neighbourhood
    weight: float
    least: float | None = None  # it must be at least this
    most: float | None = None
    source: str = ""

    @property
    def must(self) -> bool:
        """Whether it can rule a neighbourhood out."""
        return self.least is not None or self.most is not None

    def state(self, value: float | None) -> str:
        """Whether a figure meets it. Unknown is said, and rules nothing out."""
        if not self.must:
            return OPEN
        if value is None:
            return UNKNOWN
        met = (self.least is None or value >= self.least) and (self.most is None or value <= self.most)
        return MEETS if met else FAILS


@dataclass(frozen=True, slots=True)
class CellRow:
    """One neighbourhood by one criterion."""

    area: str
    name: str
    criterion: str
    value: float | None
    text: str
    rank: int | None  # 1 speaks most for it; None where unknown
    state: str


@dataclass(frozen=True, slots=True)
class AreaScore:
    """One neighbourhood: how well it meets all of it."""

    key: str
    name: str
    rank: int | None  # None where a threshold ruled it out
    score: float | None  # 0 to 100
    chosen: bool
    firm: float  # of a hundred draws of weights, in how many it is chosen
    drops: tuple[str, ...]  # it is chosen, but would not be with this criterion left out
    comes: tuple[str, ...]  # it is not, but would be
    unknown: int  # criteria by which it is not known
    cells: tuple[CellRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All neighbourhoods of one kind in a place, the best first."""

    place: str
    kind: str
    kind_label: str
    many: int
    criteria: tuple[Criterion, ...]
    areas: tuple[AreaScore, ...]
    cells: tuple[CellRow, ...]
    method: str

    @property
    def numbers(self) -> dict[str, str]:
        """The number of each criterion by its name, as its key has it: "1"; "1, 2" where two have one name."""
        found: dict[str, list[str]] = {}
        for number, each in enumerate(self.criteria, start=1):
            found.setdefault(each.label, []).append(str(number))
        return {label: ", ".join(numbers) for label, numbers in found.items()}

    @property
    def key(self) -> list[tuple[int, Criterion, str | None]]:
        """Each criterion with its number and, where it sets nobody apart, the figure that all have ("" if unknown)."""
        return [(n, each, self._alike(n - 1)) for n, each in enumerate(self.criteria, start=1)]

    def _alike(self, at: int) -> str | None:
        known = {each.cells[at].value: each.cells[at].text for each in self.areas if each.cells[at].value is not None}
        return None if len(known) > 1 else next(iter(known.values()), "")


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A choice that was made, for good."""

    id: str
    name: str
    reason: str
    chosen: tuple[str, ...]  # names
    made_at: datetime

"""What stops a space from being open, from the shipped table; and how an opening may go on from each state."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext, gettext_lazy

from commonweal.directory.models import Opening

STATES = {
    Opening.SUGGESTED: gettext_lazy("Suggested"),
    Opening.LOOKED_AT: gettext_lazy("Being looked at"),
    Opening.BEING_OPENED: gettext_lazy("Being opened"),
    Opening.OPEN: gettext_lazy("Open"),
    Opening.NOT_NOW: gettext_lazy("Not for now"),
}
WAY = (Opening.SUGGESTED, Opening.LOOKED_AT, Opening.BEING_OPENED, Opening.OPEN)
NEXT: dict[str, frozenset[str]] = {
    Opening.SUGGESTED: frozenset({Opening.LOOKED_AT, Opening.NOT_NOW}),
    Opening.LOOKED_AT: frozenset({Opening.BEING_OPENED, Opening.NOT_NOW}),
    Opening.BEING_OPENED: frozenset({Opening.OPEN, Opening.NOT_NOW}),
    Opening.NOT_NOW: frozenset({Opening.LOOKED_AT}),
    # Doors close again: the way then begins anew, and what was learned on it stays.
    Opening.OPEN: frozenset({Opening.LOOKED_AT}),
}


@dataclass(frozen=True, slots=True)
class HindranceKind:
    """A kind of thing that stops a space from being open."""

    key: str
    name: str
    question: str

    @property
    def label(self) -> str:
        """What it is called, in the language being read."""
        return gettext(self.name)

    @property
    def asks(self) -> str:
        """The question that finds it."""
        return gettext(self.question)


@cache
def every() -> dict[str, HindranceKind]:
    """All kinds, in the table's order."""
    table = tomllib.loads((files("commonweal.directory") / "data" / "hindrances.toml").read_text(encoding="utf-8"))
    return {key: HindranceKind(key, row["words"], row["asks"]) for key, row in table.items()}


def label(key: str) -> str:
    """What a kind is called; "something else" where the table no longer has it."""
    return (every().get(key) or every()["other"]).label

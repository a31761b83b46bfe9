"""What was asked, as an address has it: kind of hub, minutes, and one step after another.

?kind=library&within=15&step=close:018f…&step=add:msoa21:E02000001&step=move:new-1:53.8001,-1.5491

`way=` says how the way is measured: "line", or the id of streets or of a table of minutes; without it, as best it can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence.access.travel import LINE

WITHIN = (5, 10, 15, 20, 30)
MOST_STEPS = 40
ADD, MOVE, CLOSE = "add", "move", "close"


@dataclass(frozen=True, slots=True)
class Asked:
    """One what-if. A step is "close:HUB", "add:WHERE" or "move:HUB:WHERE"."""

    kind: str = ""
    within: int = 15
    steps: tuple[str, ...] = ()
    way: str = ""

    @property
    def query(self) -> str:
        """As an address has it."""
        way = [("way", self.way)] if self.way else []
        steps = [("step", each) for each in self.steps]
        return urlencode([("kind", self.kind), ("within", self.within), *way, *steps])

    @property
    def kept(self) -> dict[str, Any]:
        """As a version keeps it."""
        return {"kind": self.kind, "within": self.within, "way": self.way, "steps": list(self.steps)}

    def then(self, *steps: str) -> Asked:
        """The same, and these steps."""
        if len(self.steps) + len(steps) > MOST_STEPS:
            raise Invalid(_("That is a great deal at once. Keep this what-if, and begin another one."))
        return replace(self, steps=(*self.steps, *steps))


def of_address(sent: QueryDict, usual: str) -> Asked:
    """What an address asks; `usual` is the kind of hub where it names none."""
    within = sent.get("within", "15")
    if within not in map(str, WITHIN):
        raise Invalid(_("Choose one of these walks: %s minutes.") % ", ".join(map(str, WITHIN)))
    asked = Asked(sent.get("kind", usual)[:40], int(within), way=sent.get("way", "")[:40])
    return asked.then(*(each[:120] for each in sent.getlist("step")))


def of_kept(kept: Mapping[str, Any]) -> Asked:
    """What a version asked. Those kept before there was anything better were measured in a straight line."""
    return Asked(kept.get("kind", ""), int(kept.get("within", 15)), tuple(kept.get("steps", ())), kept.get("way", LINE))

"""What to offer somebody, with reasons: for the person to choose from. Nothing is chosen, or sent, by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from commonweal.openreferral.finding.filters import Filters, Spot
from commonweal.openreferral.finding.ranking import Finder, Result
from commonweal.openreferral.finding.reasons import Reason
from commonweal.openreferral.finding.semantic import MODEL, Encoder, Remembering
from commonweal.openreferral.serving.documents import Document
from commonweal.openreferral.sessions import Session

WORDS = "words"
FEW = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may fit, and all that should be told with it."""

    id: str
    name: str
    organisation: str
    where: str  # the nearest venue, or the only one; "" where none is known
    away_m: float | None  # straight line to the nearest venue
    cost: str  # "" where nobody has said
    next: Session | None
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]
    confirmed: date | None
    by: str  # how it was found: "words", or the name of the encoder beside them

    def data(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "id": self.id,
            "name": self.name,
            "organisation": self.organisation,
            "where": self.where,
            "away_m": None if self.away_m is None else round(self.away_m),
            "cost": self.cost or None,
            "next": self.next.starts.isoformat() if self.next else None,
            "why": [each.data() for each in self.reasons],
            "unknown": list(self.unknown),
            "confirmed": self.confirmed.isoformat() if self.confirmed else None,
            "found_by": self.by,
        }


def match(
    need_text: str,
    services: Finder | Iterable[Document],
    *,
    near: Spot | None = None,
    most: int = FEW,
    semantic: Encoder | Remembering | None = None,
    asked: Filters | None = None,
    now: datetime | None = None,
) -> list[Offer]:
    """What fits a need told in plain words: the best first, at most so many, and none where nothing fits.

    `services` are documents of services, or a Finder made of them once. Distance only decides between what fits alike.
    """
    finder = services if isinstance(services, Finder) else Finder(services, encoder=semantic)
    now = now or datetime.now(ZoneInfo("Europe/London"))
    found = finder.find(need_text, now=now, near=near, asked=asked, most=most)
    by = f"{WORDS} and {MODEL}" if finder.meanings is not None else WORDS
    return [_offer(each, near, by) for each in found.results]


def _offer(found: Result, near: Spot | None, by: str) -> Offer:
    held = found.known
    return Offer(
        held.id,
        held.name,
        held.organisation,
        held.nearest(near),
        found.away_m,
        held.cost,
        found.next,
        found.reasons,
        found.unknown,
        held.confirmed,
        by,
    )

"""Something that fits what was asked, or that may: what is on, or a place to go."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.openreferral.finding.known import Venue

COST, TIME, LANGUAGE, ACCESS, THEME = "cost", "when", "language", "access", "theme"


@dataclass(frozen=True, slots=True)
class Offer:
    """A service, or a building or green space, that fits, or that may."""

    id: str
    name: str
    beside: str  # whose it is; of a building, what kind of place it is
    unsaid: tuple[str, ...]  # what it does not say, of what was asked; empty: it surely fits
    venues: tuple[Venue, ...]  # as far as everybody may know
    stands: bool = False  # a building or green space, not a service

    @property
    def sure(self) -> bool:
        """Does all that was asked stand in its entry?"""
        return not self.unsaid

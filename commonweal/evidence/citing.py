"""How a number becomes citable: whoever can work it out says so here, and it is kept as it stood.

A part of the room that has numbers of its own registers a maker for the first word of their keys:

    citing.register("inequality", make)      # works out "inequality.sii:bad_health"

The value never comes from a browser: it is worked out here, from the files in use, and then kept. What a page shows it
offers to be kept (`offer`): its form carries the question and the number under a seal, so that what is kept is what was
shown, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid, NotFound
from commonweal.evidence import rules
from commonweal.journal.actor import Actor
from commonweal.places.models import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """Which number is meant."""

    about: str  # "inequality.sii:bad_health"
    area_key: str = ""
    community: str = ""
    how: Mapping[str, Any] = field(default_factory=dict)

    @property
    def maker(self) -> str:
        """Who works it out: the first word."""
        return self.about.partition(":")[0].partition(".")[0]


SEAL = "evidence.keep"


@dataclass(frozen=True, slots=True)
class Offered:
    """A number that a page shows, to be kept as it stands: what was asked, and what it came to."""

    asked: Asked
    value: float
    called: str = ""  # as the button names it

    @property
    def sealed(self) -> str:
        """What the form carries."""
        asked = self.asked
        told = [asked.about, asked.area_key, asked.community, dict(asked.how), self.value]
        return signing.dumps(told, salt=SEAL, compress=True)


def offer(viewer: Actor, asked: Asked, value: float | None, called: str) -> Offered | None:
    """The number on a page for whoever may keep it; of what is not known there is nothing to keep."""
    return Offered(asked, value, called) if value is not None and rules.cites(viewer) else None


def opened(sealed: str) -> Offered:
    """What a page offered. Invalid where no page of ours did."""
    try:
        about, area_key, community, how, value = signing.loads(sealed, salt=SEAL)
    except (signing.BadSignature, ValueError):
        said = _("This number was not offered by a page of ours. Open the page again, and keep it there.")
        raise Invalid(said) from None
    return Offered(Asked(about, area_key, community, how), value)


@dataclass(frozen=True, slots=True)
class Finding:
    """A number, worked out now."""

    label: str
    text: str
    value: float | None
    unit: str
    source: str
    method: str
    method_version: str
    low: float | None = None
    high: float | None = None
    licence: str = ""
    versions: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Any], ...] = ()


Make = Callable[[Actor, Place, Asked], Finding | None]
_makers: dict[str, Make] = {}


def register(name: str, make: Make) -> None:
    """`make(viewer, place, asked)` works out numbers whose keys begin with this word, or gives None."""
    _makers[name] = make


def work_out(viewer: Actor, place: Place, asked: Asked) -> Finding:
    """The number as it stands now. NotFound where nobody can work it out."""
    make = _makers.get(asked.maker)
    found = make(viewer, place, asked) if make else None
    if found is None:
        raise NotFound(_("There is no such number here. Choose one of those that are shown."))
    return found

"""Tells the journal what is kept here; the parts of the room tell of their own, once for each process."""

from __future__ import annotations

from types import ModuleType

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.evidence import cards, citing, ways
from commonweal.evidence.access import registering as access
from commonweal.evidence.choosing import registering as choosing
from commonweal.evidence.hubs import registering as hubs
from commonweal.evidence.index import registering as index
from commonweal.evidence.inequality import registering as inequality
from commonweal.evidence.missed import registering as missed
from commonweal.evidence.models import Figure
from commonweal.evidence.profile import registering as profile
from commonweal.evidence.reading import registering as reading
from commonweal.evidence.release import registering as release
from commonweal.evidence.returns import registering as returns
from commonweal.evidence.shares import registering as shares
from commonweal.journal import kinds, sorts
from commonweal.journal.actor import HOUSE, Actor
from commonweal.places import withdrawal
from commonweal.places.models import DatasetVersion, Place

PARTS: tuple[ModuleType, ...] = (
    access,
    choosing,
    hubs,
    index,
    inequality,
    missed,
    profile,
    reading,
    release,
    returns,
    shares,
)


def register() -> None:
    """Called once, as the room makes itself ready. Parts bring in their mathematics only when they are asked."""
    kinds.register(
        "evidence.figure",
        label=_("a number"),
        model=Figure,
        visible_to=cards.figures_visible_to,
        describe=cards.describe_figures,
    )
    sorts.register("evidence.figure", sorts.NUMBER)
    withdrawal.tell(_file_gone)
    citing.register("indicator", _indicator)
    says = _("How is it counted, of whom, and which way is harder?")
    ways.register(ways.Way(ways.TRUST, _("What each number means"), says, "meanings"))
    for part in PARTS:
        part.register()


def _indicator(viewer: Actor, place: Place, asked: citing.Asked) -> citing.Finding | None:
    """Brought in when it is asked for: it stands on all of the evidence, and on its mathematics."""
    from commonweal.evidence import known

    return known.make(viewer, place, asked)


def _file_gone(version: DatasetVersion) -> None:
    """Numbers that were made from a file are marked as it is taken back, and worked out anew when next asked for."""
    from commonweal.evidence.changes import withdraw_figures

    withdraw_figures(HOUSE, version=str(version.pk), reason=_now("The file was taken back."))

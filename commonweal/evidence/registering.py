"""Tells the journal what is kept here; the parts of the room tell of their own, once for each process."""

from __future__ import annotations

from types import ModuleType

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import cards, citing
from commonweal.evidence.models import Figure
from commonweal.evidence.release import registering as release
from commonweal.evidence.shares import registering as shares
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

PARTS: tuple[ModuleType, ...] = (
    # one line for each part, by name
    release,
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
    citing.register("indicator", _indicator)
    for part in PARTS:
        part.register()


def _indicator(viewer: Actor, place: Place, asked: citing.Asked) -> citing.Finding | None:
    """Brought in when it is asked for: it stands on all of the evidence, and on its mathematics."""
    from commonweal.evidence import known

    return known.make(viewer, place, asked)

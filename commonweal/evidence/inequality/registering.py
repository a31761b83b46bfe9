"""Tells the house what this part has: its page among the ways of the evidence, and its numbers that can be cited."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import citing, ways
from commonweal.journal.actor import Actor
from commonweal.places.models import Place


def register() -> None:
    """Called once, as the room makes itself ready."""
    ways.register(
        ways.Way(
            ways.UNEQUAL,
            _("The gap between most and least deprived"),
            _("How much harder is it where people are most deprived, and how sure is that?"),
            "inequality",
            glance=_glance,
        )
    )
    citing.register("inequality", _gap)


def _glance(viewer: Actor, place: Place) -> ways.Glance | None:
    from commonweal.evidence.inequality import queries

    return queries.glance(viewer, place)


def _gap(viewer: Actor, place: Place, asked: citing.Asked) -> citing.Finding | None:
    """Brought in when it is asked for: it stands on mathematics that nobody should wait for at the start."""
    from commonweal.evidence.inequality import known

    return known.make(viewer, place, asked)

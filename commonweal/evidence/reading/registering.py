"""Tells the journal of readings, listening what can be answered, and the place's evidence where they are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import ways
from commonweal.evidence.models import Reading
from commonweal.evidence.ways import Way
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening import answering
from commonweal.listening.answering import Answered


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "evidence.reading", label=_("a reading of numbers"), model=Reading, visible_to=_visible_to, describe=_describe
    )
    answering.register(_answered)
    ways.register(
        Way(ways.TOGETHER, _("Readings"), _("What do people make of these numbers?"), "reading"),
        Way(ways.TOGETHER, _("Keep a number"), _("How do I point at a number so that it stays as it was?"), "cite"),
    )


# The queries stand on all of the evidence: they are brought in when somebody asks.
def _visible_to(viewer: Actor, ids: list[str]) -> set[str]:
    from commonweal.evidence.reading import queries

    return queries.visible_to(viewer, ids)


def _describe(ids: list[str]) -> dict[str, Card]:
    from commonweal.evidence.reading import queries

    return queries.describe(ids)


def _answered(id: str) -> Answered | None:
    from commonweal.evidence.reading import queries

    return queries.answered(id)

"""Tells the journal of kept ways of sharing, and the evidence of their page and numbers."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import citing, ways
from commonweal.evidence.models import ShareProposal
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Place


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "evidence.share_proposal",
        label=_("a way of sharing a fund"),
        model=ShareProposal,
        visible_to=_visible_to,
        describe=_describe,
    )
    citing.register("shares", _make)
    ways.register(
        ways.Way(
            ways.WEIGH,
            _("Sharing a fund fairly"),
            _("If money followed people and need, who would get how much, and who would gain or lose?"),
            "shares",
        )
    )


def _visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    from commonweal.evidence.shares import queries

    return queries.visible_to(viewer, ids)


def _describe(ids: Iterable[str]) -> dict[str, Card]:
    from commonweal.evidence.shares import queries

    return queries.describe(ids)


def _make(viewer: Actor, place: Place, asked: citing.Asked) -> citing.Finding | None:
    from commonweal.evidence.shares import known

    return known.make(viewer, place, asked)

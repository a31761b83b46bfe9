"""Tells the house of returns: what the journal may point at, which numbers can be cited, where the pages are."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import citing, ways
from commonweal.evidence.models import Contract, Delivery
from commonweal.evidence.ways import Way
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.listening.beside import figures as beside
from commonweal.listening.beside.figures import Number
from commonweal.places.models import Place


def register() -> None:
    """Called once, as the room makes itself ready."""
    from commonweal.evidence.returns import queries

    kinds.register(
        "evidence.contract",
        label=_("what a partner sends"),
        model=Contract,
        visible_to=queries.contracts_visible_to,
        describe=queries.describe_contracts,
    )
    kinds.register(
        "evidence.delivery",
        label=_("a partner’s file"),
        model=Delivery,
        visible_to=queries.deliveries_visible_to,
        describe=queries.describe_deliveries,
    )
    citing.register("returns", _make)
    beside.told_by(_numbers)
    ways.register(
        Way(
            ways.TRUST,
            _("What partners send"),
            _("Has what was expected come, and how whole is it?"),
            "returns",
            glance=_glance,
        ),
        Way(
            ways.UNEQUAL,
            _("Communities"),
            _("How do services look to each community: who gets to them, how was it, what came of it?"),
            "communities",
        ),
    )


def _glance(viewer: Actor, place: Place) -> ways.Glance | None:
    from commonweal.evidence.returns import queries

    return queries.glance(viewer, place)


def _make(viewer: Actor, place: Place, asked: citing.Asked) -> citing.Finding | None:
    """Brought in when it is asked for, with its mathematics."""
    from commonweal.evidence.returns import figures

    return figures.make(viewer, place, asked)


def _numbers(viewer: Actor, place: Place, area_key: str) -> list[Number]:
    """The same."""
    from commonweal.evidence.returns import beside as ours

    return ours.numbers(viewer, place, area_key)

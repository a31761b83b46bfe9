"""Tells the journal and the ways of who has not been reached. Nothing heavy is brought in here."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commonweal.core.ids import is_id
from commonweal.evidence import citing, ways
from commonweal.evidence.models import MissedFind
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Place


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "evidence.missed",
        label=_("people we have not reached"),
        model=MissedFind,
        visible_to=_visible_to,
        describe=_describe,
    )
    ways.register(
        ways.Way(
            ways.MISSED,
            _("Who we have not reached"),
            _("Where do several things fall together that keep people out of sight, and who goes to them?"),
            "missed",
            glance=_glance,
        )
    )
    citing.register("missed", _make)


def _glance(viewer: Actor, place: Place) -> ways.Glance | None:
    from commonweal.evidence.missed import queries

    return queries.glance(viewer, place)


def _make(viewer: Actor, place: Place, asked: citing.Asked) -> citing.Finding | None:
    from commonweal.evidence.missed import cited

    return cited.make(viewer, place, asked)


def _visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    asked = [id for id in ids if is_id(id)]
    return {str(pk) for pk in MissedFind.objects.filter(pk__in=asked).values_list("pk", flat=True)}


def _describe(ids: Iterable[str]) -> dict[str, Card]:
    rows = MissedFind.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.name, f"/place/{each.place.slug}/missed", each.source, each.place.invented)
        for each in rows
    }

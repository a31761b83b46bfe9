"""Tells the house of the page of reach, of streets and tables of minutes, and who works out its numbers."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import citing, ways
from commonweal.evidence.models import MinutesTable, Streets
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Place


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "evidence.minutes",
        label=_("a table of minutes"),
        model=MinutesTable,
        visible_to=lambda viewer, ids: set(ids),
        describe=_describe,
    )
    kinds.register(
        "evidence.streets",
        label=_("streets of a place"),
        model=Streets,
        visible_to=lambda viewer, ids: set(ids),
        describe=_describe_streets,
    )
    citing.register("access", _make)
    ways.register(
        ways.Way(
            ways.REACH,
            _("What people can reach on foot"),
            _("Who lives within 15 minutes’ walk of something free on a weekday evening, and who needs it most?"),
            "reach",
            glance=_glance,
        )
    )


def _glance(viewer: Actor, place: Place) -> ways.Glance | None:
    from commonweal.evidence.access import queries

    return queries.glance(viewer, place)


def _describe(ids: Iterable[str]) -> dict[str, Card]:
    rows = MinutesTable.objects.filter(pk__in=list(ids)).select_related("place").defer("pairs")
    return {
        str(each.pk): Card(each.title, f"/place/{each.place.slug}/reach/minutes", each.mode, each.place.invented)
        for each in rows
    }


def _describe_streets(ids: Iterable[str]) -> dict[str, Card]:
    rows = Streets.objects.filter(pk__in=list(ids)).select_related("place").defer("graph")
    return {
        str(each.pk): Card(
            each.title, f"/place/{each.place.slug}/reach/minutes", each.vintage.isoformat(), each.place.invented
        )
        for each in rows
    }


def _make(viewer: Actor, place: Place, asked: citing.Asked) -> citing.Finding | None:
    """Brought in when it is asked for: it stands on the directory's finder and on its mathematics."""
    from commonweal.evidence.access import cited

    return cited.make(viewer, place, asked)

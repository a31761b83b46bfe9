"""Tells the journal of kept what-ifs, the evidence of its page, and whoever cites of its numbers."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commonweal.core.ids import is_id
from commonweal.evidence import citing, ways
from commonweal.evidence.models import Scenario
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Place


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "evidence.scenario",
        label=_("a what-if about hubs"),
        model=Scenario,
        visible_to=_visible_to,
        describe=_describe,
    )
    citing.register("hubs", _make)
    ways.register(
        ways.Way(
            ways.REACH,
            _("What if a hub stood here?"),
            _("Open, move or close hubs on a map: who would have less far to go, and who farther?"),
            "hubs",
            glance=_glance,
        )
    )


def _glance(viewer: Actor, place: Place) -> ways.Glance | None:
    from commonweal.evidence.hubs import headline

    return headline.glance(viewer, place)


def _make(viewer: Actor, place: Place, asked: citing.Asked) -> citing.Finding | None:
    """Brought in when it is asked for: it stands on the mathematics of siting."""
    from commonweal.evidence.hubs import figures

    return figures.make(viewer, place, asked)


def _visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    rows = Scenario.objects.visible_to(viewer).filter(pk__in=[each for each in ids if is_id(each)])
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _describe(ids: Iterable[str]) -> dict[str, Card]:
    rows = Scenario.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.name, f"/what-if/{each.pk}", each.made_at.date().isoformat(), each.place.invented)
        for each in rows
    }

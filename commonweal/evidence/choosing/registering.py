"""Tells the journal of choices, and the evidence of the page on which they are made."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commonweal.core.ids import is_id
from commonweal.evidence import ways
from commonweal.evidence.models import Choice
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "evidence.choice",
        label=_("a choice of neighbourhoods"),
        model=Choice,
        visible_to=_visible_to,
        describe=_describe,
    )
    ways.register(
        ways.Way(
            ways.WEIGH,
            _("Choosing neighbourhoods"),
            _("Where should we begin? Which neighbourhoods meet what we said matters, and how firm is that?"),
            "choosing",
        )
    )


def _visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    rows = Choice.objects.filter(pk__in=[each for each in ids if is_id(each)])
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _describe(ids: Iterable[str]) -> dict[str, Card]:
    rows = Choice.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.name, f"/choice/{each.pk}", each.made_at.date().isoformat(), each.place.invented)
        for each in rows
    }

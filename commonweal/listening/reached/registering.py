"""Tells the journal of those who will reach out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening.models import Outreach
from commonweal.listening.reached import erase, queries


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "listening.outreach",
        label=_("reaching out to those who are missing"),
        model=Outreach,
        visible_to=_visible_to,
        describe=_describe,
        erase=erase.person,
    )


def _visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    rows = Outreach.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _describe(ids: Iterable[str]) -> dict[str, Card]:
    rows = Outreach.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            queries.label_of(each.place, each.group, each.value),
            f"/place/{each.place.slug}/reached",
            each.by.isoformat(),
            each.place.invented,
        )
        for each in rows
    }

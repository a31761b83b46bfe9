"""Tells the journal of profiles that were kept, and the place's evidence where its profile is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import ways
from commonweal.evidence.models import Profile
from commonweal.evidence.ways import Way
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "evidence.profile", label=_("a profile of a place"), model=Profile, visible_to=_visible_to, describe=_describe
    )
    ways.register(Way(ways.TOGETHER, _("The profile"), _("What is so here, all on one page, to take away?"), "profile"))


def _visible_to(viewer: Actor, ids: list[str]) -> set[str]:
    from commonweal.evidence.profile import queries

    return queries.visible_to(viewer, ids)


def _describe(ids: list[str]) -> dict[str, Card]:
    from commonweal.evidence.profile import queries

    return queries.describe(ids)

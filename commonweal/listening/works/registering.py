"""Tells the journal of works, and how a maker's share goes with their voice."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.listening import leaving
from commonweal.listening.models import Work
from commonweal.listening.works import leave_changes, queries


def register() -> None:
    """Called once, as the room makes itself ready."""
    leaving.register(leave_changes.let_go)
    kinds.register(
        "listening.work",
        label=_("a work made together"),
        model=Work,
        visible_to=queries.visible_to,
        describe=queries.describe,
    )

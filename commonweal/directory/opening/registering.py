"""Tells the journal of spaces that could be open, and of what stops them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.directory.models import Hindrance, Opening
from commonweal.directory.opening import changes, held, queries
from commonweal.journal import kinds
from commonweal.people import held_beside


def register() -> None:
    """Called once, as the directory makes itself ready."""
    held_beside.register(held.gather)
    kinds.register(
        "directory.opening",
        label=_("a space being opened"),
        model=Opening,
        visible_to=queries.visible_to,
        describe=queries.describe,
        erase=changes.erase,
    )
    kinds.register(
        "directory.hindrance",
        label=_("what stops a space"),
        model=Hindrance,
        visible_to=queries.hindrances_visible_to,
        describe=queries.describe_hindrances,
    )

"""Tells the journal of who works together, and of anchors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.directory.models import Anchor, Partnership
from commonweal.directory.together import queries
from commonweal.journal import kinds


def register() -> None:
    """Called once, as the directory makes itself ready."""
    kinds.register(
        "directory.partnership",
        label=_("who works together"),
        model=Partnership,
        visible_to=queries.visible,
        describe=queries.describe,
    )
    kinds.register(
        "directory.anchor",
        label=_("an anchor"),
        model=Anchor,
        visible_to=queries.anchors_visible,
        describe=queries.describe_anchors,
    )

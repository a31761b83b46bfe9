"""Tells the journal of two entries made one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.directory.alike import reactions
from commonweal.directory.models import Merge
from commonweal.journal import kinds


def register() -> None:
    """Called once, as the directory makes itself ready."""
    kinds.register(
        "directory.merge",
        label=_("two entries made one"),
        model=Merge,
        visible_to=reactions.merges_visible_to,
        describe=reactions.describe_merges,
    )

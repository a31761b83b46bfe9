"""Tells the journal of shortlists that others can open, and how they are taken away with whoever made them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.directory.models import Shortlist
from commonweal.directory.reaching import changes, queries
from commonweal.journal import kinds


def register() -> None:
    """Called once, as the directory makes itself ready."""
    kinds.register(
        "directory.shortlist",
        label=_("shortlist"),
        model=Shortlist,
        visible_to=queries.visible_to,
        describe=queries.describe,
        erase=changes.erase,
    )

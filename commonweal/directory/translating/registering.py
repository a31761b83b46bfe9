"""Tells the journal of entries in other languages, and how whoever wrote one is taken out of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.directory.models import Translation
from commonweal.directory.translating import changes, reading
from commonweal.journal import kinds


def register() -> None:
    """Called once, as the directory makes itself ready."""
    kinds.register(
        "directory.translation",
        label=_("translation"),
        model=Translation,
        visible_to=reading.visible_to,
        describe=reading.describe,
        erase=changes.take_out,
    )

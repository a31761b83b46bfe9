"""Tells the journal of entries in other languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.directory.models import Translation
from commonweal.directory.translating import reading
from commonweal.journal import kinds


def register() -> None:
    """Called once, as the directory makes itself ready."""
    kinds.register(
        "directory.translation",
        label=_("translation"),
        model=Translation,
        visible_to=reading.visible_to,
        describe=reading.describe,
    )

"""Tells the journal of themes and showcases, and the search of themes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.core import finding
from commonweal.directory.models import Showcase, Theme
from commonweal.directory.sharing import finders, reading, showcases
from commonweal.journal import kinds


def register() -> None:
    """Called once, as the directory makes itself ready."""
    for name, label, model, by in (
        ("theme", _("theme"), Theme, reading),
        ("showcase", _("showcase"), Showcase, showcases),
    ):
        kinds.register(f"directory.{name}", label=label, model=model, visible_to=by.visible_to, describe=by.describe)
    finding.register("themes", finders.themes, order=25)

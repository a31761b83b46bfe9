"""Tells the journal of figures that were given out, and the evidence of their page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import ways
from commonweal.evidence.models import Release, ReleaseRules
from commonweal.evidence.release import queries
from commonweal.journal import kinds


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "evidence.release",
        label=_("a count of people, as it was given out"),
        model=Release,
        visible_to=queries.visible_to,
        describe=queries.describe,
    )
    kinds.register(
        "evidence.release_rules",
        label=_("how counts of people are given out"),
        model=ReleaseRules,
        visible_to=queries.rules_visible_to,
        describe=queries.describe_rules,
    )
    ways.register(
        ways.Way(
            ways.TRUST,
            _("What is given out, and what is kept back"),
            _("How do figures tell of many people without telling of a few?"),
            "release",
        )
    )

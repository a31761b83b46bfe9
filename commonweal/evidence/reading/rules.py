"""Who prepares a reading, and who words its pages: whoever reads the evidence with others."""

from __future__ import annotations

from typing import Any

from commonweal.evidence.models import ReadingPage
from commonweal.evidence.rules import may_read_together
from commonweal.journal.actor import Actor


def may_word(who: Actor, page: ReadingPage, **_kwargs: Any) -> None:
    """The words of one page."""
    may_read_together(who, place=page.reading.place)

"""What happens by itself each day: a work whose makers were asked, and whose days are over, is settled."""

from __future__ import annotations

from commonweal.journal.actor import HOUSE
from commonweal.listening.works import leave_changes, queries


def settle_due() -> int:
    """Settle what is due. Returns how many."""
    waiting = queries.due()
    for each in waiting:
        leave_changes.settle(HOUSE, each)
    return len(waiting)

"""How a person is taken out of this room: a commitment stays, and waits for another resident."""

from __future__ import annotations

from commonweal.inquiry.models import Commitment
from commonweal.journal.refs import Ref


def person(gone: Ref) -> None:
    """Inside a change, for every person who is erased."""
    kind = gone.kind.removeprefix("people.")
    rows = Commitment.objects.filter(owner_kind=kind, owner_id=gone.id)
    # One that nobody else ever saw goes with them; what is on the wall was promised to everybody.
    rows.filter(confirmed_at=None).delete()
    rows.update(owner_kind="", owner_id="", called="", verdict="")

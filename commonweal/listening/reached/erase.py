"""How a person is taken out of reaching out: their name goes; that somebody did it stays."""

from __future__ import annotations

from commonweal.journal.refs import Ref
from commonweal.listening.models import Outreach


def person(gone: Ref) -> None:
    """Inside a change, for every person who is erased."""
    kind = gone.kind.removeprefix("people.")
    theirs = Outreach.objects.filter(owner_kind=kind, owner_id=gone.id)
    theirs.update(owner="", owner_kind="", owner_id="")

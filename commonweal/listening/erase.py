"""How a person is taken out of this room: every voice of theirs goes, and their name from what they wrote down."""

from __future__ import annotations

from commonweal.journal.refs import Ref
from commonweal.listening import leaving
from commonweal.listening.models import Redaction, Voice

VOICE = "listening.voice"


def person(gone: Ref) -> None:
    """Inside a change, for every person who is erased; and again for every voice taken back, after a restore."""
    if gone.kind == VOICE:
        leaving.let_go(list(Voice.objects.filter(pk=gone.id, erased_at=None)))
        return
    kind = gone.kind.removeprefix("people.")
    if kind not in ("account", "contributor"):
        return
    leaving.let_go(list(Voice.objects.filter(teller_kind=kind, teller_id=gone.id, erased_at=None)))
    Voice.objects.filter(writer_kind=kind, writer_id=gone.id).update(writer_kind="", writer_id="")
    Redaction.objects.filter(by_kind=kind, by_id=gone.id).update(by_kind="", by_id="")
    Redaction.objects.filter(agreed_by_kind=kind, agreed_by_id=gone.id).update(agreed_by_kind="", agreed_by_id="")

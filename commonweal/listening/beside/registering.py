"""Tells the journal of voices beside numbers, and how they go with what is taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.journal.refs import Ref
from commonweal.listening import leaving
from commonweal.listening.beside import changes, queries
from commonweal.listening.models import Pairing


def register() -> None:
    """Called once, as the room makes itself ready."""
    leaving.register(changes.let_go)
    kinds.register(
        "listening.pairing",
        label=_("a voice beside a number"),
        model=Pairing,
        visible_to=queries.visible_to,
        describe=queries.describe,
        erase=forget_who_chose,
    )


def forget_who_chose(gone: Ref) -> None:
    """Inside a change, for every person who is erased: what they chose stays, and nothing says that it was they."""
    kind = gone.kind.removeprefix("people.")
    Pairing.objects.filter(by_kind=kind, by_id=gone.id).update(by_kind="", by_id="")

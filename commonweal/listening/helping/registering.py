"""Takes an erased helper's name off the time they gave: the time was given all the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.journal.refs import Ref
from commonweal.listening.models import HelpGiven


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "listening.help",
        label=gettext_lazy("time that a helper gave"),
        model=HelpGiven,
        visible_to=_visible_to,
        describe=lambda ids: {str(id): Card(_("time that a helper gave")) for id in ids},
        erase=_erase,
    )


def _visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    rows = HelpGiven.objects.filter(pk__in=list(ids), helper_kind=viewer.kind, helper_id=viewer.id)
    return {str(pk) for pk in rows.values_list("pk", flat=True)} if viewer.known else set()


def _erase(gone: Ref) -> None:
    theirs = HelpGiven.objects.filter(helper_kind=gone.kind.removeprefix("people."), helper_id=gone.id)
    theirs.update(helper_kind="", helper_id="", what="")

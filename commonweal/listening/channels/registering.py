"""Tells the journal of what people chose, and of what they were told."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening.channels import erase, held
from commonweal.listening.models import ChannelChoice, Told
from commonweal.people import held_beside


def register() -> None:
    """Called once, as the room makes itself ready."""
    held_beside.register(held.gather)
    kinds.register(
        "listening.channel",
        label=gettext_lazy("how somebody is told"),
        model=ChannelChoice,
        visible_to=lambda viewer, ids: _own(ChannelChoice, viewer, ids),
        describe=lambda ids: {str(id): Card(_("how you are told"), "/my-channel") for id in ids},
        erase=erase.person,
    )
    kinds.register(
        "listening.told",
        label=gettext_lazy("something somebody was told"),
        model=Told,
        visible_to=lambda viewer, ids: _own(Told, viewer, ids),
        describe=lambda ids: {str(id): Card(_("something you were told")) for id in ids},
    )


def _own(model: type[ChannelChoice] | type[Told], viewer: Actor, ids: Iterable[str]) -> set[str]:
    if not viewer.known:
        return set()
    rows = model.objects.filter(pk__in=list(ids), person_kind=viewer.kind, person_id=viewer.id)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}

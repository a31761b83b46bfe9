"""Texts come in through the house alone: whoever sent one is known by its number's hash, and by a slip."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor


def may_take(who: Actor, *_args: Any, **_kwargs: Any) -> None:
    """The house, on behalf of whoever sent a text."""
    if who.kind != "house":
        raise NotAllowed(_("Only the software itself does this."))

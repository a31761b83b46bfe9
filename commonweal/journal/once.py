"""What a change was given, as a hash: a client's id stands for one request, not for whatever is sent under it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from commonweal.journal.actor import Actor


def arguments_of(who: Actor, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    """The same for the same request, whoever holds the pen; things count by their id, whatever has become of them."""
    said = repr((who.for_kind, who.for_id, _plain(args), _plain(kwargs)))
    return hashlib.sha256(said.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value._meta.label, str(value.pk)
    if isinstance(value, Actor):
        return value.kind, value.id
    if isinstance(value, Mapping):
        return sorted((str(name), _plain(held)) for name, held in value.items())
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(repr(_plain(each)) for each in value)
    if value is None or isinstance(value, str | bytes | int | float):
        return value
    # Open files and the like are not told apart; dates and ids say what they are.
    text = str(value)
    return type(value).__name__ if " at 0x" in text else text

"""What people are told: each message by its key. It says that there is something, never what anybody said."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

_messages: dict[str, Any] = {}


def register(key: str, words: Any) -> None:
    """Tell of a message, once, from a part's `register()`. Its gaps (%(many)s) are for counts, days and places."""
    _messages[key] = words


def said(key: str, facts: dict[str, Any]) -> str:
    """A message in the language being spoken, its gaps filled."""
    if key not in _messages:
        raise RuntimeError(f"{key!r} is not a message anybody is told: register it.")
    return str(_messages[key]) % facts if facts else str(_messages[key])


def known(key: str) -> bool:
    """Is there such a message?"""
    return key in _messages


register("listening.moved", _("Something has come of what you told us. Look with your code at %(address)s"))
register("listening.read_back", _("We wrote down what you told us, and want to read it back to you."))
register("listening.taken_back", _("What you told us has been taken back. Its words are gone."))

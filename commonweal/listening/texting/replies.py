"""Short answers to STATUS: each part that knows what became of somebody's words names here how it says so in a text."""

from __future__ import annotations

from collections.abc import Callable

from commonweal.journal.actor import Actor

Reply = Callable[[Actor], str]
_replies: list[Reply] = []


def register(reply: Reply) -> None:
    """Called once by a part: `reply(person)` gives a sentence or two, or "". Never a word of what was said."""
    if reply not in _replies:
        _replies.append(reply)


def status(person: Actor) -> str:
    """What every part has to say of it, in one text."""
    return " ".join(said for reply in _replies if (said := reply(person).strip()))

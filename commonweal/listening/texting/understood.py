"""What a text asks for: its first word, whatever its capitals; the rest is kept exactly as it came."""

from __future__ import annotations

import re
from dataclasses import dataclass

STORY, STOP, WITHDRAW, STATUS, YES, REPLIES, HELP = "story", "stop", "withdraw", "status", "yes", "replies", "help"
WORDS = {
    "STORY": STORY,
    "STOP": STOP,
    "STOPALL": STOP,
    "UNSUBSCRIBE": STOP,
    "WITHDRAW": WITHDRAW,
    "STATUS": STATUS,
    "YES": YES,
    "REPLIES": REPLIES,
}
FIRST = re.compile(r"\s*([^\W\d_]+)[.!]?(?:[ \t]*[:,–-])?(?:[ \t]|\r?\n|$)", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked for; what follows; and the place whose keyword came before or after it ("" where none was said)."""

    what: str
    rest: str
    keyword: str = ""


def understood(text: str, keywords: frozenset[str] = frozenset()) -> Understood:
    """Read a text. A keyword of a place may stand before or after the first word.

    >>> understood("Story: I walk the dog.")
    Understood(what='story', rest='I walk the dog.', keyword='')
    >>> understood("STORY WEN I walk", frozenset({"WEN"}))
    Understood(what='story', rest='I walk', keyword='WEN')
    >>> understood("stop").what, understood("Stop the buses being late").what, understood("hello").what
    ('stop', 'help', 'help')
    """
    first, rest = _first(text)
    keyword = ""
    if first.upper() in keywords:
        keyword = first.upper()
        first, rest = _first(rest)
    what = WORDS.get(first.upper(), HELP)
    after, left = _first(rest)
    if not keyword and after.upper() in keywords:
        keyword, rest = after.upper(), left
    # "Stop the buses" is somebody speaking, and "Yes, I know" is too: they said something, and are told how to give it.
    if what in (STOP, YES, REPLIES) and rest.strip():
        what = HELP
    return Understood(what, rest, keyword)


def _first(text: str) -> tuple[str, str]:
    found = FIRST.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)

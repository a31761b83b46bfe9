"""How a voice is shown to others: whose it is said to be, and its words with what is covered left out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonweal.listening.models import Quote, Redaction, Voice, Words
from commonweal.listening.words import UNNAMED

COVER = "[…]"


def credit(level: str, called: str) -> str:
    """The line that says whose words these are. A person is shown this very line before they agree."""
    if level == Voice.COUNTED or not called.strip():
        return str(UNNAMED)
    return called.strip()


def whose(voice: Voice) -> str:
    """The line as the person saw it; their name only where they agree to it now."""
    if voice.erased_at is not None:
        return str(_("Somebody who took their words back"))
    if voice.level == Voice.NAMED and not voice.may("name"):
        return str(UNNAMED)
    return voice.shown_as or credit(voice.level, voice.called)


def covered(words: Words, *, rows: Iterable[Redaction] | None = None) -> list[tuple[int, int]]:
    """The stretches that are not shown, joined where they touch: all that were proposed and not refused."""
    held = words.redactions.all() if rows is None else rows
    spans = sorted((each.start, each.stop) for each in held if each.refused_at is None)
    joined: list[tuple[int, int]] = []
    for start, stop in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined


def said(words: Words, start: int = 0, stop: int | None = None) -> str:
    """The words from one letter to another, as given, with what is covered left out."""
    stop = len(words.text) if stop is None else stop
    out, here = [], start
    for begin, end in covered(words):
        if end <= start or begin >= stop:
            continue
        out += [words.text[here : max(begin, here)], COVER]
        here = max(here, end)
    return "".join((*out, words.text[here:stop]))


def quoted(quote: Quote) -> str:
    """A quote as others read it."""
    return said(quote.words, quote.start, quote.stop)

"""How a voice is shown to others: whose it is said to be, and its words with what is covered left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonweal.listening.models import Quote, Voice, Words
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


def covered(words: Words) -> list[tuple[int, int]]:
    """The stretches that are not shown: all that were proposed and not refused."""
    return joined((each.start, each.stop) for each in words.redactions.all() if each.refused_at is None)


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, one where they touch."""
    out: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(stop, out[-1][1]))
        else:
            out.append((start, stop))
    return out


def said(words: Words, start: int = 0, stop: int | None = None) -> str:
    """The words from one letter to another, as given, with what is covered left out."""
    return said_from(words.text, covered(words), start, len(words.text) if stop is None else stop)


def said_from(text: str, spans: Iterable[tuple[int, int]], start: int, stop: int) -> str:
    """A stretch of a text without what lies in these spans."""
    out, here = [], start
    for begin, end in spans:
        if end <= here or begin >= stop:
            continue
        out += [text[here : max(begin, here)], COVER]
        here = max(here, end)
    return "".join((*out, text[here:stop]))


def quoted(quote: Quote) -> str:
    """A quote as others read it."""
    return said(quote.words, quote.start, quote.stop)


ENDS = re.compile(r"[^.!?…؟۔。\n]+[.!?…؟۔。]*[”\"’)]*")


def sentences(text: str) -> list[str]:
    """The sentences of a text, to choose from: stretches of it, never changed."""
    return [each for found in ENDS.finditer(text) if (each := found.group().strip())]

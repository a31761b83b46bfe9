"""Whose a theme's name is; and how a text falls into sentences that can be chosen one by one."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

WHOSE: dict[str, Any] = {
    "people": _("people’s own words"),
    "coders": _("a working name of those who read"),
    "brought": _("brought along from another codebook"),
}
FEW = 5
LONGEST_PART = 400  # letters; what nobody has ended with a full stop is cut at a space
# The end of a sentence, in any script that has one; or the end of a line. What follows belongs to the next.
END = re.compile(r"[.!?…।॥؟۔։።。！？]+[\"'”’»)\]]*(?=\s|$)|(?<=[。！？])|[\r\n]+")


def sentences(words: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, white space at either side left out. Together they hold every word.

    >>> text = "The bus stops at six. Then what?  “I walk.”"
    >>> [text[start:stop] for start, stop in sentences(text)]
    ['The bus stops at six.', 'Then what?', '“I walk.”']
    """
    parts, here = [], 0
    for end in END.finditer(words):
        if end.end() > here:
            parts += _cut(words, here, end.end())
            here = end.end()
    parts += _cut(words, here, len(words))
    return parts


def _cut(words: str, start: int, stop: int) -> list[tuple[int, int]]:
    found = []
    while True:
        while start < stop and words[start].isspace():
            start += 1
        while stop > start and words[stop - 1].isspace():
            stop -= 1
        if start == stop:
            return found
        if stop - start <= LONGEST_PART:
            return [*found, (start, stop)]
        space = max(words.rfind(each, start + 1, start + LONGEST_PART) for each in " \t\u3000")
        middle = space if space > start else start + LONGEST_PART
        found.append((start, middle))
        start = middle

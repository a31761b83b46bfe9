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


def seconds(said: str) -> float | None:
    """A moment of a recording as people write it: "75", "1:15", "1:02:03.5". None: it is no moment.

    >>> [seconds(each) for each in ("75", "1:15", "0:00:07.5", "later", "1:75")]
    [75.0, 75.0, 7.5, None, None]
    """
    parts = said.strip().replace(",", ".").split(":")
    if len(parts) > 3 or not all(re.fullmatch(r"\d{1,6}(\.\d{1,3})?", each) for each in parts):
        return None
    numbers = [float(each) for each in parts]
    if any("." in each for each in parts[:-1]) or any(each >= 60 for each in numbers[1:]):
        return None
    return sum(each * 60**power for power, each in enumerate(reversed(numbers)))


def clock(moment: float) -> str:
    """A moment of a recording, as a player shows it.

    >>> clock(75), clock(3723.5)
    ('1:15', '1:02:03.5')
    """
    whole, rest = int(moment), round(moment - int(moment), 1)
    hours, minutes, left = whole // 3600, whole // 60 % 60, whole % 60
    told = f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
    return told + (f"{rest:.1f}"[1:] if 0 < rest < 1 else "")


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

"""Captions as lines with their moments: checked, written as WebVTT, typed as plain lines and read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid

MOST, LONGEST = 2000, 500  # lines, letters of a line
LASTS = 4.0  # seconds that a line stands, where nobody said
TYPED = re.compile(
    r"^\s*(?:(\d+):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,3})?)\s*(?:(?:–|-|-->|to)\s*(?:(\d+):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,3})?))?\s+(.*)$"
)


def checked(lines: Sequence[Sequence[Any]], seconds: float | None = None) -> list[list[Any]]:
    """Lines in order, each with its end, none over the next."""
    if len(lines) > MOST:
        raise Invalid(_("That is more than %s lines. Shorten it, or join short lines.") % f"{MOST:,}")
    kept: list[list[Any]] = []
    for start, stop, words in sorted(lines, key=lambda each: float(each[0])):
        said = " ".join(str(words).split())
        if not said:
            continue
        if len(said) > LONGEST or float(start) < 0 or (seconds is not None and float(start) > seconds + 1):
            raise Invalid(_("The line “%s” is too long, or begins after the end.") % said[:60])
        if kept and (kept[-1][1] is None or kept[-1][1] > float(start)):
            kept[-1][1] = float(start)
        kept.append([float(start), None if stop is None else max(float(stop), float(start)), said])
    if kept and kept[-1][1] is None:
        kept[-1][1] = (
            kept[-1][0] + LASTS if seconds is None else max(kept[-1][0] + 1, min(kept[-1][0] + LASTS, seconds))
        )
    return kept


def clock(seconds: float, *, hours: bool = False) -> str:
    """A moment as people type it, or as WebVTT has it.

    >>> clock(75.5), clock(75.5, hours=True)
    ('1:15.5', '00:01:15.500')
    """
    milli = round(seconds * 1000)
    if hours:
        return f"{milli // 3_600_000:02d}:{milli // 60_000 % 60:02d}:{milli // 1000 % 60:02d}.{milli % 1000:03d}"
    tenth = round(milli / 100)
    tail = f".{tenth % 10}" if tenth % 10 else ""
    return f"{tenth // 600}:{tenth // 10 % 60:02d}{tail}"


def webvtt(lines: Sequence[Sequence[Any]]) -> str:
    """As browsers read it. Words cannot become marks of its own."""
    parts = ["WEBVTT", ""]
    for start, stop, words in lines:
        said = str(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts += [f"{clock(start, hours=True)} --> {clock(stop, hours=True)}", said, ""]
    return "\n".join(parts)


def typed(lines: Sequence[Sequence[Any]]) -> str:
    """As somebody types it: a moment and what is said then, a line each.

    >>> typed([[0.0, 2.0, "Hello"], [75.5, 80.0, "and goodbye"]])
    '0:00 Hello\\n1:15.5 and goodbye'
    """
    return "\n".join(f"{clock(start)} {words}" for start, _stop, words in lines)


def read(text: str) -> list[list[Any]]:
    """What was typed, as lines with their moments; a line's end is the next one's beginning unless it is said.

    >>> read("0:00 Hello\\n1:15.5 - 1:17 and goodbye")
    [[0.0, None, 'Hello'], [75.5, 77.0, 'and goodbye']]
    """
    lines = []
    for number, each in enumerate(text.splitlines(), start=1):
        if not each.strip() or each.strip().upper() == "WEBVTT":
            continue
        found = TYPED.match(each)
        if not found:
            raise Invalid(
                _("Line %(number)s has no moment. Begin it like this: 0:12 and then what is said.") % {"number": number}
            )
        lines.append([_seconds(*found.group(1, 2, 3)), _seconds(*found.group(4, 5, 6)), found[7]])
    return lines


def _seconds(hours: str | None, minutes: str | None, seconds: str | None) -> float | None:
    if minutes is None or seconds is None:
        return None
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))

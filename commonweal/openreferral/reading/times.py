"""Times of day as people write them, read into hours and minutes; what could mean two things is not read.

>>> read("8:30AM"), read("8.30 pm"), read("noon"), read("0830"), read("17:00:00"), read("750")
('08:30', '20:30', '12:00', '08:30', '17:00', None)
"""

from __future__ import annotations

import datetime
import re
from typing import Any

WORDS = {
    "noon": "12:00",
    "midday": "12:00",
    "mid-day": "12:00",
    "12 noon": "12:00",
    "12noon": "12:00",
    "12 midday": "12:00",
    "midnight": "00:00",
    "12 midnight": "00:00",
    "24:00": "00:00",
    "24:00:00": "00:00",
}
_TWELVE = re.compile(r"(\d{1,2})(?:[:.h ]?([0-5]\d))?(?:[:.]\d\d)? ?([ap])\.? ?m?\.?")
_CLOCK = re.compile(r"t?(\d{1,2})[:.h]([0-5]\d)(?:[:.][0-5]\d(?:\.\d+)?)?(?: ?(?:z|[+-]\d\d:?\d\d))?")
# Three digits are not read: "750" is ten to eight for one publisher and minutes since midnight for another.
_BARE = re.compile(r"([01]\d|2[0-3])([0-5]\d)(?: ?h(?:rs|ours)?)?")
_ALL_DAY = re.compile(r"(?:open )?(?:24 ?/ ?7|24-7|24 ?(?:hours?|hrs?|h)(?: a day)?|all day|round the clock)")
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill?\b)\s*")
# Closing at midnight would read as closing before opening; a minute is lost instead.
ALL_DAY = ("00:00", "23:59")


def read(said: Any) -> str | None:
    """One time of day as HH:MM, or nothing where it cannot be read for sure."""
    if isinstance(said, datetime.datetime | datetime.time):
        return said.strftime("%H:%M")
    words = _plain(said)
    if words in WORDS:
        return WORDS[words]
    return _twelve(words) or _clock(words)


def hours(said: Any) -> tuple[str, str] | None:
    """From when until when: "9am-5pm", "2-4pm", "24 hours", "from 10.00 to noon"."""
    words = _plain(said).removeprefix("from ").removeprefix("between ").replace(" and ", " to ")
    if all_day(words):
        return ALL_DAY
    halves = _BETWEEN.split(words)
    if len(halves) != 2:
        return None
    closes = read(halves[1])
    opens = read(halves[0]) or _half_borrowed(halves[0], halves[1], closes)
    return (opens, closes) if opens and closes else None


def all_day(said: Any) -> bool:
    """Is it open round the clock?"""
    return _ALL_DAY.fullmatch(_plain(said)) is not None


def minutes(time: str) -> int:
    """Minutes since midnight of a time that was read."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def _plain(said: Any) -> str:
    return " ".join(str(said if said is not None else "").casefold().split()).strip(" .,;") if said != 0 else ""


def _twelve(words: str) -> str | None:
    """With "am" or "pm" it is clear, unless the hour is none of twelve."""
    found = _TWELVE.fullmatch(words)
    if not found or not 1 <= int(found[1]) <= 12:
        return None
    hour = int(found[1]) % 12 + (12 if found[3] == "p" else 0)
    return f"{hour:02}:{found[2] or '00'}"


def _clock(words: str) -> str | None:
    found = _CLOCK.fullmatch(words) or _BARE.fullmatch(words)
    if not found or int(found[1]) > 23:
        return None
    return f"{int(found[1]):02}:{found[2]}"


def _half_borrowed(first: str, second: str, closes: str | None) -> str | None:
    """In "2-4pm" the first half borrows from the second; in "9-5pm" it cannot, or it would open after it closes."""
    ending = re.search(r"([ap])\.? ?m?\.?$", second)
    if not closes or not ending or not re.fullmatch(r"\d{1,2}([:.]?[0-5]\d)?", first):
        return None
    same, other = read(first + ending[1] + "m"), read(first + ("a" if ending[1] == "p" else "p") + "m")
    if same and minutes(same) < minutes(closes):
        return same
    return other if other and ending[1] == "p" else None

"""Days of the week as people write them, read into the standard's rule parts (freq, interval, byday).

>>> read("Mon, Wed-Fri").byday
'MO,WE,TH,FR'
>>> read("2nd and 4th Saturdays of the month").byday
'2SA,4SA'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKLY, MONTHLY = "WEEKLY", "MONTHLY"
_DAY = {
    "MO": r"mo|m|mon(day)?s?",
    "TU": r"tu|t|tues?(day)?s?|tuseday",
    "WE": r"we|w|wed(nes)?(day)?s?|wend?(nes|es)?days?|wednseday",
    "TH": r"th|thu?rs?(day)?s?|thu(day)?s?|thurday",
    "FR": r"fr|f|fri(day)?s?",
    "SA": r"sa|sat(ur)?(day)?s?",
    "SU": r"su|sun(day)?s?",
}
_ORDINAL = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "last": "-1", "final": "-1"}
_GROUPS = {
    "weekdays": DAYS[:5],
    "weekday": DAYS[:5],
    "weekends": DAYS[5:],
    "weekend": DAYS[5:],
    "daily": DAYS,
    "everyday": DAYS,
    "24/7": DAYS,
    "24-7": DAYS,
}
_PHRASES = (
    (r"\b(every day|seven days( a week)?|7 days( a week)?|all week|each day)\b", "daily"),
    (
        r"\b(every other|every second|every 2nd|alternate|fortnightly( on)?|bi-?weekly( on)?|every two weeks( on)?)\b",
        "~",
    ),
    (r"\b(of|in) (each|every|the|a) month\b|\b(each|every|a|per) month\b|\bmonthly\b", " "),
    (r"\b(term[ -]?time)( only)?\b", " term-time "),
)
_FILLER = {"every", "each", "on", "the", "and", "&", ",", ";", "/", "+", "|", "only", "open", "a", "week", "of"}
_SECOND_WEEK = "~"
_RANGE = {"-", "to", "through", "thru", "until"}
# A day that is named in order to be left out must not be read as a day it is on.
_AGAINST = {"closed", "except", "not", "excluding", "excl", "no", "unless", "bar", "without", "but", "before", "after"}
_WORD = re.compile(r"24[/-]7|(?:-?\d)?[a-z]+(?:-time)?|\d+(?:st|nd|rd|th)?|[-&,;/+|~]|\S")


@dataclass(frozen=True, slots=True)
class Days:
    """On which days, and the words that were not understood."""

    freq: str
    byday: str
    interval: int | None = None
    left: str = ""  # words beside the days that a reader of the entry should see


def read(said: Any) -> Days | None:
    """The days that were meant, or nothing where they cannot be read for sure."""
    if isinstance(said, list | tuple):
        said = ", ".join(str(each) for each in said)
    words = " ".join(str(said if said is not None else "").casefold().replace("–", "-").replace("—", "-").split())
    if re.fullmatch(r"[0-7](, ?[0-7])*", words):
        return _numbered(words)
    aside = re.findall(r"\([^)]*\)", words)
    plain = re.sub(r"\([^)]*\)", " ", words)
    plain = re.sub(
        r"\b(?P<day>mon|tue|wed|thu|fri|sat|sun)\.", r"\g<day>", re.sub(r"\b(mwf|tth|mtwthf)\b", _run, plain)
    )
    for pattern, instead in _PHRASES:
        plain = re.sub(pattern, instead, plain)
    return _understood(_WORD.findall(plain), " ".join(aside))


def every(*days: str) -> Days:
    """Each week on these days."""
    return Days(WEEKLY, ",".join(days))


def _run(found: re.Match[str]) -> str:
    return {"mwf": "m,w,f", "tth": "t,th", "mtwthf": "m-f"}[found[0]]


def _numbered(words: str) -> Days:
    """Numbers run from 1 for Monday, as calendars do it; both 0 and 7 are Sunday."""
    return every(*dict.fromkeys(DAYS[(int(each) - 1) % 7] for each in words.replace(" ", "").split(",")))


class _Heard:
    """What the words have told so far, word by word."""

    def __init__(self) -> None:
        self.days: list[str] = []
        self.left: list[str] = []
        self.interval: int | None = None
        self._ordinals: list[str] = []
        self._counting = self._ranging = self.against = False

    def hear(self, word: str) -> None:
        """Take in one word."""
        if word in _AGAINST:
            self.against = True
        elif day := _day(word):
            self._day(day)
        elif ordinal := _ordinal(word):
            self._ordinals = [*self._ordinals, ordinal] if self._counting else [ordinal]
            self._counting = True
        elif word in _GROUPS:
            self.days.extend(_GROUPS[word])
        elif word == _SECOND_WEEK:
            self.interval = 2
        elif word in _RANGE:
            self._ranging = bool(self.days)
        elif word not in _FILLER:
            self.left.append(word)

    def sure(self) -> bool:
        """Were days heard, none of them to be left out, and no range left open among other words?"""
        return bool(self.days) and not self.against and not (self._ranging and self.left)

    def _day(self, day: str) -> None:
        if self._ranging and not self._ordinals:
            self.days.extend(_between(self.days[-1], day))
        else:
            self.days.extend(f"{each}{day}" for each in self._ordinals or [""])
        self._counting = self._ranging = False


def _understood(words: list[str], aside: str) -> Days | None:
    heard = _Heard()
    for word in words:
        heard.hear(word)
    return _made(heard.days, heard.interval, " ".join([*heard.left, aside]).strip()) if heard.sure() else None


def _made(days: list[str], interval: int | None, left: str) -> Days:
    once = list(dict.fromkeys(days))
    counted = [each for each in once if len(each) > 2]
    if counted:
        return Days(MONTHLY, ",".join(once), None, left)
    return Days(WEEKLY, ",".join(each for each in DAYS if each in once), interval, left)


def _ordinal(word: str) -> str:
    if word in _ORDINAL:
        return _ORDINAL[word]
    found = re.fullmatch(r"([1-5])(st|nd|rd|th)", word)
    return found[1] if found else ""


def _day(word: str) -> str:
    """A day by name, or as the standard writes it (2SA, -1FR)."""
    found = re.fullmatch(r"(-?[1-5])?([a-z]+)", word)
    if not found:
        return ""
    name = next((code for code, names in _DAY.items() if re.fullmatch(names, found[2])), "")
    if found[1]:
        return f"{found[1]}{name}" if name and len(found[2]) == 2 and not _ordinal(word) else ""
    return name


def _between(first: str, last: str) -> list[str]:
    start, end = DAYS.index(first), DAYS.index(last)
    steps = (end - start) % 7 or (7 if first == last else 0)
    return [DAYS[(start + step) % 7] for step in range(1, steps + 1)]

"""Days and times in plain words, as people ask for them ("weekday evenings") and as entries say them ("Tuesdays at 7").

Read leniently: it only decides what is put first. Dates are never made of such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commonweal.openreferral.finding.words import Word, fold
from commonweal.openreferral.serving import times
from commonweal.openreferral.sessions import EXCEPTION

DAYS = times.DAYS
WEEKDAYS, WEEKEND = frozenset(DAYS[:5]), frozenset(DAYS[5:])
# Minutes of the day. What is on for half an hour of a part is on in that part.
PARTS = {"morning": (5 * 60, 12 * 60), "afternoon": (12 * 60, 17 * 60), "evening": (17 * 60, 24 * 60)}
LEAST = 30
_NAMES = {name: letters for letters, name in zip(DAYS, times.NAMES, strict=True)} | {
    "mon": "MO",
    "tue": "TU",
    "tues": "TU",
    "wed": "WE",
    "weds": "WE",
    "thu": "TH",
    "thur": "TH",
    "thurs": "TH",
    "fri": "FR",
}
# Before a day, these make it something else than a wish: "no money till Friday".
_NOT_A_WISH = frozenset("till until since by last before from out".split())
_IN_THE_DAY = ["in", "the", "day"]
_SPAN = re.compile(
    r"(\d{1,2})(?:[.:](\d\d))?\s*(am|pm)?(?:\s*(?:to|-|–|until|till)\s*(\d{1,2})(?:[.:](\d\d))?\s*(am|pm)?)?"
)
_AT = re.compile(r"(?:\bat |\bfrom |, |^|\d )")


@dataclass(frozen=True, slots=True)
class When:
    """Days and a stretch of the day that somebody would like. Empty: any."""

    days: frozenset[str] = frozenset()
    part: tuple[int, int] | None = None
    said: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.days or self.part)


ANY_TIME = When()


@dataclass(frozen=True, slots=True)
class Hours:
    """A weekly time that something is on; minutes since midnight, None where nobody has said."""

    day: str
    opens: int | None
    closes: int | None
    worded: bool = False  # read from words: not sure
    last: date | None = None  # after this day it is over; None: it goes on


def asked(said: Sequence[Word], today: date) -> tuple[When, frozenset[int]]:
    """Which days and times are asked for, and which of the words say so."""
    days: set[str] = set()
    parts: list[tuple[int, int]] = []
    used: set[int] = set()
    for number, word in enumerate(said):
        found = _days(word.said) or _day_from(word.said, today)
        if found and not (number and said[number - 1].said in _NOT_A_WISH):
            days |= found
            used.add(number)
    for number in range(len(said)):
        part, length = _part(said, number)
        if part:
            parts.append(part)
            used.update(range(number, number + length))
            if said[number].said == "after" and said[number + 1].said == "school" and not days:
                days |= WEEKDAYS
    stretch = (min(part[0] for part in parts), max(part[1] for part in parts)) if parts else None
    return When(frozenset(days), stretch, tuple(said[place].said for place in sorted(used))), frozenset(used)


def _days(word: str) -> frozenset[str]:
    if word in ("weekend", "weekends"):
        return WEEKEND
    if word in ("weekday", "weekdays"):
        return WEEKDAYS
    letters = _NAMES.get(word.removesuffix("s") if word not in _NAMES else word)
    return frozenset({letters}) if letters else frozenset()


def _day_from(word: str, today: date) -> frozenset[str]:
    """The day of the week that "tomorrow" is."""
    ahead = {"today": 0, "tonight": 0, "tomorrow": 1}.get(word)
    return frozenset() if ahead is None else frozenset({DAYS[(today.weekday() + ahead) % 7]})


def _part(said: Sequence[Word], number: int) -> tuple[tuple[int, int] | None, int]:
    """A stretch of the day that is said here, and in how many words."""
    word = said[number].said
    following = said[number + 1].said if number + 1 < len(said) else ""
    if word == "after" and following in ("school", "work"):
        return ((15 * 60, 18 * 60) if following == "school" else PARTS["evening"]), 2
    if word == "after" and re.fullmatch(r"\d{1,2}(pm|am)?", following):
        return (_minutes(int(re.sub(r"\D", "", following)), 0, following[-2:]), 24 * 60), 2
    single = word.removesuffix("s")
    if single in PARTS:
        return PARTS[single], 1
    if single == "night" and number and (_days(said[number - 1].said) or said[number - 1].said == "week"):
        return PARTS["evening"], 1
    if word in ("lunchtime", "lunchtimes"):
        return (12 * 60, 14 * 60), 1
    if word == "tonight":
        return PARTS["evening"], 1
    if word in ("daytime", "daytimes") or [each.said for each in said[max(0, number - 2) : number + 1]] == _IN_THE_DAY:
        return (9 * 60, 17 * 60), 1
    return None, 0


def hours(schedules: Iterable[dict[str, Any]]) -> list[Hours]:
    """The weekly times of schedules: by their rules where they have them, otherwise by their words."""
    found: list[Hours] = []
    for each in schedules:
        if each.get("kind") == EXCEPTION:
            continue
        ends = [day for day in (_day(each.get("until")), _day(each.get("valid_to"))) if day]
        ruled = [Hours(*session) for session in times.sessions([each])]
        ruled = ruled or list(worded(str(each.get("description") or "")))
        found += [replace(hour, last=min(ends, default=None)) for hour in ruled]
    return list(dict.fromkeys(found))


def worded(text: str) -> Iterator[Hours]:
    """Days and hours in an entry's own words.

    >>> [(each.day, each.opens, each.closes) for each in worded("Tuesdays and Fridays, 6.30 to 8")]
    [('TU', 1110, 1200), ('FR', 1110, 1200)]
    """
    folded = fold(text)
    opens, closes = _clock(folded)
    for day in _days_said(folded):
        yield Hours(day, opens, closes, worded=True)


def _days_said(folded: str) -> list[str]:
    if re.search(r"\b(daily|every day|seven days|7 days)\b", folded):
        return list(DAYS)
    words = re.findall(r"[a-z]+|[-–]", re.sub(r"\bschool days?\b", "weekdays", folded))
    found: list[str] = []
    for number, word in enumerate(words):
        named = [day for day in DAYS if day in _days(word)]
        if named and number > 1 and words[number - 1] in ("to", "-", "–") and len(named) == 1 and found:
            named = list(DAYS[DAYS.index(found[-1]) : DAYS.index(named[0]) + 1])
        found += [day for day in named if day not in found]
    return found


def _clock(folded: str) -> tuple[int | None, int | None]:
    """From when until when. Without "am" or "pm", one to seven is after noon: nobody meets at four in the morning."""
    for found in _SPAN.finditer(folded):
        hour, minute, half, end, end_minute, end_half = found.groups()
        if not end and not half and not minute and not _AT.search(folded[max(0, found.start() - 5) : found.start()]):
            continue
        if int(hour) > 23 or (end and int(end) > 24) or int(minute or 0) > 59:
            continue
        opens = _minutes(
            int(hour), int(minute or 0), half or ("" if not end_half or int(hour) > int(end) else end_half)
        )
        closes = _minutes(int(end), int(end_minute or 0), end_half or "") if end else None
        if closes is not None and closes <= opens and closes + 720 <= times.A_DAY:
            closes += 720
        return opens, closes
    return None, None


def _minutes(hour: int, minute: int, half: str) -> int:
    if half == "am":
        hour %= 12
    elif half == "pm" or hour < 8:
        hour = hour % 12 + 12
    return hour * 60 + minute


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(str(said)[:10]) if said else None
    except ValueError:
        return None


def fits(each: Hours, days: frozenset[str], part: tuple[int, int] | None, today: date) -> bool:
    """Is it on then, for half an hour at least? Where its end is not known, does it begin then?"""
    if (days and each.day not in days) or (each.last is not None and each.last < today):
        return False
    if part is None:
        return True
    if each.opens is None:
        return False
    if each.closes is None:
        return part[0] <= each.opens < part[1]
    return min(each.closes, part[1]) - max(each.opens, part[0]) >= min(LEAST, each.closes - each.opens)

"""When something is on, as short words of the index: one word for a day, one for each weekly session of that day.

A session's word holds its day and its hours together (`TU-0540-0630`, in minutes), so that Monday's hours are never
taken for Tuesday's. Which words fit a question is worked out from the list of words in use, of which there are few.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
A_DAY = 24 * 60
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_BYDAY = re.compile(r"[+-]?\d*\s*(MO|TU|WE|TH|FR|SA|SU)")


def day_of(said: str) -> str | None:
    """MO, Mon, Monday: the day's two letters."""
    said = said.strip().lower()
    if len(said) < 2:
        return None
    for letters, name in zip(DAYS, NAMES, strict=True):
        if said == letters.lower() or (len(said) >= 3 and name.startswith(said)):
            return letters
    return None


def minutes(said: Any) -> int | None:
    """Minutes since midnight of `09:30` or `09:30:00`; seconds and zones are left aside."""
    found = _TIME.match(str(said or ""))
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    return hour * 60 + minute if (hour < 24 and minute < 60) or (hour, minute) == (24, 0) else None


def days_of(schedule: dict[str, Any]) -> list[str]:
    """The days of the week a schedule falls on. A monthly one counts by its `byday` ("2TU" is a Tuesday)."""
    named = _BYDAY.findall(str(schedule.get("byday") or "").upper())
    if named:
        return named
    if schedule.get("freq") == "MONTHLY" or not schedule.get("dtstart"):
        return []
    try:
        return [DAYS[date.fromisoformat(str(schedule["dtstart"])[:10]).weekday()]]
    except ValueError:
        return []


def sessions(schedules: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int | None, int | None]]:
    """Each weekly session: its day, and the minutes at which it opens and closes, where they are said.

    What closes at or before it opens closes on the day after: 22:00 to 02:00 ends at 26:00.
    """
    for each in schedules:
        opens, closes = minutes(each.get("opens_at")), minutes(each.get("closes_at"))
        if opens is not None and closes is not None and closes <= opens:
            closes += A_DAY
        for day in days_of(each):
            yield day, opens, closes


def words(schedules: Iterable[dict[str, Any]]) -> list[str]:
    """What the index keeps: the day, the day with its hours, and the hours of any day."""
    kept: dict[str, None] = {}
    for each in schedules:
        said = (str(each.get(name) or "") for name in ("byday", "freq", "dtstart", "opens_at", "closes_at"))
        kept.update(_words(*said))
    return list(kept)


@lru_cache(65_536)
def _words(byday: str, freq: str, dtstart: str, opens_at: str, closes_at: str) -> dict[str, None]:
    """Of one schedule; many are the same, and a whole country's are read at once."""
    of = {"byday": byday, "freq": freq, "dtstart": dtstart, "opens_at": opens_at, "closes_at": closes_at}
    kept = []
    for day, opens, closes in sessions([of]):
        kept.append(day)
        if opens is not None or closes is not None:
            hours = f"{_written(opens)}-{_written(closes)}"
            kept += [f"{day}-{hours}", f"ANY-{hours}"]
    return dict.fromkeys(kept)


def session(word: str) -> tuple[str, float, float]:
    """A word of the index, read: its day, and when it opens and closes; hours that are not known are not a number."""
    day, _, hours = word.partition("-")
    opens, _, closes = hours.partition("-")
    return day, float(opens or math.nan), float(closes or math.nan)


def _written(minute: int | None) -> str:
    return "" if minute is None else f"{minute:04d}"

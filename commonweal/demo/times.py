"""When invented things are on, as days and hours, from the words they are told in.

The story is written for people ("Tuesdays, 6.30 to 8"); calendars and searches want days and hours. In this story
nobody meets at half past six in the morning: an hour before 8 is in the afternoon.
"""

from __future__ import annotations

import re
from typing import Any

from commonweal.openreferral.reading import weekdays

HOURS = re.compile(r"(?:^|[ ,])(?:at |from )?(\d{1,2})(?:\.(\d\d))?(?: to (\d{1,2})(?:\.(\d\d))?)?(?=$|[ ,;])")
MONTHS = re.compile(r", ?(?:January|February|March|April|May|June|July|August|September|October|November|December).*")
MORNING = 8  # an hour below this is in the afternoon


def times(words: str) -> list[dict[str, Any]]:
    """Days and hours of a schedule told in words; nothing where the words name no day.

    >>> times("Tuesdays, 6.30 to 8")
    [{'freq': 'WEEKLY', 'byday': 'TU', 'opens_at': '18:30', 'closes_at': '20:00'}]
    >>> times("First Saturday of the month, 10 to 12")
    [{'freq': 'MONTHLY', 'byday': '1SA', 'opens_at': '10:00', 'closes_at': '12:00'}]
    >>> times("Whenever the hall is open")
    []
    """
    plain = MONTHS.sub("", words).replace("School days", "Weekdays").replace("By telephone on ", "")
    found = HOURS.search(plain)
    days = weekdays.read((plain[: found.start()] if found else plain).replace(" in term", "").strip(" ,"))
    if days is None or not days.byday:
        return []
    said: dict[str, Any] = {"freq": days.freq, "byday": days.byday}
    if found:
        opens = _hour(int(found[1]), MORNING)
        said["opens_at"] = f"{opens:02}:{found[2] or '00'}"
        if found[3]:
            said["closes_at"] = f"{_hour(int(found[3]), opens + 1):02}:{found[4] or '00'}"
    return [said]


def _hour(hour: int, from_: int) -> int:
    """The hour of the day that is meant by an hour of the clock, from some hour on."""
    return hour if hour >= from_ else hour + 12

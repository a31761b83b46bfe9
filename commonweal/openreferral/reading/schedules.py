"""Hours as sources give them (days in words, times in the date fields), turned into the standard's schedule.

What cannot be read for sure is kept in words in the schedule's description: a reader of the entry sees it, and no
search is told a day or an hour that nobody said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from commonweal.openreferral.reading import times, values, weekdays
from commonweal.openreferral.reading.names import OURS

Warn = Callable[[str, str], None]
Raw = dict[str, Any]
# Not the standard's field: on these days it is otherwise than at other times, with other hours or none.
EXCEPTION = "exception"
DAILY = {"DAILY", "DAY", "EVERYDAY"}
_KEPT = ("weekday", "freq", "interval", "byday", "dtstart", "until", "opens_at", "closes_at")


def tidy(raw: Mapping[str, Any], warn: Warn) -> Raw:
    """The same schedule with its days and hours where the standard has them."""
    raw = {**raw, **{name.removeprefix(OURS): value for name, value in raw.items() if name.startswith(OURS)}}
    made = {name: value for name, value in raw.items() if name not in _KEPT and not name.startswith(OURS)}
    words: list[str] = []
    made |= _hours(raw, words) | _days(raw, words) | _dates(raw, words)
    _holiday(raw, made)
    if raw.get("name") and not raw.get("notes"):
        made["notes"] = raw["name"]
    if words:
        warn("hours kept in words", f"“{'; '.join(words)}” could not be read whole and is kept in words")
        made["description"] = "; ".join([*([str(raw["description"])] if raw.get("description") else []), *words])
    return made


def _hours(raw: Mapping[str, Any], words: list[str]) -> Raw:
    """From when until when: the first pair of cells that can be read whole, else whichever half can."""
    pairs = [(raw.get("opens_at"), raw.get("closes_at"))]
    if any(_no_date(raw.get(name)) for name in ("dtstart", "until")):
        pairs.append((_timelike(raw.get("dtstart")), _timelike(raw.get("until"))))
    shifted = times.read(raw.get("weekday"))  # a time where the day should be: whatever follows stands in a wrong cell
    reads = [] if shifted else [_pair(*pair) for pair in pairs if not _in_numbers(pair)]
    whole = next((read for read in reads if len(read) == 2), None)
    if whole is None:
        for pair in pairs:
            words.extend(str(each) for each in pair if not values.is_empty(each) and (shifted or _odd(each)))
    return whole or next((read for read in reads if read), {})


def _in_numbers(pair: tuple[Any, Any]) -> bool:
    """Bare numbers that are no times (570 to 1050) are a count of their own, so the other half is one too."""
    return any(_odd(each) and str(each).strip().isdigit() for each in pair)


def _pair(opens: Any, closes: Any) -> Raw:
    spread = times.hours(opens) if values.is_empty(closes) else None
    if spread:
        return {"opens_at": spread[0], "closes_at": spread[1]}
    if times.all_day(opens):
        return {"opens_at": times.ALL_DAY[0], "closes_at": times.ALL_DAY[1]}
    read = {"opens_at": times.read(opens), "closes_at": times.read(closes)}
    return {name: value for name, value in read.items() if value}


def _odd(said: Any) -> bool:
    return not values.is_empty(said) and times.read(said) is None and times.hours(said) is None


def _days(raw: Mapping[str, Any], words: list[str]) -> Raw:
    """Which days: from the standard's own field, else from words; the rule's frequency follows."""
    freq = str(raw.get("freq") or "").strip().upper()
    made: Raw = {"interval": raw.get("interval")}
    if freq in DAILY:
        return made | {"freq": weekdays.WEEKLY, "byday": ",".join(weekdays.DAYS)}
    for said in (raw.get("byday"), raw.get("weekday")):
        if values.is_empty(said):
            continue
        days = weekdays.read(said)
        if days is None:
            words.append(str(said))
            continue
        if days.left:
            words.append(str(said))
        kept = weekdays.MONTHLY if weekdays.MONTHLY in (freq, days.freq) else weekdays.WEEKLY
        return {"interval": days.interval or raw.get("interval"), "freq": kept, "byday": days.byday}
    if freq in (weekdays.WEEKLY, weekdays.MONTHLY):
        made["freq"] = freq
    elif freq:
        words.append(str(raw["freq"]))
    return made


def _dates(raw: Mapping[str, Any], words: list[str]) -> Raw:
    """Dates stay dates; a time of day in their place was taken as one, and other words are kept."""
    made: Raw = {}
    for name in ("dtstart", "until"):
        said = raw.get(name)
        if values.is_empty(said):
            continue
        if _no_date(said):
            if _odd(said) and str(said) not in words:
                words.append(str(said))
        else:
            made[name] = said
    return made


def _no_date(said: Any) -> bool:
    return not values.is_empty(said) and (times.read(said) is not None or values.read("date", said).got is None)


def _timelike(said: Any) -> Any:
    return said if _no_date(said) else None


def _holiday(raw: Mapping[str, Any], made: Raw) -> None:
    """Older versions tell of holidays as days on which it is closed or keeps other hours."""
    if raw.get("start_date") or raw.get("end_date"):
        made["valid_from"] = raw.get("start_date") or raw.get("end_date")
        made["valid_to"] = raw.get("end_date") or raw.get("start_date")
        made["kind"] = EXCEPTION
    if str(raw.get("closed", "")).casefold() in ("true", "1", "yes"):
        made["notes"] = "Closed"
        made.pop("opens_at", None)
        made.pop("closes_at", None)

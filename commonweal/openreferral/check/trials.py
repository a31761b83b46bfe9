"""Which questions prove that a filter filters: values that some known records have and others have not.

Where the standard can be read in more than one way, each reading is named; the first is the one we serve ourselves.
A reading answers True, False, or None where the record does not say enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonweal.openreferral.check.facts import Facts, Session, metres

Says = Callable[[Facts], bool | None]
NOWHERE = "00000000-0000-4000-8000-00000000dead"
GIBBERISH = "zqxjvkwqzz"
LONGEST_WORD, SHORTEST_WORD = 14, 5
# Metres asked for, and how much further off the middle of a postcode may be. Only the UK's postcodes are a few houses.
NEAR, SLACK, NEAR_ELSEWHERE, SLACK_ELSEWHERE = 2_000, 3_000, 10_000, 15_000
UK_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Trial:
    """One question. `strict`: the standard leaves no doubt, so a wrong row is an error."""

    name: str
    params: dict[str, Any]
    readings: tuple[tuple[str, Says], ...]
    nonsense: tuple[dict[str, Any], ...]
    strict: bool = False
    loose: bool = False  # the feed may know better which rows match: only nonsense tells whether it looks at all
    whole_rows: bool = True  # wrong rows are counted; a search may know synonyms, so there they are not

    @property
    def says(self) -> Says:
        """The first reading."""
        return self.readings[0][1]


def best(known: Iterable[Facts], values: Iterable[Any], trial_of: Callable[[Any], Trial]) -> Trial | None:
    """The trial whose value is had by some known record and by the fewest; best if some known record has it not.

    Where there are several readings, a value that tells them apart comes first.
    """
    held = list(known)
    ranked = []
    for value in sorted(set(values), key=str):
        trial = trial_of(value)
        said = [trial.says(each) for each in held]
        if True in said:
            untold = sum(not {True, False} <= {reads(each) for each in held} for _, reads in trial.readings)
            ranked.append((False not in said, untold, said.count(True), str(value), trial))
    return min(ranked, key=lambda each: each[:4])[4] if ranked else None


def of_id(name: str, known: list[Facts], get: Callable[[Facts], set[str]]) -> Trial | None:
    """A filter by the id of something the record has. What only its venue or a narrower term has may count or not."""

    def make(value: str) -> Trial:
        def says(each: Facts) -> bool | None:
            if value in get(each):
                return True
            return None if not each.whole or value in each.maybe else False

        return Trial(name, {name: value}, (("as written", says),), ({name: NOWHERE},), strict=True)

    return best(known, (value for each in known for value in get(each)), make)


def of_search(name: str, known: list[Facts]) -> Trial | None:
    """A word out of a record's own name."""

    def make(value: str) -> Trial:
        def says(each: Facts) -> bool | None:
            if value in each.words:
                return True
            near = any(word[:4] == value[:4] for word in each.words)
            return None if near or not each.whole else False

        return Trial(name, {name: value}, (("the word", says),), ({name: GIBBERISH},), whole_rows=False)

    candidates = {word for each in known for word in each.names if SHORTEST_WORD <= len(word) <= LONGEST_WORD}
    return best(known, candidates, make)


def of_modified(known: list[Facts]) -> Trial | None:
    """Changed after a moment: the standard says "on or after", so the moment itself may be in or out.

    What does not say when it changed, as a service at a location by the standard, may go by the feed's own clock.
    """
    loose = not all(each.says_modified for each in known if each.modified)

    def make(value: datetime) -> Trial:
        def says(each: Facts) -> bool | None:
            return None if each.modified in (None, value) else each.modified > value

        nonsense = ({"modified_after": "2999-01-01T00:00:00Z"}, {"modified_after": "lately"})
        sent = value.isoformat().replace("+00:00", "Z")
        return Trial("modified_after", {"modified_after": sent}, (("after", says),), nonsense, strict=True, loose=loose)

    return best(known, (each.modified for each in known if each.modified), make)


def of_ages(known: list[Facts]) -> Iterator[Trial | None]:
    """Ages: open to whoever is this old (ours); or the record's own limit is at least, or at most, so much."""
    older = [each.oldest + 1 for each in known if each.oldest is not None]
    younger = [each.youngest - 1 for each in known if each.youngest]
    yield best(known, older + [each.youngest for each in known if each.youngest is not None], _minimum)
    yield best(known, younger + [each.oldest for each in known if each.oldest is not None], _maximum)


def _minimum(value: float) -> Trial:
    readings: tuple[tuple[str, Says], ...] = (
        ("open to people of this age or older", lambda each: _at_least(each.oldest, value, absent=True)),
        ("its own minimum age is at least this", lambda each: _at_least(each.youngest, value, absent=None)),
        ("its own minimum age is at most this", lambda each: _at_most(each.youngest, value, absent=None)),
    )
    return Trial("minimum_age", {"minimum_age": int(value)}, readings, ({"minimum_age": "old"},))


def _maximum(value: float) -> Trial:
    readings: tuple[tuple[str, Says], ...] = (
        ("open to people of this age or younger", lambda each: _at_most(each.youngest, value, absent=True)),
        ("its own maximum age is at most this", lambda each: _at_most(each.oldest, value, absent=None)),
        ("its own maximum age is at least this", lambda each: _at_least(each.oldest, value, absent=None)),
    )
    return Trial("maximum_age", {"maximum_age": int(value)}, readings, ({"maximum_age": "young"},))


def _at_least(had: float | None, value: float, *, absent: bool | None) -> bool | None:
    return absent if had is None else had >= value


def _at_most(had: float | None, value: float, *, absent: bool | None) -> bool | None:
    return absent if had is None else had <= value


def of_times(known: list[Facts]) -> Iterator[Trial | None]:
    """Day, start and end: of any one session of the record."""
    sessions = [session for each in known for session in each.sessions]
    yield best(known, (day for each in sessions for day in each.days), _day)
    yield best(known, (each.opens for each in sessions if each.opens is not None), _start)
    yield best(known, (each.closes for each in sessions if each.closes is not None), _end)


def _day(value: str) -> Trial:
    says = _any_session(lambda each: value in each.days if each.days else None)
    return Trial("day", {"day": value}, (("on this day", says),), ({"day": "XX"},))


def _start(value: int) -> Trial:
    readings = (
        ("opens at this time or later", _any_session(lambda each: _at_least(each.opens, value, absent=None))),
        ("is open at this time", _any_session(lambda each: _within(each, value))),
        ("opens at this time or earlier", _any_session(lambda each: _at_most(each.opens, value, absent=None))),
    )
    return Trial("start_time", {"start_time": _clock(value)}, readings, ({"start_time": "tea"},))


def _end(value: int) -> Trial:
    readings = (
        ("closes at this time or earlier", _any_session(lambda each: _at_most(each.closes, value, absent=None))),
        ("is open at this time", _any_session(lambda each: _within(each, value))),
        ("closes at this time or later", _any_session(lambda each: _at_least(each.closes, value, absent=None))),
    )
    return Trial("end_time", {"end_time": _clock(value)}, readings, ({"end_time": "late"},))


def _within(each: Session, value: int) -> bool | None:
    if each.opens is None or each.closes is None:
        return None
    return each.opens <= value <= each.closes


def _any_session(of: Callable[[Session], bool | None]) -> Says:
    def says(each: Facts) -> bool | None:
        said = [of(session) for session in each.sessions]
        if True in said:
            return True
        return None if None in said or each.vague_sessions or not each.whole else False

    return says


def _clock(value: int) -> str:
    return f"{value // 60:02}:{value % 60:02}"


def of_distance(known: list[Facts]) -> Trial | None:
    """Within so many metres of a postcode: a venue's own postcode, so that at least that venue is near."""

    def make(value: tuple[str, tuple[float, float]]) -> Trial:
        code, middle = value
        fine = UK_POSTCODE.fullmatch(code.strip().upper())
        asked, slack = (NEAR, SLACK) if fine else (NEAR_ELSEWHERE, SLACK_ELSEWHERE)

        def says(each: Facts) -> bool | None:
            if not each.points:
                return None
            nearest = min(metres(middle, point) for point in each.points)
            return True if nearest == 0 else False if nearest > asked + slack else None

        params = {"postcode": code, "proximity": asked}
        nonsense = ({"postcode": "ZZ99 9ZZ", "proximity": asked},)
        return Trial("postcode and proximity", params, (("near", says),), nonsense)

    return best(known, (value for each in known for value in each.postcodes), make)


def of_parent(known: list[Facts]) -> Trial | None:
    """Terms below a term."""
    return of_id("parent_id", known, lambda each: {each.parent} if each.parent else set())


def of_top(known: list[Facts]) -> Trial | None:
    """The top terms: those without a parent, or, as the standard words it, those without children."""
    parents = {each.parent for each in known}
    readings: tuple[tuple[str, Says], ...] = (
        ("has no parent", lambda each: each.parent is None),
        ("has no children", lambda each: False if each.id in parents else None),
    )
    if not any(each.parent for each in known):
        return None
    return Trial("top_only", {"top_only": "true"}, readings, ())

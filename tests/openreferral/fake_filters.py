"""What each filter of Open Referral means, one record at a time: what the fake feed and our own are held to."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from tests.openreferral import made_up

Record = dict[str, Any]
DAYS = dict(
    zip(
        "monday tuesday wednesday thursday friday saturday sunday".split(),
        "MO TU WE TH FR SA SU".split(),
        strict=True,
    )
)


class Refused(Exception):
    """The question is wrong: status 400 and a sentence."""


def service_of(record: Record) -> Record:
    """A service at a location is judged by its service, where the filter asks about the service."""
    return record.get("service", record)


def search(asked: str, record: Record) -> bool:
    """Every word asked for stands somewhere in the record's texts."""
    return words(asked) <= words(" ".join(texts(record)))


def has_term(asked: str, record: Record) -> bool:
    """The term itself; a narrower one does not count."""
    return any(each["taxonomy_term"]["id"] == asked for each in attributes(record))


def has_taxonomy(asked: str, record: Record) -> bool:
    """Any term of this taxonomy."""
    return any(each["taxonomy_term"].get("taxonomy_id") == asked for each in attributes(record))


def of_organization(asked: str, record: Record) -> bool:
    """Offered by this organisation."""
    return service_of(record)["organization"]["id"] == asked


def modified_after(asked: str, record: Record) -> bool:
    """Strictly after a date or a moment; a date is its first moment, UTC."""
    return moment(service_of(record)["last_modified"]) > moment(asked)


def minimum_age(asked: str, record: Record) -> bool:
    """Open to somebody of this age or older: no upper limit, or one not below."""
    limit = service_of(record).get("maximum_age")
    return limit is None or limit >= age(asked)


def maximum_age(asked: str, record: Record) -> bool:
    """Open to somebody of this age or younger: no lower limit, or one not above."""
    limit = service_of(record).get("minimum_age")
    return limit is None or limit <= age(asked)


def on(asked: dict[str, str], record: Record) -> bool:
    """One session that is on this day, opens at or after the start, and closes at or before the end."""
    return any(
        ("day" not in asked or day(asked["day"]) in each.get("byday", "").split(","))
        and ("start_time" not in asked or clock(each["opens_at"]) >= clock(asked["start_time"]))
        and ("end_time" not in asked or clock(each["closes_at"]) <= clock(asked["end_time"]))
        for each in sessions(record)
    )


def near(postcode: str, metres: float, record: Record) -> bool:
    """So near to the middle of the postcode."""
    middle = POSTCODES.get(postcode.replace(" ", "").upper())
    at = record["location"]
    return middle is not None and distance(middle, (at["latitude"], at["longitude"])) <= metres


POSTCODES = {code.replace(" ", ""): (north, east) for _, code, north, east in made_up.LOCATIONS}
COMMON = {
    "search": search, "taxonomy_term_id": has_term, "taxonomy_id": has_taxonomy, "organization_id": of_organization,
    "modified_after": modified_after, "minimum_age": minimum_age, "maximum_age": maximum_age,
}  # fmt: skip
FILTERS: dict[str, dict[str, Callable[[str, Record], bool]]] = {
    "service": COMMON,
    "service_at_location": COMMON,
    "organization": {"search": search},
    "taxonomy": {"search": search},
    "taxonomy_term": {
        "search": search,
        "taxonomy_id": lambda asked, record: record.get("taxonomy_id") == asked,
        "parent_id": lambda asked, record: record.get("parent_id") == asked,
        "top_only": lambda asked, record: not true(asked) or "parent_id" not in record,
    },
}
TIMES = ("day", "start_time", "end_time")


def refuse_nonsense(query: dict[str, str]) -> None:
    """A question is right or wrong by itself, whatever records there are."""
    for name, read in READ.items():
        if name in query:
            read(query[name])


# ── What records and questions say ──────────────────────────────────────────────────────────────────────────────────


def attributes(record: Record) -> list[Record]:
    """Of the service, and of the service at this place."""
    own = service_of(record).get("attributes", []) + (record.get("attributes", []) if "service" in record else [])
    return own


def sessions(record: Record) -> list[Record]:
    """Of the service and of all its venues; or of the service and of this venue."""
    venues = [record] if "service" in record else record.get("service_at_locations", [])
    return [each for one in (service_of(record), *venues) for each in one.get("schedules", [])]


def texts(said: Any) -> Iterable[str]:
    """Every text in a record that people read."""
    if isinstance(said, dict):
        for name, each in said.items():
            if not re.search(r"(id|url|uri|email|modified)$", name):
                yield from texts(each)
    elif isinstance(said, list):
        for each in said:
            yield from texts(each)
    elif isinstance(said, str):
        yield said


def words(text: str) -> set[str]:
    """Words without capitals and accents."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return set(re.findall(r"[a-z0-9]+", folded))


def true(asked: str) -> bool:
    """Yes, no, or nothing."""
    if asked.lower() not in ("", "true", "false", "1", "0"):
        raise Refused(f"{asked} is neither true nor false.")
    return asked.lower() in ("true", "1")


def whole(asked: str) -> int:
    """A positive whole number."""
    if not re.fullmatch(r"[1-9]\d{0,8}", asked):
        raise Refused(f"{asked} is no positive whole number.")
    return int(asked)


def number(asked: str) -> float:
    """A number of metres."""
    if not re.fullmatch(r"\d{1,9}(\.\d+)?", asked):
        raise Refused(f"{asked} is no number.")
    return float(asked)


age = number


def day(asked: str) -> str:
    """MO, or Monday."""
    said = DAYS.get(asked.lower(), asked.upper())
    if said not in DAYS.values():
        raise Refused(f"{asked} is no day: MO, TU, WE, TH, FR, SA, SU.")
    return said


def clock(asked: str) -> int:
    """Minutes of the day."""
    match = re.match(r"([01]\d|2[0-3]):([0-5]\d)", asked)
    if not match:
        raise Refused(f"{asked} is no time of day: 18:30.")
    return int(match[1]) * 60 + int(match[2])


def moment(asked: str) -> datetime:
    """A date or a date and time; without a zone, UTC."""
    try:
        said = datetime.fromisoformat(asked)
    except ValueError:
        raise Refused(f"{asked} is no date: 2026-05-01, or 2026-05-01T09:00:00Z.") from None
    return said if said.tzinfo else said.replace(tzinfo=UTC)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two points of one neighbourhood."""
    north = (a[0] - b[0]) * 111_195
    east = (a[1] - b[1]) * 111_195 * math.cos(math.radians(a[0]))
    return math.hypot(north, east)


# How what is asked is read; a value that cannot be read is refused.
READ: dict[str, Callable[[str], object]] = {
    "modified_after": moment, "minimum_age": age, "maximum_age": age, "day": day, "start_time": clock,
    "end_time": clock, "proximity": number, "minimal": true, "full": true, "full_service": true, "top_only": true,
}  # fmt: skip

"""What may be asked of a list, and reading it out of a request: clear about what cannot be understood."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commonweal.openreferral.serving import times
from commonweal.openreferral.serving.documents import KINDS, moment

PER_PAGE, MOST_PER_PAGE, MOST_FULL = 50, 500, 100
LONGEST = 500  # letters of one answer to one parameter
MOST_WORDS = 12
SERVICES = ("service", "service_at_location")
NESTED = (*SERVICES, "organization")


class Misunderstood(Exception):
    """A parameter that cannot be read: which, what is wrong, and what would do."""

    def __init__(self, parameter: str, error: str, hint: str) -> None:
        super().__init__(error)
        self.parameter, self.error, self.hint = parameter, error, hint


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that may be asked: for which lists, of which type, and what it does."""

    name: str
    type: str
    kinds: tuple[str, ...]
    says: str
    more: dict[str, Any] = field(default_factory=dict)


PARAMETERS = (
    Parameter(
        "search",
        "string",
        KINDS,
        "Every word must be there: in a name, a description, the name of the organisation or of a venue, a taxonomy "
        "term or an attribute. Accents, capitals, English endings and small words (the, for) do not matter; the last "
        "word may be only begun. "
        "Where nothing is found so, words spelled nearly alike count. Best matches come first.",
    ),
    Parameter("page", "integer", KINDS, "Which page, from 1.", {"minimum": 1, "default": 1}),
    Parameter(
        "per_page",
        "integer",
        KINDS,
        f"Rows on a page: {PER_PAGE} unless asked otherwise, {MOST_PER_PAGE} at most ({MOST_FULL} with full).",
        {"minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    ),
    Parameter(
        "format",
        "string",
        KINDS,
        "`ndjson` streams every row that fits, one on a line, without pages, in the order of the list.",
        {"enum": ["json", "ndjson"], "default": "json"},
    ),
    Parameter("taxonomy_term_id", "string", NESTED, "Has this taxonomy term among its attributes."),
    Parameter(
        "taxonomy_id",
        "string",
        (*NESTED, "taxonomy_term"),
        "Has a term of this taxonomy among its attributes; of terms: belongs to this taxonomy.",
    ),
    Parameter("organization_id", "string", SERVICES, "Is provided by this organisation."),
    Parameter(
        "modified_after",
        "string",
        KINDS,
        "Changed after this moment (a date, or a date and time; UTC where no zone is said), the moment itself left "
        "out: by last_modified, or where a record has none, by when it changed here.",
        {"format": "date-time"},
    ),
    Parameter(
        "minimum_age", "number", SERVICES, "For people this old or older: no maximum_age, or one of at least this."
    ),
    Parameter(
        "maximum_age", "number", SERVICES, "For people no older than this: no minimum_age, or one of at most this."
    ),
    Parameter(
        "day",
        "string",
        SERVICES,
        "Is on on this day of the week: MO, Mon or Monday; several with commas, any of which will do.",
    ),
    Parameter(
        "start_time",
        "string",
        SERVICES,
        "A session opens at or after this time (HH:MM). With end_time and day, one and the same session fits all.",
    ),
    Parameter("end_time", "string", SERVICES, "A session closes at or before this time (HH:MM)."),
    Parameter(
        "postcode",
        "string",
        SERVICES,
        "With proximity: a venue lies within so many metres of this postcode. Alone: the service covers it; where the "
        "area of a service is not given as an outline, whether it covers is unknown, and it is not left out.",
    ),
    Parameter(
        "proximity",
        "string",
        SERVICES,
        "Metres from the postcode to the nearest venue, in a straight line; needs postcode.",
    ),
    Parameter("parent_id", "string", ("taxonomy_term",), "Has this term as its parent."),
    Parameter(
        "top_only",
        "boolean",
        ("taxonomy_term",),
        "Only terms that have no parent. (The standard's name and its description disagree; the name is followed.)",
    ),
    Parameter("minimal", "boolean", KINDS, "Only id and last_modified of every row that fits, all on one page."),
    Parameter("full", "boolean", KINDS, "Each row with all that belongs to it, as under its own address."),
    Parameter(
        "full_service", "boolean", ("organization",), "Each organisation with the whole of each of its services."
    ),
    Parameter(
        "after",
        "integer",
        KINDS,
        "Go on after this place in the list. Comes with the `Link` of each page: who follows it misses no row, "
        "whatever is added or removed meanwhile.",
        {"minimum": 0},
    ),
)
BY_NAME = {each.name: each for each in PARAMETERS}
FILTERS = frozenset(
    "taxonomy_term_id taxonomy_id organization_id modified_after minimum_age maximum_age day start_time "
    "end_time postcode parent_id top_only".split()
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of one list, understood."""

    kind: str
    search: str = ""
    page: int = 1
    per_page: int = PER_PAGE
    format: str = "json"
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    organization_id: str = ""
    modified_after: int | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    day: tuple[str, ...] = ()
    start_time: int | None = None
    end_time: int | None = None
    postcode: str = ""
    proximity: float | None = None
    parent_id: str = ""
    top_only: bool = False
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    after: int | None = None

    @property
    def filtered(self) -> bool:
        """Is anything but the whole list asked for?"""
        return bool(self.search) or self.narrowed

    @property
    def narrowed(self) -> bool:
        """Is there anything to filter by, but for words?"""
        # Nought is an age, an hour and a moment: it is not the same as not having asked.
        asked = (getattr(self, name) for name in FILTERS)
        return any(each is not None and each is not False and each not in ("", ()) for each in asked)


def parse(kind: str, pairs: Iterable[tuple[str, str]]) -> tuple[Ask, list[str]]:
    """What is asked, and the names of parameters this list does not know, which are ignored."""
    said: dict[str, Any] = {}
    unknown = []
    for name, value in pairs:
        known = BY_NAME.get(name)
        if known is None or kind not in known.kinds:
            unknown.append(name)
            continue
        value = value.strip()
        if not value:
            continue
        if name in said:
            raise Misunderstood(name, f"{name} is given twice.", "Give each parameter once: all of them combine.")
        if len(value) > LONGEST:
            raise Misunderstood(name, f"{name} is too long.", f"Use at most {LONGEST} letters.")
        said[name] = _read(name, value)
    return _together(kind, said), unknown


def _together(kind: str, said: dict[str, Any]) -> Ask:
    if len(said.get("search", "").split()) > MOST_WORDS:
        raise Misunderstood("search", "search has too many words.", f"Use at most {MOST_WORDS}: all must be there.")
    if "proximity" in said and "postcode" not in said:
        raise Misunderstood("proximity", "proximity needs a postcode to measure from.", "Add postcode=HX1 1UJ.")
    if said.get("full") and said.get("minimal"):
        raise Misunderstood("minimal", "minimal and full ask for opposite things.", "Leave one of them out.")
    whole = said.get("full") or said.get("full_service")
    most = MOST_FULL if whole else MOST_PER_PAGE
    if said.get("per_page", 0) > most:
        hint = f"Ask for at most {most} rows{' of the full kind' if whole else ''}, or use format=ndjson for all."
        raise Misunderstood("per_page", f"per_page may be {most} at most.", hint)
    return Ask(kind, **said)


def _read(name: str, value: str) -> Any:
    """One value, as the type it should be."""
    if name in ("page", "per_page", "after"):
        return whole(name, value, 0 if name == "after" else 1)
    if name in ("minimum_age", "maximum_age", "proximity"):
        return _number(name, value)
    if BY_NAME[name].type == "boolean":
        return _flag(name, value)
    if name in ("start_time", "end_time"):
        found = times.minutes(value)
        if found is None:
            raise Misunderstood(name, f"“{value}” is not a time of day.", "Write hours and minutes: 09:30.")
        return found
    if name == "day":
        return _days(value)
    if name == "modified_after":
        return _moment(value)
    if name == "format":
        if value.lower() not in ("json", "ndjson"):
            raise Misunderstood(name, f"There is no format “{value}”.", "Use json or ndjson.")
        return value.lower()
    return value


def whole(name: str, value: str, least: int) -> int:
    """A whole number of at least so much."""
    if not value.isascii() or not value.isdigit() or len(value) > 15 or int(value) < least:
        raise Misunderstood(name, f"{name} must be a whole number from {least}.", f"For example {name}=2.")
    return int(value)


def _number(name: str, value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not math.isfinite(found) or found < 0:
        unit = "metres" if name == "proximity" else "years"
        raise Misunderstood(name, f"{name} must be a number of {unit}.", f"For example {name}=16.")
    return found


def _flag(name: str, value: str) -> bool:
    if value.lower() in ("true", "1", "yes"):
        return True
    if value.lower() in ("false", "0", "no"):
        return False
    raise Misunderstood(name, f"{name} is true or false.", f"For example {name}=true.")


def _days(value: str) -> tuple[str, ...]:
    found = []
    for each in value.split(","):
        day = times.day_of(each)
        if day is None:
            raise Misunderstood(
                "day", f"“{each.strip()}” is not a day.", "Use MO, Mon or Monday; commas between several."
            )
        found.append(day)
    return tuple(dict.fromkeys(found))


def _moment(value: str) -> int:
    # A plus sign that was not escaped arrives as a space.
    value = value.replace(" ", "+") if "T" in value and value[-6:-5] == " " else value
    try:
        found = moment(date.fromisoformat(value).isoformat() + "T00:00:00+00:00" if len(value) == 10 else value)
    except ValueError:
        found = None
    if found is None:
        raise Misunderstood(
            "modified_after", f"“{value}” is not a date or a moment.", "Write 2026-03-01 or 2026-03-01T09:30:00Z."
        )
    return found

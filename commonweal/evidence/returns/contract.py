"""A contract as a document: a Table Schema (frictionless), with a part of our own that says what its columns mean.

{"name", "title", "description", "fields": [{"name", "type", "title", "description", "example", "constraints"}],
 "missingValues", "primaryKey", "commonweal": {"area", "period", "group", "measures", "licence", "small_numbers"}}

A measure is so many (“top”) of so many (“bottom”), two of the columns; or so many for every so many by the census:

{"top": "asked", "census": {"everybody": "census2021.ts021_00", "groups": {"A": "census2021.ts021_01"}, "per": 1000}}

By neighbourhood it may be a sign that people are out of our sight: {"marker": "assisted_bins"}, or any other key.

The standard: https://specs.frictionlessdata.io/table-schema/. We read strings and whole numbers; the library that reads
all of it is 64 MB, and its checks go row by row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence.returns import identifying
from commonweal.evidence.returns.words import ASPECTS, BETTER
from commonweal.feeds.licences import LICENCES
from commonweal.methods.completeness import periods
from commonweal.methods.completeness.periods import Period
from commonweal.places import area_kinds

KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
CENSUS = re.compile(r"census\d{4}\.[a-z0-9_]{1,60}")
PER = (1_000, 10_000, 100_000)
MOST_FIELDS, MOST_CODES, MOST_MEASURES, MOST_NAME = 40, 200, 20, 40


@dataclass(frozen=True, slots=True)
class Column:
    """One field of the Table Schema."""

    name: str
    type: str  # "string" | "integer"
    title: str
    description: str
    example: str
    required: bool
    minimum: int | None
    maximum: int | None
    pattern: str


@dataclass(frozen=True, slots=True)
class Code:
    """One group of people, as the file writes it and as people name it."""

    code: str
    label: str
    people_say: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Which column says the group, which groups there are, and which codes say nothing."""

    field: str
    dimension: str
    codes: Mapping[str, Code]
    not_stated: frozenset[str]
    default: frozenset[str]

    @property
    def told(self) -> tuple[Code, ...]:
        """The groups that say something of somebody."""
        return tuple(each for each in self.codes.values() if each.code not in self.not_stated | self.default)


@dataclass(frozen=True, slots=True)
class Census:
    """Of whom a rate is, where no column says it: those whom the census counted in the area and group."""

    everybody: str  # key of a published column
    groups: Mapping[str, tuple[str, ...]]  # code of a group → the published columns of its people, added up
    per: int

    def columns(self, group: str = "") -> tuple[str, ...]:
        """The published columns of a group; none where the census does not count it."""
        return self.groups.get(group, ()) if group else (self.everybody,)

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(sorted({self.everybody, *(each for held in self.groups.values() for each in held)}))


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that is worked out of the columns: how many of how many, or for every so many by the census."""

    key: str
    label: str
    definition: str
    top: str
    bottom: str  # "" where it is a rate
    unit: str
    better: str  # "higher" | "lower" | ""
    aspect: str  # "access" | "experience" | "outcome"
    census: Census | None = None
    marker: str = ""  # which sign of being out of our sight it is; "" for none

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file that it needs."""
        return (self.top, self.bottom) if self.bottom else (self.top,)


@dataclass(frozen=True, slots=True)
class Small:
    """What the partner does with few people before sending: a mark that stands for `low` to `high`."""

    mark: str = ""
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A contract, read."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    missing: frozenset[str]
    area: str
    area_kind: str
    period: str
    every: str
    first: Period
    due_days: int
    measures: tuple[Measure, ...]
    licence: str
    group: Group | None = None
    small: Small = field(default_factory=Small)

    @property
    def counts(self) -> tuple[str, ...]:
        """The columns that are counts of people."""
        return tuple(each.name for each in self.columns if each.type == "integer")

    def measure(self, key: str) -> Measure | None:
        """One of its measures."""
        return next((each for each in self.measures if each.key == key), None)


def read(told: Any) -> Document:
    """The contract that a document describes. Invalid says what to change, all of it at once."""
    faults: list[str] = []
    if not isinstance(told, Mapping):
        raise Invalid(_("A contract is a JSON object with “fields” and “commonweal”. There is a pattern to copy."))
    ours = told.get("commonweal")
    if not isinstance(ours, Mapping):
        raise Invalid(
            _("The part “commonweal” is missing: it says which column is the area, the period and the count.")
        )
    columns = _columns(told.get("fields"), faults)
    names = {each.name: each for each in columns}
    area, period = _part(ours, "area", names, faults), _part(ours, "period", names, faults)
    first = _first(period, faults)
    group = _group(ours.get("group"), names, faults)
    measures = _measures(ours.get("measures"), names, group, faults)
    licence = str(ours.get("licence", ""))
    if licence not in LICENCES:
        faults.append(_("“licence” is not one that is known here, such as OGL-UK-3.0."))
    name, title = str(told.get("name", "")), _text(told, "title", faults)
    if not KEY.fullmatch(name) or len(name) > MOST_NAME or name == "new":  # which is an address of its own
        faults.append(_("“name” is small letters, figures and hyphens, such as talking-therapies."))
    if any(each.marker for each in measures) and str(area.get("kind", "")) not in (*area_kinds.SMALL, "lsoa11"):
        faults.append(_("A “marker” is by neighbourhood: “area” says such a “kind”."))
    small, due = _small(ours.get("small_numbers"), faults), _due(period, faults)
    if faults or first is None:
        raise Invalid(" ".join(faults))
    return Document(
        name, title, str(told.get("description", "")), tuple(columns),
        frozenset(_strings(told.get("missingValues", [""]))),
        str(area["field"]), str(area.get("kind", "")), str(period["field"]), str(period["every"]), first, due,
        tuple(measures), licence, group, small,
    )  # fmt: skip


def _columns(told: Any, faults: list[str]) -> list[Column]:
    if not isinstance(told, Sequence) or isinstance(told, str) or not 0 < len(told) <= MOST_FIELDS:
        faults.append(_("“fields” is a list of the columns, of which there are at least one and at most 40."))
        return []
    found = []
    for each in told:
        if not isinstance(each, Mapping) or not str(each.get("name", "")).strip():
            faults.append(_("Each field has a “name”: the heading of its column."))
            continue
        name, type = str(each["name"]), str(each.get("type", "string"))
        if type not in ("string", "integer"):
            faults.append(_("“%(name)s”: the type is “string” or “integer”.") % {"name": name})
        if what := identifying.called(name):
            faults.append(str(identifying.sentence(name, what)))
        given = each.get("constraints")
        limits: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        found.append(
            Column(
                name, type, str(each.get("title", name)), str(each.get("description", "")),
                str(each.get("example", "")),
                bool(limits.get("required")), _whole(limits.get("minimum")), _whole(limits.get("maximum")),
                _pattern(name, limits.get("pattern"), faults),
            )
        )  # fmt: skip
    if len({each.name for each in found}) < len(found):
        faults.append(_("Two fields have the same name."))
    return found


def _pattern(name: str, given: Any, faults: list[str]) -> str:
    # Tried once here, on nothing: a pattern that is none would stop every file.
    try:
        re.compile(str(given or ""))
    except re.error:
        faults.append(_("“%(name)s”: the pattern cannot be read.") % {"name": name})
    if len(str(given or "")) > 100 or re.search(r"[*+}]\)?[*+{]", str(given or "")):
        faults.append(
            _("“%(name)s”: the pattern is too long or repeats what repeats. Say it more simply.") % {"name": name}
        )
        return ""
    return str(given or "")


def _part(ours: Mapping[str, Any], key: str, names: Mapping[str, Column], faults: list[str]) -> Mapping[str, Any]:
    part = ours.get(key)
    if not isinstance(part, Mapping) or part.get("field") not in names:
        faults.append(_("“%(part)s” says by “field” which of the columns it is.") % {"part": key})
        return {"field": ""}
    return part


def _first(period: Mapping[str, Any], faults: list[str]) -> Period | None:
    every = period.get("every")
    if every not in periods.EVERY:
        faults.append(_("“period” says “every”: month, quarter or year."))
        return None
    first = periods.read(str(period.get("first", "")), every)
    if first is None:
        faults.append(_("“period” says the “first” that is expected, such as 2026, 2026-Q1 or 2026-03."))
    return first


def _due(period: Mapping[str, Any], faults: list[str]) -> int:
    days = _whole(period.get("due_days"))
    if days is None or not 0 <= days <= 366:
        faults.append(_("“period” says “due_days”: how many days after its end it is expected."))
    return days or 0


def _group(told: Any, names: Mapping[str, Column], faults: list[str]) -> Group | None:
    if told is None:
        return None
    codes = told.get("codes") if isinstance(told, Mapping) else None
    if not isinstance(codes, Mapping) or not 0 < len(codes) <= MOST_CODES or told.get("field") not in names:
        faults.append(_("“group” says which “field” it is, and its “codes”: for each what it is called."))
        return None
    held = {}
    for code, said in codes.items():
        words = said if isinstance(said, Mapping) else {"label": said}
        held[str(code)] = Code(str(code), str(words.get("label", code)), tuple(_strings(words.get("people_say", []))))
    silent = frozenset(_strings(told.get("not_stated", []))), frozenset(_strings(told.get("default", [])))
    if not (silent[0] | silent[1]) <= set(held):
        faults.append(_("“not_stated” and “default” name codes that are among the “codes”."))
    if not silent[0]:
        faults.append(_("“not_stated” names at least one code: people may always choose not to say."))
    return Group(str(told["field"]), str(told.get("dimension", "group")), held, *silent)


def _measures(told: Any, names: Mapping[str, Column], group: Group | None, faults: list[str]) -> list[Measure]:
    if not isinstance(told, Sequence) or isinstance(told, str) or not 0 < len(told) <= MOST_MEASURES:
        faults.append(_("“measures” is a list of at least one: how many (“top”) of how many (“bottom”)."))
        return []
    counts = {name for name, each in names.items() if each.type == "integer"}
    found = [made for each in told if (made := _measure(each, counts, group, faults)) is not None]
    if len({each.key for each in found}) < len(found):
        faults.append(_("Two measures have the same key."))
    return found


def _measure(each: Any, counts: set[str], group: Group | None, faults: list[str]) -> Measure | None:
    rated = isinstance(each, Mapping) and "census" in each
    needed = {each.get("top")} | (set() if rated else {each.get("bottom")}) if isinstance(each, Mapping) else {None}
    if not needed <= counts:
        faults.append(_("Each measure says by “top” and “bottom” which of the whole numbers it is made of."))
        return None
    key, better, aspect = (str(each.get(name, "")) for name in ("key", "better", "aspect"))
    if not KEY.fullmatch(key) or len(key) > MOST_NAME - 10 or better not in BETTER or aspect not in ASPECTS:
        faults.append(
            _("Each measure has a “key”, says what is “better” (higher, lower) and its “aspect” (%(aspects)s).")
            % {"aspects": ", ".join(ASPECTS)}
        )
    if not str(each.get("definition", "")).strip():
        faults.append(_("Each measure has a “definition”: who is counted, and who is not."))
    if rated and "bottom" in each:
        faults.append(_("“%(key)s”: say “bottom” or “census”, and not both.") % {"key": key})
    if not re.fullmatch(r"|[a-z][a-z_]{1,39}", str(each.get("marker", ""))):
        faults.append(_("“%(key)s”: a “marker” is named in small letters, such as assisted_bins.") % {"key": key})
    census = _census(key, each["census"], group, faults) if rated else None
    return Measure(
        key, str(each.get("label", key)), str(each.get("definition", "")), str(each["top"]),
        "" if rated else str(each["bottom"]), str(each.get("unit", _("people"))), better, aspect, census,
        str(each.get("marker", "")),
    )  # fmt: skip


def _census(key: str, told: Any, group: Group | None, faults: list[str]) -> Census | None:
    """Which published columns say how many people there are; of whoever did not say, none can."""
    told = told if isinstance(told, Mapping) else {}
    given = told.get("groups", {})
    held = {
        str(code): tuple(_strings([each] if isinstance(each, str) else each))
        for code, each in (given.items() if isinstance(given, Mapping) else ())
    }
    found = Census(str(told.get("everybody", "")), held, _whole(told.get("per")) or 1_000)
    if found.per not in PER or not all(CENSUS.fullmatch(each) for each in found.every) or () in held.values():
        faults.append(
            _(
                "“%(key)s”: “census” names the published column of “everybody”, such as census2021.ts021_00, those of "
                "“groups” by their codes, and for every how many it is: “per” 1000, 10000 or 100000."
            )
            % {"key": key}
        )
        return None
    if not set(held) <= {each.code for each in (group.told if group else ())}:
        faults.append(
            _("“%(key)s”: the groups of “census” are among the codes that say a group; “not stated” is none.")
            % {"key": key}
        )
    return found


def _small(told: Any, faults: list[str]) -> Small:
    if told is None:
        return Small()
    low, high = (_whole(told.get(each)) if isinstance(told, Mapping) else None for each in ("low", "high"))
    mark = str(told.get("mark", "")) if isinstance(told, Mapping) else ""
    if not mark or low is None or high is None or not 0 <= low <= high <= 100:
        faults.append(_("“small_numbers” says which “mark” stands for few people, and for how many: “low” to “high”."))
        return Small()
    return Small(mark, low, high)


def _text(told: Mapping[str, Any], key: str, faults: list[str]) -> str:
    said = str(told.get(key, "")).strip()
    if not said or len(said) > 200:
        faults.append(_("“%(key)s” says in a few words what it is.") % {"key": key})
    return said


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _strings(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, Sequence) and not isinstance(value, str) else []


def key_of(words: str) -> str:
    """The address of a community, by what it is called."""
    return slugify(words)[:80]

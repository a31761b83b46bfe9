"""One object of a source, with all that is nested in it, turned into the standard's own fields and types.

Every value that could not be kept as it came is named, with where it stood. What is itself a record (an organisation
in a service, a place, a term) is handed over to be taken as one, and only its id stays.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from commonweal.openreferral.reading import schedules, values, visibility
from commonweal.openreferral.reading.names import (
    LOCATION_TYPES,
    OLDER,
    OURS,
    STATUS,
    Aliases,
    heard,
    joined,
    known,
    said,
)
from commonweal.openreferral.reading.record import KINDS, Problems
from commonweal.openreferral.reading.visibility import MARK
from commonweal.openreferral.standard import MANY, Field, kind

Document = dict[str, Any]
Lift = Callable[[str, Any, str, Document], str | None]
OLDEST = 130  # years; beyond it stands for "no limit" (200, 999)
NAMED = ("organization", "service", "taxonomy", "taxonomy_term", "program")
# Fields that only point at the object a part is nested in say nothing more there; these say something.
POINTERS = {
    ("service", "organization_id"),
    ("service", "program_id"),
    ("location", "organization_id"),
    ("service_at_location", "location_id"),
    ("attribute", "taxonomy_term_id"),
    ("service_capacity", "unit_id"),
    ("schedule", "location_id"),
    ("taxonomy_term", "taxonomy_id"),
}
# A nested record and the field that keeps its id: taken as a record of its own.
LIFTED = {
    ("service", "organization"): ("organization", "organization_id"),
    ("service_at_location", "location"): ("location", "location_id"),
    ("attribute", "taxonomy_term"): ("taxonomy_term", "taxonomy_term_id"),
    ("taxonomy_term", "taxonomy_detail"): ("taxonomy", "taxonomy_id"),
}
# Lists of records nested the other way round, and the field by which each says whose it is.
LIFTED_LISTS = {
    ("organization", "locations"): ("location", "organization_id"),
    ("organization", "services"): ("service", "organization_id"),
    ("taxonomy", "taxonomy_terms"): ("taxonomy_term", "taxonomy_id"),
}
# Version 3.3 parts a service's schedules into these two; their fields could not be seen yet and are read as schedules.
NEWER = ("operating_hours", "events")
# Known to be useful though no field of the standard: read by schedules, by the readers, or by lists of records.
READ_ELSEWHERE = {
    "schedule": {"weekday", "start_date", "end_date", "closed", "name", "kind"},
    "organization": {"services"},
    "service_at_location": {"service"},
    "service": {"taxonomy_ids", *NEWER},
    "attribute": {"service_id"},
}


class Cleaner:
    """Reads objects by the standard's table. `lift` takes what is a record of its own and gives back its id.

    `shared` holds (kind, id) that a source uses for more than one thing: their ids are told apart by their parents'.
    """

    def __init__(
        self, problems: Problems, lift: Lift, aliases: Aliases | None = None, status: Mapping[str, str] | None = None
    ) -> None:
        self.problems, self.lift = problems, lift
        self.aliases = joined(aliases, OLDER) if aliases else OLDER
        self.status = {**STATUS, **(status or {})}
        self.shared: set[tuple[str, str]] = set()
        self._names: dict[str, list[tuple[Field, str, tuple[str, ...]]]] = {}
        self._known = {name: known(name, self.aliases) for name in self.aliases}

    def clean(self, name: str, raw: Mapping[str, Any], where: str, parent: str = "", given: str = "") -> Document:
        """One object by its kind: its own values first, then what is nested in it. `parent` is the id it belongs to."""
        if name == "schedule":
            raw = schedules.tidy(raw, lambda sort, what: self.problems.warn(sort, where, f"{what}."))
        made = self._plain(name, raw, where)
        if name == "schedule" and raw.get("kind") == schedules.EXCEPTION:
            made["kind"] = schedules.EXCEPTION
        self._defaults(name, raw, made, where)
        self._unknown(name, raw)
        made = {"id": given or made.get("id") or "", **{key: value for key, value in made.items() if key != "id"}}
        inner = made["id"] or f"{parent}/{name}/{digest(raw)}"
        self._nested(name, raw, made, where, inner)
        if visibility.marks(raw):
            made[MARK] = visibility.marks(raw)
        return {key: value for key, value in made.items() if value not in (None, "", [], {})}

    def parts(self, name: str, raw: Mapping[str, Any], where: str, inner: str) -> Document:
        """Only what is nested in an object that was read already, whose id is `inner`."""
        made: Document = {}
        self._nested(name, raw, made, where, inner)
        return made

    def part(self, name: str, raw: Any, where: str, parent: str, taken: set[str]) -> Document | None:
        """A nested object with an id of its own: the source's, or one that follows from its parent and its content."""
        if not isinstance(raw, Mapping):
            if not values.is_empty(raw):
                self.problems.warn(f"{name} is no object", where, f"“{raw}” is no {_words(name)} and was left out.")
            return None
        given = values.read("uuid", raw.get("id")).got or ""
        if (name, given) in self.shared:
            given = f"{given}@{parent}"
        made = self.clean(name, raw, where, parent, given)
        if name == "address" and not set(made) & {"address_1", "city", "postal_code"}:
            made = {}  # a country or a county alone leads nobody anywhere
        # Hours with nothing in them stay where the source names them: that they are empty is what it says.
        if not set(made) - {"id", MARK} and not (name == "schedule" and given):
            self.problems.summary(
                f"empty {name}", where, f"{{n}} rows of {_words(name)} said nothing and were left out."
            )
            return None
        made["id"] = _once(given or f"{parent}/{name}/{digest({**made, MARK: None})}", taken)
        return {"id": made.pop("id"), **made}

    def _plain(self, name: str, raw: Mapping[str, Any], where: str) -> Document:
        made: Document = {}
        for field, ours, names in self._fields(name):
            told = heard(raw, ours, names)
            if told is None:
                continue
            read = values.read(field.is_, told)
            if read.note:
                self._noted(name, field, told, read, where)
            got = self._fits(name, field, read.got, where)
            if got is not None:
                made[field.name] = got
        return made

    def _fields(self, name: str) -> list[tuple[Field, str, tuple[str, ...]]]:
        """The fields to read of a kind, each with the names it may stand under; worked out once."""
        if name not in self._names:
            spelt = self.aliases.get(name, {})
            self._names[name] = [
                (each, OURS + each.name, (each.name, *spelt.get(each.name, ())))
                for each in kind(name).plain
                if each.is_ != "uuid" or self._points(name, each)
            ]
        return self._names[name]

    def _points(self, name: str, field: Field) -> bool:
        if field.name in ("id", "parent_id", "parent_organization_id"):
            return True
        return (name, field.name) in POINTERS

    def _noted(self, name: str, field: Field, told: Any, read: values.Value, where: str) -> None:
        sort = f"{name}.{field.name} {read.note}"
        shown = str(told)[:80]
        done = "left out" if read.got is None else f"taken as “{read.got}”"
        self.problems.warn(sort, f"{where}, {field.name}", f"“{shown}” {read.note}: {done}.")

    def _fits(self, name: str, field: Field, got: Any, where: str) -> Any:
        """Values that can be read and still cannot be so: ages nobody reaches, places off the globe, an id of 0."""
        if field.is_ == "uuid" and got == "0" and field.name != "id":
            self.problems.summary(
                f"{name}.{field.name} is 0", where, f"{{n}} times {field.name} was 0, which is no id."
            )
            return None
        off = {"latitude": 90, "longitude": 180}.get(field.name)
        if off and got is not None and abs(got) > off:
            return self._impossible(field, got, where)
        if field.name in ("minimum_age", "maximum_age") and got is not None and not 0 <= got <= OLDEST:
            self.problems.warn(
                f"{field.name} beyond {OLDEST}", f"{where}, {field.name}", f"{got} is no age and was taken as no limit."
            )
            return None
        return self._listed(name, field, got, where) if field.values and got is not None else got

    def _impossible(self, field: Field, got: Any, where: str) -> None:
        self.problems.warn(
            f"{field.name} off the globe", f"{where}, {field.name}", f"{got} cannot be and was left out."
        )

    def _listed(self, name: str, field: Field, got: str, where: str) -> str | None:
        """One of the standard's own values; other words are mapped where they are known."""
        if got in field.values:
            return got
        table = {"status": self.status, "location_type": LOCATION_TYPES, "address_type": LOCATION_TYPES}.get(field.name)
        found = (table or {}).get(got.casefold()) or next((each for each in field.values if each == got.upper()), None)
        if found is None and field.name != "status":
            self.problems.warn(
                f"{name}.{field.name} not in the list",
                f"{where}, {field.name}",
                f"“{got}” is none of the standard's words.",
            )
        return found

    def _defaults(self, name: str, raw: Mapping[str, Any], made: Document, where: str) -> None:
        """What the standard asks for and a source leaves out, where there is an honest default; said once."""
        if name == "service" and "status" not in made:
            told = said(name, raw, "status", self.aliases)
            which = f"a status of “{told}”" if told is not None else "no status"
            self.problems.summary(f"status: {which}", where, f"{{n}} services had {which} and were taken as active.")
            made["status"] = "active"
        for field in ("location_type", "address_type"):
            if field.split("_")[0] == name and field not in made:
                self.problems.summary(field, where, f"{{n}} times no {field} was given: taken as physical.")
                made[field] = "physical"
        if name == "location" and made.get("latitude") == 0 and made.get("longitude") == 0:
            self.problems.warn("place at 0, 0", where, "Its point was 0, 0, off the coast of Africa, and was left out.")
            del made["latitude"], made["longitude"]
        if name == "location" and ("latitude" in made) != ("longitude" in made):
            made.pop("latitude", None)
            made.pop("longitude", None)
        if made.get("minimum_age", 0) > made.get("maximum_age", OLDEST):
            self.problems.warn(
                "ages the wrong way round", where, "Its lowest age is above its highest: both were kept."
            )

    def _unknown(self, name: str, raw: Mapping[str, Any]) -> None:
        elsewhere = READ_ELSEWHERE.get(name, set()) | self._known.get(name, set())
        for field in raw:
            if (
                field not in kind(name).fields
                and field not in elsewhere
                and not field.startswith(OURS)
                and field != MARK
                and raw[field]
            ):
                told = f"“{field}” of {_words(name)}"
                what = f"{{n}} times {told} was not the standard's: kept only in the source's own words."
                self.problems.summary(f"{name}.{field} unknown", name, what)

    def _nested(self, name: str, raw: Mapping[str, Any], made: Document, where: str, inner: str) -> None:
        for field in _nested_of(name):
            told = said(name, raw, field.name, self.aliases)
            if (name, field.name) == ("service", "schedules") and told is None:
                told = [each for newer in NEWER for each in raw.get(newer) or ()] or None
            if told is None:
                continue
            at = f"{where}.{field.name}"
            if (name, field.name) in LIFTED:
                self._lift_one(name, field, told, made, at)
            elif (name, field.name) in LIFTED_LISTS:
                self._lift_many(name, field.name, told, at, inner)
            elif field.is_ == MANY:
                made[field.name] = self._parts(field, told, at, inner)
            else:
                made[field.name] = self.part(field.of, told, at, inner, set())
        if name == "organization" and raw.get("services"):
            self._lift_many(name, "services", raw["services"], f"{where}.services", inner)
        program = made.get("program") if name == "service" else None
        if program:
            made.setdefault("program_id", program["id"])

    def _parts(self, field: Field, told: Any, where: str, inner: str) -> list[Document]:
        taken: set[str] = set()
        each_one = told if isinstance(told, list) else [told]
        made = [self.part(field.of, each, f"{where}.{n}", inner, taken) for n, each in enumerate(each_one)]
        return [each for each in made if each]

    def _lift_one(self, name: str, field: Field, told: Any, made: Document, where: str) -> None:
        of, keeps = LIFTED[name, field.name]
        if isinstance(told, Mapping):
            given = values.read("uuid", told.get("id")).got
            only_named = given and all(values.is_empty(value) for name, value in told.items() if name != "id")
            found = given if only_named else self.lift(of, told, where, {}) or given
            if found:
                made.setdefault(keeps, found)
        elif name == "taxonomy_term" or not values.is_empty(told):
            made.setdefault(keeps, str(told))

    def _lift_many(self, name: str, field: str, told: Any, where: str, inner: str) -> None:
        of, whose = LIFTED_LISTS[name, field]
        for n, each in enumerate(told if isinstance(told, list) else [told]):
            if isinstance(each, Mapping) and of in KINDS:
                self.lift(of, each, f"{where}.{n}", {whose: inner})


@functools.cache
def _nested_of(name: str) -> tuple[Field, ...]:
    return kind(name).nested


def digest(document: Any) -> str:
    """A short fingerprint of what was said, the same for the same words."""
    told = json.dumps(document, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


def _once(wanted: str, taken: set[str]) -> str:
    found, n = wanted, 1
    while found in taken:
        n += 1
        found = f"{wanted}/{n}"
    taken.add(found)
    return found


def _words(name: str) -> str:
    return name.replace("_", " ")

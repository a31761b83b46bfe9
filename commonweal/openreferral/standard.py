"""The objects and fields of HSDS 3.1, with the UK profile's leftovers, read from one table (data/hsds_fields.csv).

Schemas, our own records, what is served, dumps and imports are all made from this table, so they cannot disagree.
Facts from Open Referral's schemas (CC BY-SA 4.0): names, types, formats, lists of values, what is required.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

UK, HSDS = "HSDS-UK-3.0", "HSDS-3.1"  # the two profiles kept; the UK one is what is published
ONE, MANY = "one", "many"  # another object, or a list of them, nested in this one

# Under these names the standard's tables lie in a package of CSV files; where peers spell them otherwise, the second.
TABLES = MappingProxyType(
    {
        "organization": ("organizations", "organization"),
        "organization_identifier": ("organization_identifiers", "organization_identifier"),
        "program": ("programs", "program"),
        "service": ("services", "service"),
        "service_at_location": ("service_at_location", "services_at_location", "service_at_locations"),
        "location": ("locations", "location"),
        "address": ("addresses", "address", "physical_addresses"),
        "schedule": ("schedules", "schedule", "regular_schedules"),
        "service_area": ("service_areas", "service_area"),
        "contact": ("contacts", "contact"),
        "phone": ("phones", "phone"),
        "language": ("languages", "language"),
        "accessibility": ("accessibility", "accessibility_for_disabilities"),
        "cost_option": ("cost_options", "cost_option"),
        "funding": ("funding", "fundings"),
        "required_document": ("required_documents", "required_document"),
        "url": ("url", "urls"),
        "unit": ("units", "unit"),
        "service_capacity": ("service_capacity", "service_capacities"),
        "taxonomy": ("taxonomies", "taxonomy"),
        "taxonomy_term": ("taxonomy_terms", "taxonomy_term"),
        "attribute": ("attributes", "attribute"),
        "metadata": ("metadata",),
        "meta_table_description": ("meta_table_descriptions", "meta_table_description"),
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object.

    `is_` is uuid, text, uri, email, number, date, time, datetime, one or many; `of` names the object that is nested.
    """

    name: str
    is_: str
    of: str
    values: tuple[str, ...]  # empty: any
    required: bool
    tabular_required: bool  # required where rows lie in tables, not nested
    uk: bool  # in the UK profile's schemas; what is not there may still be served
    since: str  # 3.0, 3.1, or "uk" for what only the UK profile has

    @property
    def nested(self) -> bool:
        """Does it hold another object, or a list of them?"""
        return self.is_ in (ONE, MANY)


@dataclass(frozen=True, slots=True)
class Kind:
    """One object of the standard, with its fields in the standard's order."""

    name: str
    fields: MappingProxyType[str, Field]

    @property
    def plain(self) -> tuple[Field, ...]:
        """Fields that hold a value of their own."""
        return tuple(each for each in self.fields.values() if not each.nested)

    @property
    def nested(self) -> tuple[Field, ...]:
        """Fields that hold other objects."""
        return tuple(each for each in self.fields.values() if each.nested)

    @property
    def parents(self) -> tuple[str, ...]:
        """Objects it may belong to, by their `…_id` field, in the standard's order."""
        ids = (each.name.removesuffix("_id") for each in self.plain if each.name.endswith("_id"))
        return tuple(each for each in ids if each in TABLES and each != self.name)


@functools.cache
def kinds() -> MappingProxyType[str, Kind]:
    """Every object of the standard by its name."""
    text = resources.files(__package__).joinpath("data/hsds_fields.csv").read_text("utf-8")
    fields: dict[str, dict[str, Field]] = {}
    for row in csv.DictReader(text.splitlines()):
        fields.setdefault(row["object"], {})[row["field"]] = Field(
            row["field"],
            row["is"],
            row["of"],
            tuple(row["values"].split("|")) if row["values"] else (),
            bool(row["required"]),
            bool(row["tabular_required"]),
            bool(row["uk"]),
            row["since"],
        )
    return MappingProxyType({name: Kind(name, MappingProxyType(held)) for name, held in fields.items()})


def kind(name: str) -> Kind:
    """One object of the standard."""
    return kinds()[name]

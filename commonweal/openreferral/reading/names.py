"""Names that older versions and other products give to the standard's fields, and words they give to its values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

OURS = "read:"  # before the name of a field, in a row: what a reader made of it
Aliases = Mapping[str, Mapping[str, tuple[str, ...]]]

# kind → field of the standard → names it goes by elsewhere, tried in turn where the field itself says nothing.
OLDER: Aliases = MappingProxyType(
    {
        "organization": {
            "website": ("url",),
            "contacts": ("contact",),
            "locations": ("location",),
            "organization_identifiers": ("identifiers",),
        },
        "service": {
            "url": ("website",),
            "schedules": ("regular_schedules", "regular_schedule", "schedule"),
            "service_at_locations": ("service_at_location", "services_at_location"),
            "service_areas": ("service_area",),
            "cost_options": ("cost_option", "costs"),
            "funding": ("fundings",),
            "contacts": ("contact",),
            "phones": ("phone",),
            "languages": ("language",),
            "additional_urls": ("additional_websites", "links"),
            "capacities": ("service_capacities", "service_capacity"),
        },
        "service_at_location": {"schedules": ("regular_schedules", "regular_schedule", "schedule")},
        "location": {
            "addresses": ("physical_addresses", "physical_address", "address"),
            "accessibility": ("accessibility_for_disabilities",),
            "schedules": ("regular_schedules",),
            "external_identifier": ("uprn",),
        },
        "address": {"address_1": ("address",), "postal_code": ("postcode",)},
        "language": {"name": ("language",)},
        "accessibility": {"description": ("accessibility",)},
        "service_area": {"name": ("service_area",)},
        "taxonomy": {"name": ("vocabulary",)},
        "taxonomy_term": {"name": ("term",), "taxonomy": ("vocabulary",)},
        "attribute": {"taxonomy_term": ("taxonomy",), "taxonomy_term_id": ("taxonomy_id",)},
        "contact": {"phones": ("phone",)},
    }
)
STATUS = MappingProxyType(
    {
        "active": "active",
        "open": "active",
        "live": "active",
        "published": "active",
        "verified": "active",
        "current": "active",
        "inactive": "inactive",
        "closed": "inactive",
        "draft": "inactive",
        "unpublished": "inactive",
        "suspended": "inactive",
        "archived": "defunct",
        "defunct": "defunct",
        "deleted": "defunct",
        "ended": "defunct",
        "ceased": "defunct",
        "temporarily closed": "temporarily closed",
        "temporarily_closed": "temporarily closed",
        "paused": "temporarily closed",
    }
)
LOCATION_TYPES = MappingProxyType(
    {"physical": "physical", "postal": "postal", "virtual": "virtual", "online": "virtual", "phone": "virtual"}
)


def said(kind: str, raw: Mapping[str, Any], field: str, aliases: Aliases = OLDER) -> Any:
    """What a row or object says under a field of the standard, whatever it calls it.

    What a reader made of a cell lies beside it under a name of ours, and is heard first; the cell stays as it came.
    """
    return heard(raw, OURS + field, (field, *aliases.get(kind, {}).get(field, ())))


def heard(raw: Mapping[str, Any], ours: str, names: tuple[str, ...]) -> Any:
    """What stands under our name for a field, else under the first of its names that says anything."""
    if ours in raw:
        return raw[ours]
    for name in names:
        value = raw.get(name)
        if value is not None and value != "" and value != []:
            return value
    return None


def known(kind: str, aliases: Aliases = OLDER) -> set[str]:
    """Every other name that is understood for a kind's fields."""
    return {name for names in aliases.get(kind, {}).values() for name in names}


def joined(first: Aliases, second: Aliases) -> Aliases:
    """Two tables of names as one, the first's names tried first."""
    kinds = {*first, *second}
    return {
        kind: {
            field: (*first.get(kind, {}).get(field, ()), *second.get(kind, {}).get(field, ()))
            for field in {*first.get(kind, {}), *second.get(kind, {})}
        }
        for kind in kinds
    }

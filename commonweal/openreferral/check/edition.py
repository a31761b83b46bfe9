"""The editions of the standard a feed may speak: their lists, the fields of their pages, and how much each counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from commonweal.openreferral.check.report import ERROR, NOTE, WARNING
from commonweal.openreferral.standard import HSDS, UK

V1 = "HSDS-UK-1.0"
FIELDS = ("total", "pages", "number", "size", "first", "last", "empty")
NOW = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty")
THEN = ("totalElements", "totalPages", "number", "size", "first", "last", "empty")


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the API and the records it opens: `/services` and `/services/{id}`.

    Level 1 decides whether a feed passes, level 2 only warns; `shape` is how grave a fault against the schema is.
    """

    path: str
    kind: str
    level: int
    shape: str

    @property
    def grave(self) -> str:
        """How grave it is when the list behaves wrongly."""
        return ERROR if self.level == 1 else WARNING


SERVICES = Listing("/services", "service", 1, ERROR)
EXTENDED = (
    Listing("/service_at_locations", "service_at_location", 2, WARNING),
    Listing("/taxonomies", "taxonomy", 2, WARNING),
    Listing("/taxonomy_terms", "taxonomy_term", 2, WARNING),
)
LISTS = {
    # The UK's test profile does not look at organisations; their shape is noted, their behaviour warned of.
    UK: (SERVICES, *EXTENDED, Listing("/organizations", "organization", 2, NOTE)),
    HSDS: (SERVICES, *EXTENDED, Listing("/organizations", "organization", 2, WARNING)),
    V1: (
        SERVICES,
        Listing("/taxonomies", "taxonomy", 2, WARNING),
        Listing("/organizations", "organization", 2, WARNING),
        Listing("/locations", "location", 2, WARNING),
        Listing("/reviews", "review", 2, WARNING),
    ),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page under one set of names, whatever its edition calls them; what is missing is None."""

    rows: list[Any]
    said: Mapping[str, Any]
    missing: tuple[str, ...]  # by the edition's own names

    @property
    def ids(self) -> list[str]:
        """The rows' ids, in order."""
        return [row["id"] for row in self.rows if isinstance(row, dict) and isinstance(row.get("id"), str)]

    @property
    def total(self) -> int | None:
        """How many rows there are on all pages."""
        return whole(self.said["total"])

    @property
    def pages(self) -> int | None:
        """How many pages there are."""
        return whole(self.said["pages"])


@dataclass(frozen=True, slots=True)
class Edition:
    """What a feed speaks. `names` are its page's fields in the order of FIELDS."""

    profile: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its names of a page's fields."""
        return THEN if self.profile == V1 else NOW

    @property
    def rows(self) -> str:
        """Its name of a page's rows."""
        return "content" if self.profile == V1 else "contents"

    @property
    def lists(self) -> tuple[Listing, ...]:
        """Its lists, the gravest first."""
        return LISTS[self.profile]

    def page(self, document: Any) -> Page | None:
        """Read a page; None where the document is none."""
        if not isinstance(document, dict) or not isinstance(document.get(self.rows), list):
            return None
        named = dict(zip(FIELDS, self.names, strict=True))
        said = {name: document.get(own) for name, own in named.items()}
        missing = tuple(own for own in self.names if document.get(own) is None)
        return Page(document[self.rows], MappingProxyType(said), missing)


def edition_of(root: Any, services: Any) -> Edition:
    """Which edition: as the root says; without a readable root, as the pages look."""
    said = str(root.get("version", "")) if isinstance(root, dict) else ""
    v1_page = isinstance(services, dict) and "contents" not in services and "content" in services
    if v1_page or said in (V1, "1.0"):
        return Edition(V1)
    if said.upper().startswith("HSDS-UK") or not said:
        return Edition(UK)
    return Edition(HSDS)


def whole(value: Any) -> int | None:
    """A whole number; None for anything else, true and false among them."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None

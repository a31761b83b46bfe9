"""How many people the census counts in the areas and groups of a contract: what its rates are divided by.

Counts of neighbourhoods are added up to larger areas, where all of the area lies in the place. What the place does not
hold is not known, and never nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from commonweal.evidence import reach
from commonweal.evidence.figures import cite
from commonweal.evidence.keep import kept
from commonweal.evidence.returns.contract import Census, Document
from commonweal.evidence.rows import Cite
from commonweal.places import queries as places
from commonweal.places.models import Area, DatasetVersion, Place, Value


@dataclass(frozen=True, slots=True)
class Denominators:
    """People by published column and code of an area, and the files that say so."""

    people: dict[tuple[str, str], float] = field(default_factory=dict)
    cites: dict[str, Cite] = field(default_factory=dict)  # by column
    versions: dict[str, str] = field(default_factory=dict)  # column → id of the file

    def of(self, census: Census, area: str, group: str = "") -> float | None:
        """The people of a group in an area; None where the census does not count them, or it is not held here."""
        found = [self.people.get((column, area)) for column in census.columns(group)]
        return sum(each or 0 for each in found) if found and None not in found else None


def of(place: Place, document: Document) -> Denominators:
    """All that the rates of a contract need."""
    columns = tuple(sorted({each for one in document.measures if one.census for each in one.census.every}))
    if not columns:
        return Denominators()
    key = ("census beside returns", place.slug, document.area_kind, columns)
    return kept(
        key, lambda: _read(place, document.area_kind, columns), weight=lambda made: 1 + len(made.people) // 2_000
    )


def _read(place: Place, kind: str, columns: Iterable[str]) -> Denominators:
    nests = places.membership(place, kind)
    beyond = reach.held_in_part(nests)  # more people live there than are counted here
    whole = {pk: parts for pk, parts in nests.items() if pk not in beyond}
    codes = dict(Area.objects.filter(pk__in=list(whole)).values_list("pk", "code"))
    held: dict[str, dict[int, float]] = defaultdict(dict)
    versions: dict[str, str] = {}
    rows = Value.objects.filter(
        area__placearea__place=place, current=True, measure__key__in=list(columns), value__isnull=False
    )
    for column, area, version, value in rows.values_list("measure__key", "area", "version", "value"):
        held[column][area] = value
        versions[column] = str(version)
    people = {
        (column, codes[pk]): sum(known[part] for part in parts)
        for column, known in held.items()
        for pk, parts in whole.items()
        if all(part in known for part in parts)
    }
    sources = DatasetVersion.objects.select_related("dataset").in_bulk(list(set(versions.values())))
    by_id = {str(pk): cite(each, "") for pk, each in sources.items()}
    return Denominators(people, {column: by_id[version] for column, version in versions.items()}, versions)

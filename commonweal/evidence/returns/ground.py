"""The areas of a place that a contract counts by, in the contract's own vintage."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from commonweal.places import queries as places
from commonweal.places.models import Area, CodeChange, Place


@dataclass(frozen=True, slots=True)
class Ground:
    """Codes and names of the areas a return is expected for."""

    kind: str
    names: dict[str, str]  # code → name
    earlier: bool = False  # of an earlier vintage than the place's own
    crossing: int = 0  # areas of the earlier vintage of which a part lies outside, or that were redrawn
    before: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # code of today → earlier codes, and how each changed
    today: dict[str, str] = field(default_factory=dict)  # code → name of the place's own areas, where `before` is told

    @property
    def codes(self) -> frozenset[str]:
        """For looking a code up."""
        return frozenset(self.names)


def of(place: Place, kind: str) -> Ground:
    """The areas of this kind in the place. Empty where it has none: then a code is taken as it is written."""
    held = places.membership(place, kind)
    if held:
        rows = Area.objects.filter(pk__in=held)
        return Ground(kind, {each.code: str(each) for each in sorted(rows, key=lambda area: area.code)})
    return _earlier(place, kind)


def _earlier(place: Place, kind: str) -> Ground:
    """By the official lookup: areas of before of which at least a part lies in the place."""
    now = {each.code: str(each) for each in places.members(place)}
    rows = CodeChange.objects.filter(from_kind=kind)
    olds = rows.filter(to_code__in=list(now)).values("from_code")
    became: dict[str, set[tuple[str, str]]] = defaultdict(set)
    before: dict[str, dict[str, str]] = defaultdict(dict)
    for old, new, how in rows.filter(from_code__in=olds).values_list("from_code", "to_code", "change"):
        became[old].add((new, how))
        if new in now:
            before[new][old] = how
    crossing = sum(1 for parts in became.values() if any(new not in now or how == "X" for new, how in parts))
    names = {each.code: str(each) for each in Area.objects.filter(kind=kind, code__in=list(became))}
    held = {code: names.get(code, code) for code in sorted(became)}
    return Ground(kind, held, bool(became), crossing, dict(before), {code: now[code] for code in sorted(before)})

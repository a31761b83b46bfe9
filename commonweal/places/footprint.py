"""From a name or a list of codes to the neighbourhoods a place is made of, by the published lookups.

Nothing about any place is written here: what a name means is what the lookups in the folder say.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from commonweal.core.errors import Invalid, NotFound
from commonweal.feeds.records import AreaParent, CodeChange
from commonweal.places import area_kinds

CODE = re.compile(r"[EWSN][0-9]{8}")
# Tried in this order when a name fits several kinds of area: a board's footprint holds whole councils and more.
KINDS = ("icb", "lad", "sicbl", "ward")
ENGLAND = "england"
_NOISE = re.compile(r"\bnhs\b|\bintegrated care board\b|\bicb\b|\bcity of\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a place is to be: its address, its name, its neighbourhoods (code → name), and what it covers in words."""

    slug: str
    name: str
    words: str
    areas: dict[str, str]


@dataclass(slots=True)
class Lookup:
    """Which neighbourhoods lie in which larger areas, from the lookups as they are read."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)  # (kind, code) → name
    within: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))  # → LSOA 2021 codes
    above: dict[tuple[str, str], set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    small: dict[str, str] = field(default_factory=dict)  # LSOA 2021 code → name
    before: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # council's code → those it replaced

    def see(self, record: AreaParent | CodeChange) -> None:
        """Add one row. Best fits do not say what a place is made of."""
        if isinstance(record, CodeChange):
            if record.to_kind == "lad":
                self.before[record.to_code].add(record.from_code)
            return
        parent = (record.parent_kind, record.parent_code)
        self.names[parent] = record.parent_name
        if record.how != "exact":
            return
        if record.kind == "lsoa21":
            self.small[record.code] = record.name
            self.within[parent].add(record.code)
        else:
            self.names[(record.kind, record.code)] = record.name
            self.above[parent].add((record.kind, record.code))

    def inside(self, area: tuple[str, str]) -> set[str]:
        """All neighbourhoods inside an area, however many steps down."""
        out = set(self.within.get(area, ()))
        if not out and area_kinds.kind(area[0]).family == "lad":
            # A council made since the lookup was: whole districts joined it, so it is those districts together.
            for code in self.before.get(area[1], ()):
                out |= self.within.get(("lad22", code), set())
        for below in self.above.get(area, ()):
            out |= self.inside(below)
        return out

    def by_code(self, code: str) -> tuple[str, str] | None:
        """The newest kind of area that has this code and holds neighbourhoods."""
        held = [area for area in self.names if area[1] == code and self.inside(area)]
        return max(held, key=lambda area: area[0]) if held else None


def slug_of(name: str) -> str:
    """A name as part of an address: "NHS West Yorkshire Integrated Care Board" is west-yorkshire."""
    return re.sub(r"[^a-z0-9]+", "-", _NOISE.sub(" ", name).lower()).strip("-")


def by_name(lookup: Lookup, typed: str) -> Footprint:
    """The place that a name means: a board first, then a council, an NHS local area, a ward."""
    wanted = slug_of(typed)
    if wanted == ENGLAND:
        return whole(lookup)
    named: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for area, name in lookup.names.items():
        named[area_kinds.kind(area[0]).family][slug_of(name)].append(area)
    for family in KINDS:
        areas = [area for area in named[family].get(wanted, []) if lookup.inside(area)]
        if areas:
            newest = max(areas, key=lambda area: area[0])
            held = lookup.inside(newest)
            label = area_kinds.kind(newest[0]).label
            name = _NOISE.sub(" ", lookup.names[newest]).strip()
            words = f"Everything in {lookup.names[newest]} ({label}, code {newest[1]})."
            return Footprint(wanted, " ".join(name.split()), words, {c: lookup.small[c] for c in held})
    near = difflib.get_close_matches(wanted, [slug for family in KINDS for slug in named[family]], n=4)
    hint = f" Did you mean {', '.join(near)}?" if near else " Name it by its codes with --areas."
    raise NotFound(f"No board or council called “{typed}” is in the lookups of this folder.{hint}")


def whole(lookup: Lookup) -> Footprint:
    """All of England. Lookups of England and Wales name Welsh neighbourhoods too."""
    areas = {code: name for code, name in lookup.small.items() if code.startswith("E")}
    words = f"All {len(areas):,} neighbourhoods of England that the lookup names."
    return Footprint(ENGLAND, "England", words, areas)


def by_codes(lookup: Lookup, codes: Iterable[str], *, slug: str, name: str) -> Footprint:
    """A place that is exactly these authorities, boards or neighbourhoods together."""
    areas: dict[str, str] = {}
    parts = []
    for code in codes:
        if not CODE.fullmatch(code):
            raise Invalid(f"“{code}” is not a code of an area. One looks like E08000035 (a council) or E54000054.")
        if code in lookup.small:
            areas[code] = lookup.small[code]
            parts.append(lookup.small[code])
            continue
        found = lookup.by_code(code)
        if found is None:
            raise NotFound(
                f"No lookup in this folder says which neighbourhoods lie in {code}. Check the code's vintage."
            )
        areas |= {each: lookup.small[each] for each in lookup.inside(found)}
        parts.append(f"{lookup.names[found]} ({code})")
    shown = ", ".join(parts[:8]) + (f" and {len(parts) - 8} more" if len(parts) > 8 else "")
    return Footprint(slug, name or slug.replace("-", " ").title(), f"Everything in {shown}.", areas)

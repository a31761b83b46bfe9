"""Nesting that follows from published facts but that no lookup states row by row."""

from __future__ import annotations

from collections import Counter, defaultdict

from commonweal.places.models import Area, Parent, Place


def missing(place: Place) -> list[tuple[int, int]]:
    """Pairs (area, parent) that hold exactly and are not recorded yet."""
    found = _named_after(place) | _in_todays_council(place)
    exact = Parent.objects.filter(how=Parent.EXACT, area__placearea__place=place)
    held = set(exact.values_list("area", "parent"))
    return sorted(found - held)


def _named_after(place: Place) -> set[tuple[int, int]]:
    """ONS names a 2021 neighbourhood after the group it is part of and adds a letter: Leeds 063A lies in Leeds 063."""
    groups = dict(Area.objects.filter(kind="msoa21").values_list("name", "pk"))
    members = Area.objects.filter(placearea__place=place, kind="lsoa21").values_list("pk", "name")
    return {(pk, groups[name[:-1]]) for pk, name in members if name[:-1] in groups}


def _in_todays_council(place: Place) -> set[tuple[int, int]]:
    """Neighbourhoods nest exactly in the councils of 2022; those councils since became part of others as wholes.

    The official lookup of 2024 gives each neighbourhood a council only through its best-fit ward, and so puts one of
    West Northamptonshire's in Cherwell. What most neighbourhoods of a 2022 council say is where all of it went.
    """
    # Kinds are told apart here: asked for pairs of one kind, SQLite walks the pairs of all places, a minute long.
    members = Parent.objects.filter(area__placearea__place=place, area__kind="lsoa21")
    councils = {kind: set(Area.objects.filter(kind=kind).values_list("pk", flat=True)) for kind in ("lad22", "lad24")}
    rows = list(members.values_list("area", "parent", "how"))
    exact = [(area, parent) for area, parent, how in rows if how == Parent.EXACT and parent in councils["lad22"]]
    fits = {area: parent for area, parent, how in rows if how == Parent.BEST_FIT and parent in councils["lad24"]}
    by_council: dict[int, list[int]] = defaultdict(list)
    for area, council in exact:
        by_council[council].append(area)
    pairs = set()
    for areas in by_council.values():
        votes = Counter(fits[area] for area in areas if area in fits)
        if votes:
            today = votes.most_common(1)[0][0]
            pairs |= {(area, today) for area in areas}
    return pairs

"""Where an area stands among others: published ranks where the publisher gives them, else the order of the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from commonweal.evidence import columns, england, reach
from commonweal.evidence.figures import cite
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.rows import RankRow
from commonweal.places import area_kinds, around
from commonweal.places import queries as places
from commonweal.places.models import Area, Value

EDITIONS = (("2025", "iod2025.imd_rank", "imd_decile"),)

Standing = dict[str, tuple[int, bool]]  # area's key → its rank, and whether it shares it


def of_area(area: Area) -> tuple[RankRow, ...]:
    """A neighbourhood's published ranks: in England, and in its council by the same ranks. Empty for larger areas."""
    if area.kind not in area_kinds.SMALL:
        return ()
    return tuple(row for edition, measure, spread in EDITIONS for row in _edition(area, edition, measure, spread))


def _edition(area: Area, edition: str, measure: str, spread: str) -> list[RankRow]:
    held = Value.objects.filter(measure__key=measure, current=True, value__isnull=False)
    own = held.filter(area=area).select_related("version__dataset").first()
    if own is None or own.value is None:
        return []
    whole = england.of_versions([own.version_id]).get(spread)
    rows = []
    if whole is not None:
        said = cite(own.version, _("As published: 1 is the most deprived of England’s neighbourhoods."))
        rows.append(RankRow(edition, int(own.value), whole.totals[2], False, _("England"), "", said))
    council = next((each for each in around.parents_of(area) if area_kinds.kind(each.kind).family == "lad"), None)
    ids = places.smallest_in(council) if council else []
    if council is None or council.pk in reach.held_in_part({council.pk: ids}):
        return rows
    ranks = list(held.filter(area__in=ids).values_list("value", flat=True))
    if len(ranks) < len(ids):
        return rows  # of a council known in part, nobody can say who comes first
    before, same = sum(rank < own.value for rank in ranks), ranks.count(own.value)
    said = cite(own.version, _("The published ranks of the council’s neighbourhoods, put in order."))
    return [*rows, RankRow(edition, before + 1, len(ranks), same > 1, str(council), f"/area/{council.key}", said)]


def published(indicator: Indicator | None, keys: Mapping[int, str]) -> Standing | None:
    """The publisher's own ranks behind a tenth; None where there are none. `keys`: area's id → its key."""
    if indicator is None or not indicator.single.endswith("_decile"):
        return None
    column = columns.column(indicator.single.removesuffix("_decile") + "_rank")
    held = zip(column.areas.tolist(), column.figures.tolist(), strict=True)
    ranks = {keys[pk]: int(rank) for pk, rank in held if pk in keys}
    shared = Counter(ranks.values())
    return {key: (rank, shared[rank] > 1) for key, rank in ranks.items()} or None


def by_figure(values: Mapping[str, float | None], *, lowest_first: bool = False) -> Standing:
    """1 is the highest figure. Areas with the same figure share a rank, and the next follows after all of them.

    >>> by_figure({"a": 3.0, "b": 5.0, "c": 3.0, "d": None, "e": 1.0})
    {'b': (1, False), 'a': (2, True), 'c': (2, True), 'e': (4, False)}
    """
    known = [(key, value) for key, value in values.items() if value is not None]
    known.sort(key=lambda each: each[1] if lowest_first else -each[1])
    shared = Counter(value for _, value in known)
    ranks: Standing = {}
    first: dict[float, int] = {}
    for number, (key, value) in enumerate(known, start=1):
        ranks[key] = (first.setdefault(value, number), shared[value] > 1)
    return ranks

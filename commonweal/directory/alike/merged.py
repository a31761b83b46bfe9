"""What became of entries that were merged into others: which entry stands for each."""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.core.ids import is_id
from commonweal.directory.models import Merge


def stands_for(ids: Iterable[object]) -> dict[str, str]:
    """Of these ids, those merged into others, each with the entry that stands for it now, however many steps on."""
    at = {id: id for id in (str(each) for each in ids) if is_id(id)}
    first = set(at)
    while True:
        rows = Merge.objects.filter(loser__in=set(at.values()), undone_at=None).values_list("loser", "survivor")
        steps = {str(loser): str(survivor) for loser, survivor in rows}
        if not steps:
            return {id: at[id] for id in first if at[id] != id}
        at = {id: steps.get(now, now) for id, now in at.items()}


def merged_into(ids: Iterable[object]) -> dict[str, list[str]]:
    """Of these entries, what was merged into each, straight or by way of another."""
    found: dict[str, list[str]] = {}
    asked = {str(each): str(each) for each in ids}
    while asked:
        rows = Merge.objects.filter(survivor__in=list(asked), undone_at=None).values_list("survivor", "loser")
        steps = [(asked[str(survivor)], str(loser)) for survivor, loser in rows]
        for end, loser in steps:
            found.setdefault(end, []).append(loser)
        asked = {loser: end for end, loser in steps}
    return found

"""How the journal shows numbers that were cited: all of them are public."""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.core.ids import is_id
from commonweal.evidence.models import Figure
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card


def figures_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: a cited number is public."""
    asked = [id for id in ids if is_id(id)]
    return {str(pk) for pk in Figure.objects.filter(pk__in=asked).values_list("pk", flat=True)}


def describe_figures(ids: Iterable[str]) -> dict[str, Card]:
    """A number in a line: what it is, as it was read, and from where."""
    rows = Figure.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.label, f"/figure/{each.pk}", f"{each.text}, {each.source}", each.place.invented)
        for each in rows
    }

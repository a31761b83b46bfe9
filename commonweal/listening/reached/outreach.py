"""Who will reach out, as rows: overdue ones rise; names are for those who work in the place."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from commonweal.journal.actor import Actor
from commonweal.listening.models import Outreach
from commonweal.listening.reached import census
from commonweal.listening.reached.counts import folded
from commonweal.listening.reached.rows import OutreachRow
from commonweal.listening.reached.who import works_here
from commonweal.listening.reached.words import AREA, COMMUNITY, GROUPS, WAYS
from commonweal.places.models import Place


def outreach_rows(
    viewer: Actor, place: Place, held: QuerySet[Outreach], names: dict[str, str]
) -> tuple[OutreachRow, ...]:
    """Overdue first, then what is soonest; what is done comes last."""
    inside, today = works_here(viewer, place), timezone.localdate()
    known = census.areas(place) if held.filter(group=AREA).exists() else {}
    rows = [_row(each, names | known, inside=inside) for each in held.select_related("organization", "gathering")]
    return tuple(sorted(rows, key=lambda row: (row.done, not row.overdue, row.by if not row.done else today, row.id)))


def _row(each: Outreach, names: dict[str, str], *, inside: bool) -> OutreachRow:
    value = folded(each.value) if each.group == COMMUNITY else each.value
    group = GROUPS.get(each.group)
    label = names.get(value) or (str(group.values.get(each.value, each.value)) if group else each.value)
    return OutreachRow(
        str(each.pk),
        each.group,
        value,
        label,
        each.owner if inside else "",
        each.organization.name if each.organization else "",
        str(WAYS[each.way]),
        each.how if inside else "",
        each.by,
        each.done_at is None and each.by < timezone.localdate(),
        each.done_at is not None,
        each.came_of_it if inside else "",
        each.gathering.name if each.gathering else "",
        inside,
    )

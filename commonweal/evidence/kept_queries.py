"""Numbers as they stood when they were cited, and the pages of a place's evidence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.core.ids import is_id
from commonweal.evidence import ways
from commonweal.evidence.models import Figure
from commonweal.evidence.rows import KeptFigureRow, WayRow
from commonweal.journal.actor import Actor
from commonweal.places import queries as places


def kept_figure(viewer: Actor, id: str) -> KeptFigureRow:
    """A number as it stood when it was cited: public, for good."""
    row = Figure.objects.filter(pk=id).select_related("place").first() if is_id(id) else None
    if row is None:
        raise NotFound(_("No number is kept under this address."))
    return KeptFigureRow(
        str(row.pk),
        *(row.label, row.text, row.value, row.low, row.high, row.unit),
        *(row.place.name, row.place.slug, row.area_key, row.community),
        *(row.source, row.licence, row.method, row.method_version, tuple(row.versions), row.made_at),
        str(row.followed_by_id or ""),
        *(row.withdrawn_at, row.withdrawn_because, tuple(row.rows)),
    )


def way_rows(viewer: Actor, slug: str) -> list[WayRow]:
    """The pages of a place's evidence that this viewer may open."""
    place = places.place(viewer, slug)
    return [
        WayRow(group, str(each.words), str(each.says), f"/place/{slug}/{each.path}")
        for group, those in ways.ways(viewer, place).items()
        for each in those
    ]

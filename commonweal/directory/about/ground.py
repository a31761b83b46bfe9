"""The spaces of a place on its ground, numbered as the list is. What has no point, or lies elsewhere, is not drawn."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from commonweal.core.errors import DomainError
from commonweal.core.outline import Over, Sheet, draw, frame_of
from commonweal.directory.about.venues import VenueRow
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

MOST_AREAS, SIZE = 300, 560


def ground(viewer: Actor, place: Place, rows: Sequence[VenueRow]) -> Sheet | None:
    """The drawing; None where no outlines are held, or nothing has a point."""
    kinds = {kind: count for kind, _words, count in places.kinds_of(place) if 0 < count <= MOST_AREAS}
    placed = [(str(number), each.lon, each.lat) for number, each in enumerate(rows, 1) if each.lat is not None]
    if not placed:
        return None
    # The smallest areas that are few enough to be drawn light.
    for kind in sorted(kinds, key=lambda each: -kinds[each]):
        try:
            features = orjson.loads(places.shapes(viewer, place.slug, kind))["features"]
        except DomainError:
            continue
        frame = frame_of(features)
        if frame is not None:
            west, south, east, north = frame
            spots = tuple(each for each in placed if west <= each[1] <= east and south <= each[2] <= north)  # type: ignore[operator]
            return draw(features, shade=lambda facts: "ground", size=SIZE, over=Over(spots=spots)) if spots else None  # type: ignore[arg-type]
    return None

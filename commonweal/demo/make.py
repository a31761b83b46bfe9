"""Making the invented place: through the change door, as any place is made."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.demo import valley
from commonweal.journal.actor import HOUSE
from commonweal.places import changes, ingest
from commonweal.places.models import DatasetVersion, Place


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, or was there already."""

    slug: str
    name: str
    neighbourhoods: int
    new: bool


def make(*, anew: bool = False) -> Made:
    """Make the invented place; with `anew`, take back what was loaded for it and bring it in again."""
    story = valley.told(valley.STORY)
    place = Place.objects.filter(slug=story["slug"]).first()
    new = place is None
    if place is None:
        place = changes.make_place(
            HOUSE, slug=story["slug"], name=story["name"], footprint=story["footprint"], invented=True
        )
    areas = {each["code"]: each["name"] for each in story["neighbourhoods"]}
    if new or anew:
        changes.set_areas(HOUSE, place, kind=valley.SMALL, areas=areas)
    feeds = valley.feeds()
    if anew:
        for version in DatasetVersion.objects.filter(dataset__in=[each.SOURCE.key for each in feeds]):
            changes.withdraw_version(HOUSE, version, why="The invented place is made anew.")
    for feed in feeds:
        ingest.bring_in(HOUSE, place, feed.SOURCE, feed, [valley.STORY])  # type: ignore[arg-type]
    return Made(place.slug, place.name, len(areas), new or anew)

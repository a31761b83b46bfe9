"""Chapter 1: the ground. Areas and how they nest, their outlines, postcodes, figures, and what stands there."""

from __future__ import annotations

import tempfile
from pathlib import Path

from commonweal.demo import feeds
from commonweal.demo.story import Story
from commonweal.journal.actor import HOUSE
from commonweal.places import changes, ingest
from commonweal.places.models import DatasetVersion


def tell(story: Story) -> None:
    """Bring in what its recipe makes, as the published files of a real place are brought in."""
    land = story.land
    areas = dict(zip(land.codes, land.names, strict=True))
    changes.set_areas(HOUSE, story.place, kind=feeds.SMALL, areas=areas, footprint=land.footprint)
    with tempfile.TemporaryDirectory() as folder:
        path = story.recipe.written(Path(folder))
        every = feeds.of(story.recipe)
        for number, feed in enumerate(every):
            story.progress(feed.SOURCE.title, number, len(every))
            ingest.bring_in(HOUSE, story.place, feed.SOURCE, feed, [path])  # type: ignore[arg-type]


def untell(story: Story) -> None:
    """Take back what was brought in."""
    keys = [each.SOURCE.key for each in feeds.of(story.recipe)]
    for version in DatasetVersion.objects.filter(dataset__in=keys):
        # Nothing stands before it, and what comes next is brought in at once.
        changes.withdraw_version(HOUSE, version, leave_nothing=True, why="The invented place is made anew.")

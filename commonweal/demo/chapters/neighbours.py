"""Chapter 7: somebody else's list. A sheet is taken in, an entry of it is mended here, and then the sheet changes."""

from __future__ import annotations

import tomllib
from importlib import resources

from commonweal.demo.story import Story
from commonweal.directory.feed_changes import add_feed
from commonweal.directory.feeds import files, runs
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import Feed, FeedRun, Service
from commonweal.openreferral.reading import mapping
from commonweal.places.models import Postcode

TITLE = "What the allotment friends do (invented)"


def tell(story: Story) -> None:
    """Rukhsana takes the sheet in; Tom asks about the walk and mends it; the next sheet says something else of it."""
    steward = story.who("rukhsana")
    rules = mapping.plain(mapping.load(tomllib.loads(_data("allotments.toml"))))
    feed = Feed.objects.filter(place=story.place, title=TITLE).first() or add_feed(
        steward,
        place=story.place,
        title=TITLE,
        publisher="Wenbeck Allotment Friends (invented)",
        licence="unstated",
        licence_words="Their secretary, 3 September 2026: may be shown and passed on, with our name.",
        attribution="Invented: there are no such allotments.",
        form="",
        mapping=rules,
        **story.once("feed"),
    )
    first = _sheet(story)
    _taken(story, feed, "allotments-september.csv", first)
    walk = Service.objects.get(source__feed=feed, source__source_id="3")
    times = [{"byday": "WE", "freq": "WEEKLY", "opens_at": "11:00", "closes_at": "12:00"}]
    describe(
        story.who("tom"),
        walk,
        said={"fees_description": "Free. Tea is £1 if you want it.", "times": times},
        why="9 October 2026: I rang them. Half past ten was too early for the bus.",
        **story.once("mended"),
    )
    second = first.replace("£1 for the tea", "£2 with tea and cake").replace(
        "not walked for a while", "come to rest a bit"
    )
    _taken(story, feed, "allotments-november.csv", second)


def _taken(story: Story, feed: Feed, name: str, sheet: str) -> None:
    """Looked at, and then taken in, as a steward does it from the pages."""
    done = feed.runs.filter(file=name, state=FeedRun.DONE)
    if done.filter(only_look=False).exists():
        return
    looked = runs.begin(story.who("rukhsana"), feed, only_look=True, file=name)
    files.keep(looked, [sheet.encode()])
    runs.work(looked)
    runs.work(runs.go_on(story.who("rukhsana"), looked))
    feed.refresh_from_db()


def _sheet(story: Story) -> str:
    codes = Postcode.objects.filter(area__placearea__place=story.place).order_by("code").values_list("code", flat=True)
    one, two = codes.first() or "", codes.last() or ""
    return _data("allotments.csv").replace("{one}", one).replace("{two}", two)


def _data(name: str) -> str:
    return (resources.files("commonweal.demo") / "data" / name).read_text("utf-8")

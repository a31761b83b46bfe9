"""Chapter 7: the directory carried elsewhere. The choir in two other languages, themes, and an evening."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from commonweal.demo.land import table
from commonweal.demo.story import Story
from commonweal.directory import keep_changes
from commonweal.directory.models import Location, ServiceAtLocation, Theme
from commonweal.directory.sharing import changes as sharing
from commonweal.directory.sharing import showcase_changes
from commonweal.directory.translating import changes as translating
from commonweal.journal.actor import HOUSE


def tell(story: Story) -> None:
    """What a machine made of the choir's entry, marked as that: nobody invented may vouch for real words."""
    told = table("carried.toml")
    _in_other_languages(story, told)
    _themes(story, told)
    _showcase(story, told["showcase"])


def _in_other_languages(story: Story, told: dict[str, Any]) -> None:
    steward, tom, singing = story.who("rukhsana"), story.who("tom"), story.service("choir")
    wanted = [each["language"] for each in told["translations"]]
    translating.want(steward, story.place, languages=wanted, **story.once("languages"))
    at = ServiceAtLocation.objects.filter(service=singing).first()
    for each in told["translations"]:
        step = each["language"]
        labels = dict(language=step, labels=each["labels"])
        translating.label(tom, story.place, **labels, **story.once(f"labels/{step}"))
        said = dict(each["said"])
        when = said.pop("when", "")
        if when and at is not None:
            said[f"when:{at.pk}"] = when
        written = dict(language=step, said=said, by="machine")
        translating.write(tom, singing, **written, **story.once(f"translated/{step}"))
    # The choir then says something else about its cake, in English: the translations of that line are of yesterday.
    dot = story.who("dot", channel="face")
    keep_changes.describe(dot, singing, said={"fees_description": told["new_fee"]}, **story.once("new fee"))
    again = dict(language="ur", said={"fees_description": told["new_fee_in_urdu"]}, by="machine")
    translating.write(tom, singing, **again, **story.once("translated again"))


def untell(story: Story) -> None:
    """Themes, languages and showcases of the telling before go."""
    for theme in Theme.objects.filter(place=story.place):
        sharing.end_theme(HOUSE, theme, why="The story is told anew.")
    showcase_changes.clear_invented(HOUSE, story.place, why="The story is told anew.")


def _themes(story: Story, told: dict[str, Any]) -> None:
    steward = story.who("rukhsana")
    for each in told["themes"]:
        facts = {name: each[name] for name in ("title", "words", "drawing", "colour", "rule")}
        facts["picked"] = [str(story.id(f"service/{key}")) for key in each.get("picked", ())]
        for ours, theirs in (("first", "first_day"), ("last", "last_day")):
            facts[theirs] = date(*each[ours]) if ours in each else None
        key = f"theme/{each['key']}"
        theme = sharing.make_theme(steward, story.place, id=story.id(key), **facts, **story.once(key))
        if "campaign" in each:
            sharing.say_campaign(steward, theme, **each["campaign"], **story.once(f"campaign/{each['key']}"))


def _showcase(story: Story, told: dict[str, Any]) -> None:
    dot, hall = story.who("dot"), story.asset(told["at"])
    location = Location.objects.filter(asset=hall, gone_at=None).first()
    if location is None:
        return
    evening = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)
    starts = evening + timedelta(days=told["days_ahead"])
    facts = {name: told[name] for name in ("title", "words", "access")}
    when = dict(starts_at=starts, ends_at=starts + timedelta(hours=3), location=location)
    showcase = showcase_changes.call(
        dot, story.place, id=story.id("showcase"), **facts, **when, **story.once("showcase")
    )
    for key, offers, state in told["stalls"]:
        stall = dict(service=story.service(key), offers=offers, state=state)
        showcase_changes.set_stall(dot, showcase, **stall, **story.once(f"stall/{key}"))

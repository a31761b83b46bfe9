"""Chapter 7: the directory carried elsewhere. The choir in two other languages, one line of which is out of date."""

from __future__ import annotations

from commonweal.demo.land import table
from commonweal.demo.story import Story
from commonweal.directory import keep_changes
from commonweal.directory.models import ServiceAtLocation
from commonweal.directory.translating import changes as translating


def tell(story: Story) -> None:
    """What a machine made of the choir's entry, marked as that: nobody invented may vouch for real words."""
    told = table("carried.toml")
    _in_other_languages(story, told)


def _in_other_languages(story: Story, told: dict) -> None:  # type: ignore[type-arg]
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

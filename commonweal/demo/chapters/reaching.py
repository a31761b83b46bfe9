"""Chapter 7: whom to ask, and three things that Tom chose for somebody. Numbers are of the range kept for stories."""

from __future__ import annotations

from commonweal.demo.story import Story
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import Service, Shortlist
from commonweal.directory.reaching import changes

ASK = {"patch": "01632 960 144", "welcome-tea": "01632 960 151", "fix": "01632 960 162"}
WORDS = "The patch is two minutes from your door. Ask for Bo, she knows you are coming."


def tell(story: Story) -> None:
    """Those who run three of the groups can be called; Tom puts them on a list, with a few words."""
    tom = story.who("tom")
    held = [each for each in ASK if Service.objects.filter(pk=story.id(f"service/{each}"), gone_at=None).exists()]
    for name in held:
        describe(tom, story.service(name), said={"phone": ASK[name]}, **story.once(f"ask/{name}"))
    # Told again after an interruption, it is there: its address is made by chance, so `once=` cannot know it.
    if held and not Shortlist.objects.filter(made_by=tom.id).exists():
        changes.keep(tom, [str(story.id(f"service/{name}")) for name in held], note=WORDS)


def untell(story: Story) -> None:
    """The list goes."""
    tom = story.who("tom")
    for each in Shortlist.objects.filter(made_by=tom.id):
        changes.end(tom, each)

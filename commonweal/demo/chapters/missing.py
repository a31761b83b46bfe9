"""Chapter 15: who was not there. Who was invited to the café, came and spoke; and who goes to those who did not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from commonweal.demo.story import Story
from commonweal.journal.actor import FACE, PHONE
from commonweal.listening.helping import changes as helping
from commonweal.listening.models import Gathering, Tally
from commonweal.listening.reached import changes as reached
from commonweal.listening.reached import seasons

# Four fifths of those invited, and fewer than half of those who spoke: the fall that a published process had.
COUNTED: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("invited", "list", 350, {"ethnicity": {"asian": 280, "white": 50, "black": 12, "mixed": 8}}),
    ("replied", "tally", 100, {"ethnicity": {"asian": 79, "white": 15, "black": 6}}),
    ("came", "tally", 72, {"ethnicity": {"asian": 49, "white": 18, "black": 5}, "carers": {"carer": 8, "not": 51}}),
    ("spoke", "tally", 45, {"ethnicity": {"asian": 20, "white": 22}, "carers": {"carer": 5, "not": 36}}),
)


def tell(story: Story) -> None:
    """Dot counts, and two people say that they will go and ask."""
    dot, tom, today = story.who("dot"), story.who("tom"), timezone.localdate()
    cafe = Gathering.objects.get(pk=story.id("gathering/cafe"))
    if Tally.objects.filter(gathering=cafe).exists():
        return
    for step, how, everybody, groups in COUNTED:
        reached.count_people(dot, cafe, step=step, how=how, everybody=everybody, groups=groups)
    reached.plan_outreach(
        dot,
        place=story.place,
        gathering=cafe,
        group="ethnicity",
        value="asian",
        owner="Asha, Saturday school (invented)",
        way="trusted",
        how="Asha asks the mothers after class, and sits with them at a table of their own.",
        by=today + timedelta(days=9),
    )
    for channel, minutes in ((PHONE, 600), (FACE, 1200)):
        helping.plan_help(dot, place=story.place, channel=channel, minutes=minutes, season=seasons.of(today).code)
    helping.give_help(tom, place=story.place, channel=PHONE, minutes=25, what="Four calls, nobody there")

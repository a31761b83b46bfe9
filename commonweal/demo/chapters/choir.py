"""Chapter 6: a choir begins. People who met at the library, many of whom live alone, ask for the church hall."""

from __future__ import annotations

from commonweal.demo import figures_said
from commonweal.demo.chapters.damp import ESTATE
from commonweal.demo.story import Story, ref
from commonweal.directory.models import Service

HALL = "St Hild's Church Hall"


def tell(story: Story) -> None:
    """Because of the closing, of who lives alone, and of the tenants' group; and what came of it by summer."""
    femi, dot = story.who("femi"), story.who("dot", channel="face")
    alone = figures_said.indicator(story, femi, "alone", ESTATE)
    health = figures_said.indicator(story, femi, "bad_health", ESTATE)
    closed, tenants = story.service("canal-street-library"), story.organization("tenants")
    choir = story.add_organization(
        dot,
        "choir",
        name="Larkfield Choir",
        description="Thirty people who cannot all sing, led by a dinner lady who can.",
        because=[ref(closed), ref(alone), ref(health), ref(tenants)],
        why="21 April 2026: “We lost the room where we saw each other. So we asked for another.”",
    )
    singing = story.add_service(
        dot,
        choir,
        "choir",
        name="Singing on Tuesdays",
        description="An hour of singing and half an hour of cake. No audition, no hymn book, no need to stand.",
        helps_with=["company", "breathing", "feeling low"],
        fees_description="Free; the cake is whoever's turn it is",
        at=HALL,
        schedule="Tuesdays, 6.30 to 8",
        because=[ref(choir), ref(closed), ref(alone)],
        why="28 April 2026: the church hall was empty on Tuesdays and its radiators were on.",
    )
    _what_came_of_it(story, singing)


def _what_came_of_it(story: Story, singing: Service) -> None:
    tom, hild = story.who("tom"), story.organization("hild")
    supper = story.add_service(
        tom,
        hild,
        "supper",
        name="Tuesday supper",
        description="Soup before the singing, cooked by whoever is early.",
        helps_with=["eating well", "company", "keeping warm"],
        fees_description="Pay what you can",
        at=HALL,
        schedule="Tuesdays, 5.30 to 6.30",
        because=[ref(singing)],
        why="2 June 2026: people came to the choir straight from work and had not eaten.",
    )
    story.add_service(
        story.who("dot", channel="face"),
        story.organization("tenants"),
        "shelf",
        name="The Canal Street shelf",
        description="Four hundred books from the closed library, lent on trust from the back of the church hall.",
        helps_with=["reading", "school work", "English"],
        fees_description="Free",
        at=HALL,
        schedule="Whenever the hall is open",
        because=[ref(story.service("canal-street-library")), ref(singing), ref(supper)],
        why="30 June 2026: the council gave the books, the choir carried them.",
    )

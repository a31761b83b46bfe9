"""Chapter 7: doors. A hall half way to being open, one that was opened, and one that is not for now."""

from __future__ import annotations

from datetime import timedelta

from commonweal.demo import figures_said
from commonweal.demo.chapters.damp import ESTATE
from commonweal.demo.story import Story, ref
from commonweal.demo.times import times
from commonweal.directory.models import Hindrance, Opening
from commonweal.directory.opening import changes
from commonweal.journal.actor import HOUSE, PUBLIC

SUNDAYS = "Sundays, 2 to 5"


def tell(story: Story) -> None:
    """What was said of three halls, and how far each has come."""
    _opened(story)
    _half_way(story)
    _not_now(story)


def untell(story: Story) -> None:
    """The openings go, with all that stood in their way."""
    changes.clear_invented(HOUSE, story.place, why="The story is told anew.")


def _suggested(story: Story, name: str, use: str, by_whom: str) -> Opening:
    """What somebody without an account said of it; told again, it is met again."""
    key = story.id(f"opening/{name}")
    told = dict(place=story.place, use=use, by_whom=by_whom, id=key)
    return Opening.objects.filter(pk=key).first() or changes.suggest(PUBLIC, story.asset(name), **told)[0]


def _opened(story: Story) -> None:
    """The church hall on Sundays: keys and heating were the trouble, and then they were not."""
    tom, hild = story.who("tom"), story.organization("hild")
    hall = _suggested(
        story,
        "St Hild's Church Hall",
        "A warm room with soup, for the long afternoon when the buses hardly run.",
        "Anybody who would rather not sit at home alone on a Sunday",
    )
    alone = figures_said.indicator(story, story.who("femi"), "alone", ESTATE)
    because = [ref(alone), ref(story.service("choir"))]
    why = "3 August 2026: the choir said that Tuesday is one day, and that Sunday is the long one."
    changes.look_at(tom, hall, because=because, why=why, **story.once("hild/look"))
    keys = changes.find_hindrance(
        tom,
        hall,
        kind="keys",
        words="The only key hangs at the vicarage, and the vicar has three churches.",
        owner=Hindrance.PERSON,
        owner_as="caretaker of the choir",
        owner_name="Jo",
        agreed=True,
        step="Ask for a second key, and sign for it.",
        **story.once("hild/keys"),
    )
    money = changes.find_hindrance(
        tom,
        hall,
        kind="cost",
        words="Heating it costs eleven pounds an afternoon.",
        owner=Hindrance.ORGANIZATION,
        owner_organization=hild,
        step="Ask the parish council whether the radiators may stay on.",
        **story.once("hild/cost"),
    )
    changes.begin(tom, hall, **story.once("hild/begin"))
    how = "Two people of the choir signed for a key each."
    changes.end_hindrance(tom, keys, overcome=True, how=how, **story.once("hild/keys/end"))
    how = "The radiators were on anyway, for the evening service."
    changes.end_hindrance(tom, money, overcome=True, how=how, **story.once("hild/cost/end"))
    changes.open_doors(
        tom,
        hall,
        name="Warm Sundays",
        schedule=SUNDAYS,
        times=times(SUNDAYS),
        organization=hild,
        fees_description="Free",
        helps_with=["company", "keeping warm", "eating well"],
        id=story.id("service/warm-sundays"),
        **story.once("hild/open"),
    )


def _half_way(story: Story) -> None:
    """The institute: one stone out of the way, one late, one on time, one that nobody has taken yet."""
    rukhsana = story.who("rukhsana")
    hall = _suggested(
        story,
        "Mill Fold Institute",
        "Somewhere to do homework and mend things, now that the library is shut.",
        "Young people after school, and whoever can mend",
    )
    told = hall.made_at.date()
    because = [ref(story.service("canal-street-library"))]
    changes.look_at(rukhsana, hall, because=because, **story.once("institute/look"))
    rule = changes.find_hindrance(
        rukhsana,
        hall,
        kind="policy",
        words="Its deed says “for the education of working men”.",
        **story.once("institute/policy"),
    )
    changes.begin(rukhsana, hall, **story.once("institute/begin"))
    how = "The trustees read it again: homework is education, and so is mending."
    changes.end_hindrance(rukhsana, rule, overcome=True, how=how, **story.once("institute/policy/end"))
    changes.find_hindrance(
        rukhsana,
        hall,
        kind="insurance",
        words="The insurance names evenings only, and nobody under eighteen.",
        owner=Hindrance.ORGANIZATION,
        owner_organization=story.organization("council"),
        step="Put the institute on the council's own policy for two afternoons.",
        by=told - timedelta(days=12),
        **story.once("institute/insurance"),
    )
    changes.find_hindrance(
        rukhsana,
        hall,
        kind="hours",
        words="Somebody has to be there from half past three.",
        owner=Hindrance.ROLE,
        owner_role="link_worker",
        step="Ask at the school gate who would take a turn.",
        by=told + timedelta(days=20),
        **story.once("institute/hours"),
    )
    words = "There are four steps at the door and no ramp."
    changes.find_hindrance(rukhsana, hall, kind="access", words=words, **story.once("institute/access"))


def _not_now(story: Story) -> None:
    """The closed library: why not, and when to ask again."""
    library = _suggested(
        story,
        "Canal Street Library",
        "Open the front room, even if the roof over the back one leaks.",
        "The children who did their homework there",
    )
    changes.put_off(
        story.who("rukhsana"),
        library,
        reason="Nobody may go in before the roof is safe. The council looks at its buildings again in spring.",
        ask_again=library.made_at.date() + timedelta(days=150),
        **story.once("library/put-off"),
    )

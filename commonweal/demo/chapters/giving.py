"""Chapter 8: giving. What people of the valley offer and ask, whom they let see it, and one ladder that was lent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from commonweal.demo.story import Story, begun
from commonweal.directory.models import Offer
from commonweal.directory.offers import changes
from commonweal.journal.actor import HOUSE, Actor
from commonweal.people import actors
from commonweal.people.models import Contributor
from commonweal.places.models import Area

LASTS = timedelta(days=300)


def tell(story: Story) -> None:
    """Some by people with an account, some by people with a slip; to a few, to many, to everyone."""
    slips = [actors.of_contributor(each) for each in _slips(story)]
    dot, femi, tom = story.who("dot"), story.who("femi"), story.who("tom")
    ladder = _say(
        story, dot, "offer", "things", "A long ladder, a wallpaper table and a drill. Bring them back dry.",
        called="Dot", when="Any evening", area="DEMO-002", audience=Offer.EVERYONE,
    )  # fmt: skip
    _say(
        story, slips[0], "offer", "company", "I can sit with somebody over a cup of tea. Talking, or not talking.",
        called="a neighbour", when="Monday and Wednesday afternoons", area="DEMO-002", audience=Offer.EVERYONE,
    )  # fmt: skip
    walk = _say(
        story, slips[1], "ask", "time", "Somebody to walk with me to the surgery and back. I am slow.",
        called="Win", when="Every other Thursday morning", area="DEMO-001", audience=Offer.EVERYONE,
    )  # fmt: skip
    _say(
        story, slips[2], "ask", "knowledge", "Somebody to read letters from offices with me, and say what they want.",
        called="K.", when="Mornings", area="DEMO-002", audience=Offer.HELPERS,
    )  # fmt: skip
    _say(
        story, femi, "offer", "knowledge", "I read letters from offices with people, and say what they mean.",
        called="Femi", when="Saturdays", area="", audience=Offer.MEMBERS,
    )  # fmt: skip
    _say(
        story, dot, "ask", "skill", "Who can mend a gate, or show us how?",
        called="Dot", when="", area="DEMO-002", audience=Offer.GROUPS, groups=("hild", "growing"),
    )  # fmt: skip
    told = dict(called="Femi", words="My shelf will not hang straight from a chair.", reach="At the town hall, room 3")
    answer = changes.give_answer(femi, ladder, **told, agreed=True, **story.once("ladder/answer"))
    changes.agree(dot, answer, **story.once("ladder/agree"))
    thanks = "The shelf hangs straight. I brought the ladder back with jam."
    changes.hand_over(femi, answer, thanks=thanks, **story.once("ladder/given"))
    told = dict(called="Tom", words="I go that way on Thursdays.", reach="Ask for Tom at the Canalside Surgery")
    changes.give_answer(tom, walk, **told, agreed=True, **story.once("walk/answer"))


def untell(story: Story) -> None:
    """What was offered and asked goes, and what was given."""
    changes.clear_invented(HOUSE, story.place, why="The story is told anew.")


def _slips(story: Story) -> list[Contributor]:
    return list(Contributor.objects.filter(place=str(story.place.pk), erased_at=None).order_by("made_at")[:3])


def _say(
    story: Story, who: Actor, way: str, kind: str, words: str, *, area: str, groups: tuple[str, ...] = (), **told: Any
) -> Offer:
    """One offer or ask, reached through the place's own people."""
    first: date = begun(story.place).latest("at").at.date()
    said = dict(way=way, kind=kind, words=words, until=first + LASTS, reach="Ask at the Larkfield Community Centre")
    where = Area.objects.filter(code=area, placearea__place=story.place).first() if area else None
    chosen = [story.organization(name) for name in groups]
    once = story.once(f"say/{words[:20]}")
    return changes.make_offer(
        who, place=story.place, agreed=True, organizations=chosen, area=where, **said, **told, **once
    )

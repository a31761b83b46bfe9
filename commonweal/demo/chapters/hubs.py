"""Chapter 23: where a hub would help. Femi keeps two what-ifs, and a choice of neighbourhoods for the spring."""

from __future__ import annotations

from commonweal.demo.story import Story
from commonweal.evidence.choosing import changes as choosing
from commonweal.evidence.choosing import working as scoring
from commonweal.evidence.choosing.asking import Asked as Criteria
from commonweal.evidence.hubs import changes, suggesting, trying
from commonweal.evidence.hubs.asking import Asked
from commonweal.evidence.models import Scenario

MANY = 2


def tell(story: Story) -> None:
    """One what-if that everybody may see, one that is a draft still; and where the spring begins."""
    femi, place = story.who("femi"), story.place
    here = [kind for kind, _words, _count in trying.kinds_here(femi, place)]
    if Scenario.objects.filter(place=place).exists() or "library" not in here:
        return
    now = Asked("library", 15)
    found = suggesting.suggest(femi, place, now, many=MANY, aim="most", weigh="need")
    shown = changes.keep_scenario(
        femi,
        place=place,
        name="Two reading rooms where most people lack one",
        question="Could two small rooms bring a library within a quarter of an hour of those who have least?",
        asked=now.then(*found.steps),
        why="People at the mill café asked why a book is two buses away.",
    )
    changes.show_scenario(femi, shown, shown=True)
    first = trying.present(femi, place, "library")[0]
    changes.keep_scenario(
        femi,
        place=place,
        name=f"What if {first['name']} closed?",
        question="Who would have farther to go?",
        asked=now.then(f"close:{first['key']}"),
    )
    kinds = [kind for kind, _words, _count in scoring.kinds_here(femi, place)]
    kind = next((each for each in scoring.KINDS if each in kinds), "")
    if kind:
        asked = Criteria(kind, 3, scoring.usual(femi, place, kind))
        chosen = [each.key for each in scoring.scorecard(femi, place, asked).areas if each.chosen]
        choosing.keep_choice(
            femi,
            place=place,
            name="Where the spring conversations begin",
            reason="Where many live in hardship and little is near. Residents at the café weighed it so.",
            asked=asked,
            chosen=chosen,
        )

"""Chapter 22: a hundred thousand pounds, and how they could be shared. Nothing is paid."""

from __future__ import annotations

from commonweal.demo.story import Story, ref
from commonweal.evidence.changes import keep_figure
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import ShareProposal
from commonweal.evidence.shares import changes

RULE = {
    "fund": 100_000.0,
    "kind": "group",
    "head": 40.0,
    "need_1": "bad_health",
    "weight_1": 60.0,
    "floor": 1_500.0,
    "current": "",
}


def tell(story: Story) -> None:
    """Femi keeps one way of sharing, so that people can talk about it; told again, it is met again."""
    id = story.id("shares/by-need")
    if ShareProposal.objects.filter(pk=id).exists():
        return
    femi = story.who("femi")
    because = [ref(keep_figure(femi, place=story.place, asked=Asked("indicator:bad_health")))]
    changes.keep(
        femi,
        place=story.place,
        id=id,
        title="A floor for everybody, the rest by need",
        reason="Every group of neighbourhoods can do something with £1,500. The rest goes where health is worst.",
        asked=RULE,
        because=because,
        why="First talked about on 14 September 2026, at the table in Millgate library.",
        **story.once("shares/by-need"),
    )

"""Chapter 7: what decides whether somebody goes, spaces to use, and who works with whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from commonweal.demo.land import table
from commonweal.demo.story import Story
from commonweal.directory.about import changes as about
from commonweal.directory.keep_changes import describe
from commonweal.directory.models import Asset, Location, Organization, Service
from commonweal.directory.together import changes as together

TURNS = 40  # services by pattern that say something: enough to look at, few enough to tell quickly


def tell(story: Story) -> None:
    """Told by hand where it is telling; by chance that repeats for the rest."""
    told = table("together.toml")
    _services(story, told)
    for key, said in told["organizations"].items():
        about.say(story.who("tom"), story.organization(key), said=said, **story.once(f"about/{key}"))
    for each in told["venues"]:
        _venue(story, each)
    for each in told["partnerships"]:
        _partnership(story, each)
    for each in told["anchors"]:
        _anchor(story, each)


def _services(story: Story, told: dict[str, Any]) -> None:
    by_hand = {story.id(f"service/{key}"): said for key, said in told["services"].items()}
    chance = np.random.default_rng([story.recipe.seed, 15])
    held = list(Service.objects.filter(place=story.place).order_by("name", "pk"))
    turns = chance.permutation(len(held))[:TURNS]
    for number, service in enumerate(held):
        said = by_hand.get(service.pk) or (_drawn(told["drawn"], chance) if number in turns else {})
        if said:
            describe(story.who("tom"), service, said={"about": said}, **story.once(f"about/{service.pk}"))


def _drawn(drawn: dict[str, list[str]], chance: np.random.Generator) -> dict[str, str]:
    """One answer to each question, or none: "" in the table is that nobody has said."""
    picked = {key: answers[int(chance.integers(len(answers)))] for key, answers in drawn.items()}
    return {key: value for key, value in picked.items() if value}


def _venue(story: Story, told: dict[str, Any]) -> None:
    who, key = story.who("tom"), told.get("key") or told["at"]
    if told.get("at"):
        asset = Asset.objects.filter(name=told["at"], gone_at=None, area__placearea__place=story.place).first()
        if asset is None:
            return
        venue = Location.objects.filter(pk=asset.pk).first()
        if venue is None:
            venue = about.add_venue(who, place=story.place, name=asset.name, asset=asset, **story.once(f"venue/{key}"))
    else:
        facts = {name: told[name] for name in ("name", "description") if name in told}
        by = story.organization(told["by"]) if "by" in told else None
        id = story.id(f"venue/{key}")
        venue = about.add_venue(who, place=story.place, organization=by, id=id, **facts, **story.once(f"venue/{key}"))
    about.say(who, venue, said=told["about"], **story.once(f"venue/{key}/about"))
    if told.get("stops"):
        stops = [_stop(each) for each in told["stops"]]
        about.stop_at(who, venue, stops=stops, **story.once(f"venue/{key}/stops"))


def _stop(told: dict[str, Any]) -> dict[str, Any]:
    """A stop so many days after the telling, so that the van is always on its way."""
    return told | {"day": timezone.localdate() + timedelta(days=told["in_days"])}


def _partnership(story: Story, told: dict[str, Any]) -> None:
    one, other = (story.organization(told[name]) for name in ("one", "other"))
    key = f"{told['one']}/{told['kind']}/{told['other']}"
    since = date.fromisoformat(told["since"]) if told.get("since") else None
    id = story.id(f"partnership/{key}")
    facts = dict(kind=told["kind"], words=told.get("words", ""), since=since, id=id)
    made = together.say_together(story.who("tom"), one=one, other=other, **facts, **story.once(key))
    for side in told.get("confirmed", ()):
        together.confirm(_speaks(made, side), made, side=side, **story.once(f"{key}/{side}"))
    for side in told.get("denied", ()):
        together.deny(_speaks(made, side), made, side=side, **story.once(f"{key}/{side}/denied"))


def _speaks(partnership: Any, side: str) -> Any:
    """Somebody of that side who came by a link."""
    from commonweal.directory.together.queries import LINK, PARTNERSHIP
    from commonweal.journal.actor import Actor, Held

    return Actor(kind=LINK, id=f"demo-{side}", held=frozenset({Held(side, PARTNERSHIP, str(partnership.pk))}))


def _anchor(story: Story, told: dict[str, Any]) -> None:
    organization = Organization.objects.get(pk=story.organization(told["by"]).pk)
    anchor = together.mark_anchor(
        story.who("rukhsana"),
        organization,
        reasons=told["reasons"],
        id=story.id(f"anchor/{told['by']}"),
        **story.once(f"anchor/{told['by']}"),
    )
    if told.get("doubt"):
        words = told["doubt"]
        together.doubt_anchor(story.who("tom"), anchor, words=words, **story.once(f"anchor/{told['by']}/doubt"))

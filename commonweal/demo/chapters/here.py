"""Chapter 3: what goes on. Organisations and services: some told by hand, the others where there is room for them."""

from __future__ import annotations

from typing import Any

import numpy as np

from commonweal.demo.land import HARDSHIP, table
from commonweal.demo.story import Story
from commonweal.directory import changes as directory
from commonweal.directory.models import Asset, Organization
from commonweal.journal.actor import HOUSE
from commonweal.people import changes as people
from commonweal.people.models import Account
from commonweal.people.roles import ORGANISATION

SERVICE_FACTS = (
    *("name", "description", "fees_description", "helps_with"),
    *("eligibility_description", "minimum_age", "maximum_age"),
)


def tell(story: Story) -> None:
    """First what is told by hand; the council's officer is then let to keep the council's entry."""
    told = table("going_on.toml")
    steward = story.who("rukhsana")
    for each in told["organizations"]:
        facts = {key: value for key, value in each.items() if key not in ("key", "services")}
        organization = story.add_organization(steward, each["key"], **facts)
        for service in each.get("services", ()):
            if not service["at"] or _stands(story, service["at"]):
                _service(story, organization, service["key"], service)
    people.grant_role(
        HOUSE,
        Account.objects.get(email=f"alison@{story.recipe.slug}.example"),
        role="provider",
        scope_kind=ORGANISATION,
        scope_id=str(story.organization("council").pk),
        **story.once("alison/provider"),
    )
    _where_there_is_room(story, told["patterns"])


def untell(story: Story) -> None:
    """Organisations and services go, whichever chapter made them."""
    directory.clear_invented(HOUSE, story.place, why="The story is told anew.")


def _stands(story: Story, name: str) -> bool:
    return Asset.objects.filter(name=name, gone_at=None, area__placearea__place=story.place).exists()


def _where_there_is_room(story: Story, patterns: list[dict[str, Any]]) -> None:
    """One walk through the venues for each pattern; chance repeats, so the same venues have it every time."""
    hardship = dict(zip(story.land.codes, story.land.traits[:, HARDSHIP], strict=True))
    venues = Asset.objects.filter(area__placearea__place=story.place, gone_at=None, status=Asset.OPEN).exclude(name="")
    held = list(venues.select_related("area").order_by("source_id"))
    for number, pattern in enumerate(patterns):
        chance = np.random.default_rng([story.recipe.seed, 8, number])
        for venue in held:
            drawn = chance.random()
            rate = pattern["rate"] * float(np.exp(pattern.get("harder", 0) * hardship[venue.area.code]))
            if venue.kind in pattern["at"] and drawn < rate:
                _by_pattern(story, pattern, venue, chance)


def _by_pattern(story: Story, pattern: dict[str, Any], venue: Asset, chance: np.random.Generator) -> None:
    names = {"here": venue.area.name, "venue": venue.name}
    by = pattern["by"].format(**names)
    if by == pattern["by"]:
        organization = story.organization(by)
    else:
        key = f"pattern/{by}"
        organization = Organization.objects.filter(pk=story.id(f"organization/{key}")).first()
        if organization is None:
            words = pattern["by_description"].format(**names)
            legal = pattern.get("legal_status", "")
            organization = story.add_organization(story.who("tom"), key, name=by, description=words, legal_status=legal)
    facts = pattern | {key: pattern[key].format(**names) for key in ("name", "description")}
    facts["schedule"] = pattern["schedules"][chance.integers(len(pattern["schedules"]))]
    facts["fees_description"] = pattern["fees"][chance.integers(len(pattern["fees"]))]
    _service(story, organization, f"{pattern['name']}/{venue.source_id}", facts | {"at": venue.name})


def _service(story: Story, organization: Organization, key: str, told: dict[str, Any]) -> None:
    facts = {name: told[name] for name in SERVICE_FACTS if name in told}
    who = story.who("tom")
    story.add_service(who, organization, key, at=told["at"], schedule=told.get("schedule", ""), **facts)

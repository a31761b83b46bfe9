"""Chapter 14: people are asked. A stall on the market, a café with tables, visits; and what each person agrees to."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from typing import Any

from commonweal.demo import accounts
from commonweal.demo.story import Story
from commonweal.journal.actor import HOUSE
from commonweal.listening import changes, keep_changes
from commonweal.listening.models import Gathering, Stewardship, Voice, Words
from commonweal.people import actors, slips
from commonweal.people.changes import keep_slip
from commonweal.places.models import Area

GATHERINGS: dict[str, dict[str, Any]] = {
    "market": {
        "kind": "street",
        "name": "A table on the market",
        "on": date(2026, 3, 14),
        "where": "Wenbeck market, by the fish van",
        "question": "What keeps you well here, and what gets in the way?",
    },
    "cafe": {
        "kind": "cafe",
        "name": "Six tables at the old library",
        "on": date(2026, 4, 18),
        "where": "The old library, upstairs",
        "question": "What would you change first?",
    },
    "visit": {
        "kind": "visit",
        "name": "Visits in Larkfield and Millgate",
        "on": date(2026, 3, 20),
        "where": "People’s own kitchens",
        "question": "What does a good week look like?",
    },
}
PLAN = (
    "Your words belong to you. Larkfield Tenants keep them on a computer in Wenbeck. If the tenants’ group ends, the "
    "library takes them over, with all that you agreed to and nothing more; whoever does not want that is asked before."
)


def tell(story: Story) -> None:
    """Where people were asked, what they said, which lines they let stand, and who keeps it all."""
    dot = story.who("dot", channel="face")
    if not Stewardship.objects.filter(place=story.place).exists():
        keep_changes.set_plan(
            story.who("rukhsana"),
            story.place,
            keeper="Larkfield Tenants and Residents (invented)",
            then="hand_on",
            to_whom="Wenbeck Library (invented)",
            words=PLAN,
            review_on=date(2027, 3, 1),
        )
    held = {}
    for key, said in GATHERINGS.items():
        id = story.id(f"gathering/{key}")
        held[key] = Gathering.objects.filter(pk=id).first() or changes.open_gathering(
            dot, place=story.place, id=id, **said
        )
    for number, each in enumerate(voices()):
        _voice(story, each, held, number)


def voices() -> list[dict[str, Any]]:
    """What is said in the story."""
    words = (resources.files("commonweal.demo") / "data" / "voices.toml").read_text("utf-8")
    return list(tomllib.loads(words)["voice"])


def _voice(story: Story, said: dict[str, Any], held: dict[str, Gathering], number: int) -> None:
    id = story.id(f"voice/{said['key']}")
    if Voice.objects.filter(pk=id).exists():
        return
    gathering = held.get(said["from"])
    helper = story.who("dot", channel=said.get("channel", "face"))
    slip = keep_slip(HOUSE, place=str(story.place.pk), code=slip_code(story, said["key"]))
    person = actors.of_contributor(slip, channel=said.get("channel", "face" if gathering else "online"))
    by_helper = said.get("voicing", Voice.OWN) != Voice.OWN
    who = actors.for_somebody(helper, person, channel=helper.channel) if by_helper else person
    voice = changes.record_voice(
        who,
        place=story.place,
        id=id,
        kind=said.get("kind", "table_note" if said["from"] == "cafe" else "story"),
        words=said["words"],
        language=said.get("language", "en"),
        agreed=["listen", *said["uses"]],
        gathering=gathering,
        area=_area(story, number),
        given_on=gathering.on if gathering else date(2026, 5, 2),
        voicing=said.get("voicing", Voice.OWN),
        interpreter=said.get("interpreter", ""),
        level=said.get("level", Voice.COUNTED),
        called=said.get("called", ""),
        young=said.get("young", False),
        guardian=said.get("guardian", ""),
        helper_minutes=25 if by_helper else None,
        communities=said.get("communities", ()),
        witness=helper if not by_helper and gathering else None,
    )
    if said.get("voicing") in (Voice.SCRIBED, Voice.INTERPRETED):
        changes.agree_words(who, voice)
    if "english" in said:
        changes.add_words(
            helper, voice, kind=Words.TRANSLATION, language="en", text=said["english"], by="Invented with the rest"
        )
    if "quote" in said:
        words = voice.words.get(kind=Words.SAID)
        start = words.text.lower().index(said["quote"].lower())
        changes.choose_quote(helper, voice, words=words, start=start, stop=start + len(said["quote"]))


def slip_code(story: Story, key: str) -> str:
    """The same slip in every telling of this installation, and another one in every other."""
    number = int(slips.hashed(f"{story.recipe.slug} {key}"), 16)
    body = "".join(slips.LETTERS[number >> (5 * place) & 31] for place in range(slips.LENGTH))
    code = slips.spelled(body + slips.check_letter(body))
    if not accounts.noted(code):
        accounts.note(f"slip of “{key}”: {code}")
    return code


def _area(story: Story, number: int) -> Area:
    areas = list(Area.objects.filter(placearea__place=story.place).order_by("code")[:6])
    return areas[number % len(areas)]


def untell(story: Story) -> None:
    """What was said is taken away whole, so that it can be told anew under the same addresses."""
    keep_changes.clear_invented(HOUSE, story.place)

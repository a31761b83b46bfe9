"""Chapter 18: a play with five makers, an exhibition to walk through, and a number that people answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from commonweal.demo.chapters.listening import slip_code
from commonweal.demo.story import Story
from commonweal.journal.actor import HOUSE, Actor
from commonweal.listening.beside import changes as beside
from commonweal.listening.beside import figures
from commonweal.listening.exhibition import changes as exhibition
from commonweal.listening.models import Exhibition, Quote, Voice, Work
from commonweal.listening.works import changes as works
from commonweal.people import actors
from commonweal.people.changes import keep_slip

SONG = (
    "Under the bridge where the buses went over,\n    water is telling the time to the stones.\n"
    "Nobody asked it. It tells them moreover\n    all of the names that are carved in their bones.\n\n"
    "Oh, you can pave it, and pipe it, and hide it:\n    give it a morning of rain, and it’s home."
)
GRAN = (
    "GRAN. We had a boat. You’ll not believe me, but we had a boat, and he rowed me from the mill to the gasworks, "
    "and I was sick over the side.\n\nBECK. I remember.\n\nGRAN. You would."
)
MAKERS: tuple[dict[str, Any], ...] = (
    {"called": "Bo", "role": "wrote the song", "heading": "The song", "words": SONG},
    {"called": "Ann Ogden", "role": "Gran", "heading": "Gran remembers", "words": GRAN},
    {"called": "Cai", "role": "the beck", "heading": "", "words": ""},
    {
        "called": "a grandmother from Millgate",
        "role": "sewed the beck’s coat",
        "heading": "What the coat is made of",
        "words": "میرے ابا کی قمیض، میری شادی کا دوپٹہ، اور ایک نیلا پردہ۔",
        "level": "described",
        "language": "ur",
    },
    {"called": "", "role": "held the rope", "heading": "", "words": "", "level": "counted"},
)


def tell(story: Story) -> None:
    """The play, then the exhibition in which it hangs, then what people set beside a number."""
    play = _play(story)
    _exhibit(story, play)
    _beside(story)


def _play(story: Story) -> Work:
    dot, id = story.who("dot"), story.id("work/play")
    met = Work.objects.filter(pk=id).first()
    if met is not None:
        return met
    play = works.begin_work(
        dot,
        place=story.place,
        id=id,
        kind="play",
        title="The Beck Remembers",
        made_on=date(2026, 5, 16),
        about="A play for the yard behind the old library, in five voices and one beck.\nSix Tuesdays, with soup.",
        artist="Noor Aziz, theatre maker (invented)",
        brief="Six evenings with whoever comes. One play, everybody’s words, nobody’s story taken.",
        fee=Decimal(1200),
        fee_agreed_on=date(2026, 3, 2),
        fee_paid=Decimal(600),
        fee_paid_on=date(2026, 4, 1),
        copying="Anybody in Wenbeck, for nothing. Anybody else asks us first.",
        deciding="All five of us, at the library, over tea.",
        income="Half to the library’s soup, half shared between us.",
        rule="all",
        leaving="ask",
        days=14,
    )
    for number, maker in enumerate(MAKERS, 1):
        told = {"level": "chosen", "agreed": ["showing", "selling", "recording", "quote"]} | maker
        works.welcome_maker(dot, works.join_work(_slip(story, f"play {number}"), play, **told))
    words = (
        "We are the ones who stayed.\nWe are the ones who came.\nThe beck does not mind which.\nIt knows us by name."
    )
    works.add_part(dot, play, heading="All together, at the end", words=words)
    return play


def _exhibit(story: Story, play: Work) -> None:
    nasreen, id = story.who("nasreen"), story.id("exhibition/said")
    if Exhibition.objects.filter(pk=id).exists():
        return
    held = exhibition.begin_exhibition(
        nasreen,
        place=story.place,
        id=id,
        title="What we said when somebody asked",
        welcome="Some of us listened for a spring: at the market, in kitchens, at six tables.\nTake your time.",
        curators="Nasreen, Trace and Col",
    )
    rooms = [held.rooms.get()]
    exhibition.describe_room(nasreen, rooms[0], title="What keeps people well", words="They said:")
    for title in ("What gets in the way", "What was made of it"):
        exhibition.add_room(nasreen, held, title=title)
        rooms.append(held.rooms.order_by("order").last())
    for room, keys in ((rooms[0], ("choir", "allot", "quiet")), (rooms[1], ("mould", "angry", "numbers"))):
        for key in keys:
            exhibition.hang(nasreen, room, show="line", thing=_line(story, key))
    label = "You can hear the song on Fridays at the library."
    exhibition.hang(nasreen, rooms[2], show="work", thing=play, label=label)
    exhibition.hang(nasreen, rooms[2], show="whole", thing=Voice.objects.get(pk=story.id("voice/warm")))
    exhibition.open_exhibition(nasreen, held)


def _beside(story: Story) -> None:
    nasreen = story.who("nasreen")
    known = {each.indicator for each in figures.numbers(nasreen, story.place)}
    chosen = (
        ("numbers", "bad_health", "agrees", ""),
        ("bus", "alone", "beyond", "A number counts who lives alone. It does not count whose name is said."),
    )
    for key, indicator, way, reason in chosen:
        if indicator in known:
            beside.pair(nasreen, _line(story, key), indicator=indicator, way=way, reason=reason)


def _line(story: Story, key: str) -> Quote:
    return Quote.objects.filter(voice=story.id(f"voice/{key}")).order_by("start")[0]


def _slip(story: Story, name: str) -> Actor:
    code = slip_code(story, name)
    return actors.of_contributor(keep_slip(HOUSE, place=str(story.place.pk), code=code))

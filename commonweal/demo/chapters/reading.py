"""Chapter 20: three numbers are read together. Two people say what they make of one, and it stands beside it."""

from __future__ import annotations

from datetime import date

from commonweal.demo.story import Story
from commonweal.evidence.changes import clear_invented
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import Reading, ReadingPage
from commonweal.evidence.reading import changes as reading
from commonweal.journal.actor import HOUSE
from commonweal.listening import changes as listening
from commonweal.listening.models import Voice

NUMBERS = ("indicator:bad_health", "indicator:older_alone", "indicator:no_car")
WORDS = {
    "indicator:bad_health": "Six of every hundred say that their health is bad or very bad. They said so themselves.",
    "indicator:older_alone": "Homes in which one person of 66 or more lives by themselves. Some like it. Some do not.",
    "indicator:no_car": "Homes with no car or van. Whatever is on, they walk, take the bus, or are fetched.",
}
# Who says it, about which number, what they let be done with it, and the line that is shown where all of it is not.
SAID = (
    (
        "nasreen",
        "indicator:older_alone",
        "My mother is in that number and she is not lonely. My neighbour is not in it and she is.",
        ("listen", "publish", "pair_with_number"),
        "",
    ),
    (
        "alison",
        "indicator:no_car",
        "You have counted the cars. Count the buses after six. There is one.",
        ("listen", "quote", "pair_with_number"),
        "Count the buses after six.",
    ),
)


def tell(story: Story) -> None:
    """Dot prepares it; Nasreen and Alison say what they make of it."""
    id = story.id("reading/library")
    if Reading.objects.filter(pk=id).exists():
        return
    dot = story.who("dot", channel="face")
    held = reading.prepare_reading(
        dot,
        place=story.place,
        id=id,
        title="Who is well here, and who is not?",
        about="Three numbers, an hour, and tea. You need not know anything about numbers.",
        numbers=[Asked(each) for each in NUMBERS],
        on=date(2026, 5, 16),
        where="The old library, upstairs",
    )
    pages = {each.figure.about: each for each in held.pages.select_related("figure", "reading__place")}
    for about, words in WORDS.items():
        reading.word_page(dot, pages[about], heading="", residents=words, clinicians="")
    for name, about, words, agreed, line in SAID:
        _said(story, pages[about], name, words, agreed, line)


def _said(story: Story, page: ReadingPage, name: str, words: str, agreed: tuple[str, ...], line: str) -> None:
    voice: Voice = listening.record_voice(
        story.who(name),
        place=story.place,
        id=story.id(f"voice/reading-{name}"),
        gathering=page.reading.gathering,
        kind="conversation",
        words=words,
        level=Voice.CHOSEN,
        called=name.capitalize(),
        agreed=agreed,
        because=[reading.figure_ref(page.figure)],
    )
    if line:
        said = voice.words.get()
        start = said.text.index(line)
        listening.choose_quote(story.who("dot"), voice, words=said, start=start, stop=start + len(line))


def untell(story: Story) -> None:
    """What was read, weighed, found and tried is taken away with what was said of it; numbers that were cited stay."""
    clear_invented(HOUSE, story.place)

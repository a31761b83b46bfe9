"""Chapter 16: what was said is read together, by a facilitator and a resident, who do not see everything alike."""

from __future__ import annotations

from datetime import date
from random import Random

from commonweal.demo.story import Story
from commonweal.journal.actor import PUBLIC
from commonweal.listening.coding import changes as themes
from commonweal.listening.coding import seeing
from commonweal.listening.models import Conversation, Gathering, SenseSession, Theme, Voice
from commonweal.listening.opinion import changes as opinion

# How likely somebody who wants the evenings livelier, and somebody who wants them quieter, is to agree.
STATEMENTS = (
    ("The last bus should run until eleven.", 0.9, 0.8),
    ("There should be somewhere to go in the evening that sells no alcohol.", 0.8, 0.7),
    ("Street lights matter more than cameras.", 0.6, 0.5),
    ("The market hall should stay open at night, even if it costs more.", 0.9, 0.1),
    ("Noise at night is a bigger problem than people say.", 0.1, 0.9),
    ("I would help to run something, if somebody asked me.", 0.75, 0.4),
    ("People who look after others at home have no evenings at all.", 0.7, 0.75),
    ("Young people should have a place of their own in the evening.", 0.9, 0.3),
)
VOTERS, LIVELY = 26, 16
QUESTION = "What would make our evenings better?"


def tell(story: Story) -> None:
    """The café's notes, read by two; then a question that anybody can vote on."""
    _read_together(story)
    _ask(story)


def _read_together(story: Story) -> None:
    dot, nasreen, place = story.who("dot"), story.who("nasreen"), story.place
    id = story.id("sense/cafe")
    if SenseSession.objects.filter(pk=id).exists():
        return
    cafe = Gathering.objects.get(pk=story.id("gathering/cafe"))
    held = seeing.open_session(dot, place, id=id, name="The café, read together", on=date(2026, 4, 25), gathering=cafe)
    find = {
        "dark": (nasreen, "From October it might as well not be there", Theme.PEOPLE),
        "keys": (dot, "Who has the key", Theme.CODERS),
        "asked": (nasreen, "Asked again, and no answer", Theme.PEOPLE),
        "nights": (dot, "When it is on", Theme.CODERS),
    }
    found = {
        key: themes.find_theme(who, place, name=name, whose=whose, id=story.id(f"theme/{key}"))
        for key, (who, name, whose) in find.items()
    }
    for card in held.cards.select_related("voice"):
        for who in (dot, nasreen):
            seeing.mark_read(who, held, voice=card.voice)
    seen = {
        "park": ("dark", "dark"),
        "hall": ("keys", "keys"),
        "angry": ("asked", "asked"),
        "night": ("nights", "nights"),
        "deaf": ("keys", "asked"),
        "young": ("nights", "asked"),
    }
    for voice, (one, other) in seen.items():
        for who, theme in ((dot, one), (nasreen, other)):
            seeing.code(who, _voice(story, voice), theme=found[theme], session=held)
    words = "I hear somebody who has been asked often enough. Dot hears a key. Perhaps it is both."
    seeing.differ(nasreen, held, voice=_voice(story, "deaf"), theme=found["asked"], words=words)
    themes.keep_codebook(dot, place, note="After the café")


def _ask(story: Story) -> None:
    if Conversation.objects.filter(place=story.place, question=QUESTION).exists():
        return
    held = opinion.begin(
        story.who("dot"),
        place=story.place,
        question=QUESTION,
        about="The council decides in March about buses, lights and the market hall (invented).",
        statements=[words for words, _lively, _quiet in STATEMENTS],
        adds="everyone",
        publishes=True,
    )
    chance = Random(story.recipe.seed)
    rows = list(held.statements.order_by("number"))
    for voter in range(VOTERS):
        for row, (_words, lively, quiet) in zip(rows, STATEMENTS, strict=True):
            likely, drawn = (lively if voter < LIVELY else quiet), chance.random()
            value = 0 if chance.random() < 0.08 else 1 if drawn < likely else -1
            opinion.cast(PUBLIC, conversation=held, statement=row, value=value, device=f"story-{voter}")


def _voice(story: Story, key: str) -> Voice:
    return Voice.objects.get(pk=story.id(f"voice/{key}"))

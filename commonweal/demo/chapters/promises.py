"""Chapter 17: what became of it. Two decisions, promises with two owners, and an honest "not used, because"."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from commonweal.demo.story import Story
from commonweal.inquiry import changes
from commonweal.inquiry.models import Commitment, Decision
from commonweal.journal.actor import HOUSE
from commonweal.journal.refs import Ref
from commonweal.listening.models import Quote, Theme, Voice
from commonweal.listening.receiving.changes import answer_voice, read_voice


def tell(story: Story) -> None:
    """Rukhsana writes down what was decided and promised; residents say whether it was kept."""
    if Decision.objects.filter(place=story.place).exists():
        return
    rukhsana, dot, today = story.who("rukhsana"), story.who("dot"), timezone.localdate()
    for voice in Voice.objects.for_use("listen").filter(place=story.place).order_by("pk"):
        read_voice(dot, voice)
    out = changes.make_decision(
        rukhsana,
        place=story.place,
        id=story.id("decision/out"),
        title="Getting out of the house comes first this year",
        on=date(2026, 5, 20),
        by_whom="The residents’ meeting at the old library, with the council’s head of housing (invented)",
        what="Not being able to get out, or not after four, came up at the market and at every table.",
        against="Another leaflet about falls. People said that they have enough leaflets.",
        because=[*_lines(story, "bus", "bench", "park"), *_themes(story, "dark")],
    )
    keys = changes.make_decision(
        rukhsana,
        place=story.place,
        id=story.id("decision/keys"),
        title="Whoever wants to run something gets a key",
        on=date(2026, 6, 3),
        by_whom="The forum of Wenbeck (invented)",
        because=[*_lines(story, "hall"), *_themes(story, "keys")],
    )
    bench = _promise(story, "bench", "A bench half way up Cinder Lane", today - timedelta(days=12), out, "A man of 81")
    changes.report(
        rukhsana, bench, words="The place was chosen on a walk with six residents.", state="under_way",
        on=today - timedelta(days=40),
    )  # fmt: skip
    changes.report(_teller(story, "bench"), bench, words="I can see the spot. I cannot sit on it.",
                   on=today - timedelta(days=5))  # fmt: skip
    light = _promise(story, "park", "A light at the gate by the garages", today - timedelta(days=30), out, "")
    changes.report(
        rukhsana, light, words="It is in, and comes on at dusk.", state="done", on=today - timedelta(days=33)
    )
    changes.judge(_teller(story, "park"), light, kept=True, words="I walked through it last night with the pram.")
    hall = _promise(story, "hall", "Three keys for the hall, kept in Wenbeck", today + timedelta(days=45), keys, "")
    changes.report(rukhsana, hall, words="Two of three have been cut.", state="under_way", on=today - timedelta(days=6))
    bus = _promise(story, "bus", "The 34 until seven", today - timedelta(days=60), out, "A daughter, Larkfield")
    changes.report(
        rukhsana, bus, words="The company says no, and the county will not pay. We should have said so sooner.",
        state="not_done", on=today - timedelta(days=62),
    )  # fmt: skip
    changes.judge(_teller(story, "bus"), bus, kept=False, words="Then say it on the bus stop.")
    answer_voice(
        dot, _voice(story, "warm"), words="The spaces are called what each house wants now, and two are called soup. "
        "It did not need a decision: it needed asking."
    )  # fmt: skip


def _promise(story: Story, key: str, title: str, by: date, decision: Decision, called: str) -> Commitment:
    resident = _teller(story, key)
    made = changes.make_commitment(
        story.who("rukhsana"),
        place=story.place,
        id=story.id(f"promise/{key}"),
        title=title,
        by=by,
        body=story.organization("tenants"),
        resident=resident,
        decision=decision,
        for_body="the tenants’ committee",
        because=_lines(story, key),
    )
    return changes.confirm(resident, made, called=called)


def _voice(story: Story, key: str) -> Voice:
    return Voice.objects.get(pk=story.id(f"voice/{key}"))


def _teller(story: Story, key: str):  # type: ignore[no-untyped-def]
    teller = _voice(story, key).teller
    assert teller is not None  # noqa: S101 - a chapter's own voice
    return teller


def _lines(story: Story, *keys: str) -> list[Ref]:
    voices = [story.id(f"voice/{key}") for key in keys]
    return [
        Ref("listening.quote", str(pk)) for pk in Quote.objects.filter(voice__in=voices).values_list("pk", flat=True)
    ]


def _themes(story: Story, *keys: str) -> list[Ref]:
    ids = [story.id(f"theme/{key}") for key in keys]
    return [Ref("listening.theme", str(pk)) for pk in Theme.objects.filter(pk__in=ids).values_list("pk", flat=True)]


def untell(story: Story) -> None:
    """What was decided and promised is taken away, so that it can be told anew."""
    changes.clear_invented(HOUSE, story.place)

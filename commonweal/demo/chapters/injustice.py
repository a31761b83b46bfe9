"""Chapter 21: what counts as unjust. A table at the old library weighs it; and somebody goes where nobody had gone."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from commonweal.demo.story import Story
from commonweal.evidence.index import changes as index
from commonweal.evidence.index import queries as indexed
from commonweal.evidence.missed import changes as missed
from commonweal.evidence.missed import queries as found
from commonweal.evidence.models import IndexSession, MissedFind

PARTS = (("overcrowded", True), ("bad_health", True), ("no_car", True), ("carers_most", True), ("little_english", True))
# Sheets of one table each: how many sat there, and their hundred points in the order of the parts.
SHEETS = ((4, (30, 20, 25, 15, 10)), (3, (15, 30, 20, 25, 10)), (5, (20, 25, 35, 10, 10)))
REASONS = (
    "“If you cannot get a bus you cannot get a doctor, a job or a friend, so we put no car first.” “Damp, and too "
    "many to a room: the children cough all winter.” One table put caring higher: “Nobody sees who is up at night.” "
    "(Invented.)"
)
WORST_OF = ("little_english", "overcrowded", "no_car")


def tell(story: Story) -> None:
    """One session, kept as the first version; one find, taken on."""
    _session(story)
    _find(story)


def _session(story: Story) -> None:
    place, dot, today = story.place, story.who("dot"), timezone.localdate()
    held = {each.key for each in indexed.choices(dot, place)}
    parts = [each for each in PARTS if each[0] in held]
    if IndexSession.objects.filter(place=place).exists() or len(parts) < len(PARTS):
        return
    name = "Old library, three tables on a Thursday (invented)"
    session = index.begin(dot, place=place, name=name, on=today - timedelta(days=12), parts=parts)
    for people, points in SHEETS:
        said = {key: float(each) for (key, _harder), each in zip(PARTS, points, strict=True)}
        index.weigh(dot, session, way="points", said=said, people=people)
    index.keep(dot, session, reasons=REASONS)


def _find(story: Story) -> None:
    place, femi, tom = story.place, story.who("femi"), story.who("tom")
    held = {each.key for each in found.choices(femi, place)}
    if MissedFind.objects.filter(place=place).exists() or not set(WORST_OF) <= held:
        return
    looked = found.missed(femi, place, WORST_OF, 20)
    areas = [row.key for row in looked.areas if row.high > 1][:3]
    if not areas:
        return
    first = missed.keep_find(
        femi,
        place=place,
        name="Families in crowded homes, few of whom speak much English (invented)",
        seen="Two or three of these are high here at once, and nobody from here came to the café. It may be that they "
        "came and were not counted: the sheet was in English only.",
        markers=WORST_OF,
        top=20,
        areas=areas,
    )
    missed.take_on(
        tom,
        first,
        owner="Tom, with Asha from the Saturday school (invented)",
        way="there",
        how="They sit at the school gate on Mondays, and ask what would be worth coming for.",
        by=timezone.localdate() + timedelta(days=16),
    )
    missed.keep_find(
        femi,
        place=place,
        name="Deaf people who sign (invented)",
        seen="No voice here was given in sign language. Nobody has asked in it either.",
        community="Deaf",
    )

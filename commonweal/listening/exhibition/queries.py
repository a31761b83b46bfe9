"""What can be seen of exhibitions: those of a place, one whole, one thing at a time, and what may be hung."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Gone, NotFound
from commonweal.core.ids import is_id
from commonweal.core.shorten import cut
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.journal.kinds import Card
from commonweal.listening import render
from commonweal.listening.exhibition.rows import (
    Choice,
    ExhibitionRow,
    ExhibitionWhole,
    NailRow,
    RoomRow,
    ThingRow,
    Walking,
)
from commonweal.listening.exhibition.words import SHOWS
from commonweal.listening.models import (
    Exhibition,
    ExhibitionItem,
    ExhibitionRoom,
    Media,
    Quote,
    Voice,
    Walk,
    Words,
    Work,
)
from commonweal.listening.words import KINDS, VOICINGS
from commonweal.listening.works import queries as works
from commonweal.places.models import Place

MOST_CHOICES = 60  # of each sort, the newest first


def exhibition(viewer: Actor, id: str) -> Exhibition:
    """One exhibition that this viewer may walk through."""
    found = Exhibition.objects.visible_to(viewer).filter(pk=id).select_related("place").first() if is_id(id) else None
    if found is None:
        raise NotFound(_("There is no such exhibition, or its doors are closed."))
    return found


def in_place(viewer: Actor, place: Place) -> list[ExhibitionRow]:
    """The exhibitions of a place, the newest first."""
    rows = Exhibition.objects.visible_to(viewer).filter(place=place).order_by("-opened_at", "-made_at")
    return [announced(each) for each in rows]


def announced(held: Exhibition) -> ExhibitionRow:
    """An exhibition in a few lines."""
    is_open = held.opened_at is not None and held.closed_at is None
    return ExhibitionRow(
        str(held.pk), held.title, held.welcome, held.curators, hangs(held).count(), held.opened_at, is_open
    )


def hangs(held: Exhibition) -> Any:
    """What hangs in it now: everything whose people agree."""
    return ExhibitionItem.objects.hanging().filter(room__exhibition=held)


def whole(held: Exhibition) -> ExhibitionWhole:
    """All rooms, with what hangs in them now. Rooms in which nothing hangs are closed."""
    rooms, number = [], 0
    hanging = _with_all(hangs(held))
    for room in held.rooms.all():
        things = []
        for item in (each for each in hanging if each.room_id == room.pk):
            number += 1
            things.append(thing(item, number))
        if things:
            rooms.append(RoomRow(str(room.pk), room.title, room.words, tuple(things)))
    return ExhibitionWhole(announced(held), tuple(rooms), held.place.slug, held.place.name, held.place.invented)


def _with_all(rows: Any) -> list[ExhibitionItem]:
    found = rows.select_related("room", "voice__place", "quote__words", "quote__voice", "work__place")
    return list(found.prefetch_related("voice__words__redactions").order_by("room__order", "order", "pk"))


def thing(item: ExhibitionItem, number: int = 0) -> ThingRow:
    """One thing as it hangs."""
    words, language, credit, kind, scribed = "", "", "", "", ""
    if item.quote is not None:
        words, language = render.quoted(item.quote), item.quote.words.language
    voice = item.voice
    if voice is not None:
        credit, kind = render.whose(voice), str(KINDS[voice.kind])
        scribed = "" if voice.voicing == Voice.OWN else str(VOICINGS[voice.voicing])
        if item.show == ExhibitionItem.WHOLE:
            said = next((each for each in voice.words.all() if each.kind == Words.SAID), None)
            words, language = (render.said(said), said.language) if said else ("", "")
    hung = works.rows([item.work])[0] if item.work is not None else None
    return ThingRow(
        str(item.pk), number, item.show, hung.kind_label if hung else kind, words, language, credit, scribed,
        item.label, str(voice.pk) if voice else "", hung, _walk(voice),
    )  # fmt: skip


def _walk(voice: Voice | None) -> str:
    """The walk that this voice told of, if it is one and may be gone along."""
    if voice is None or voice.kind != "walk":
        return ""
    found = Walk.objects.visible_to(PUBLIC).filter(voice=voice).values_list("pk", flat=True).first()
    return str(found) if found else ""


def walk(held: Exhibition, id: str) -> Walking:
    """One thing, with the way on and the way back. What is gone says so, and no more."""
    told = whole(held)
    row = [(room, each) for room in told.rooms for each in room.things]
    at = next((number for number, (_room, each) in enumerate(row) if each.id == id), None)
    if at is None:
        raise Gone(_("This hangs here no more. Go back to the entrance: the rest is still there."))
    room, hung = row[at]
    before = row[at - 1][1].id if at else ""
    after = row[at + 1][1].id if at + 1 < len(row) else ""
    return Walking(told, room, hung, len(row), before, after, hung.id == room.things[0].id)


def nails(held: Exhibition) -> list[tuple[ExhibitionRoom, list[NailRow]]]:
    """Every room with every nail, for its curators: what hangs, and what hangs no more."""
    hanging = {each.pk: each for each in _with_all(hangs(held))}
    rooms = []
    for room in held.rooms.prefetch_related("items"):
        row = [_nail(each, hanging.get(each.pk)) for each in room.items.all()]
        rooms.append((room, row))
    return rooms


def _nail(item: ExhibitionItem, hung: ExhibitionItem | None) -> NailRow:
    return NailRow(str(item.pk), str(SHOWS[item.show]), thing(hung) if hung else None, item.label, item.gone_at)


def choices(viewer: Actor, held: Exhibition) -> list[Choice]:
    """What may be hung: lines that may be quoted, what may be read whole, pictures, and works that are shown."""
    place = held.place
    quotes = Quote.objects.public().filter(voice__place=place).select_related("words", "voice").order_by("-made_at")
    found = [
        Choice(f"line:{each.pk}", cut(render.quoted(each), 220), render.whose(each.voice), str(SHOWS["line"]))
        for each in quotes[:MOST_CHOICES]
    ]
    may = Voice.objects.for_use("publish").filter(place=place).exclude(kind="work")
    found += [_of_voice("whole", each) for each in _readable(viewer, may) if each.theirs]
    found += [_of_voice("picture", each) for each in _readable(viewer, _pictured(place).exclude(kind="work"))]
    for row in works.rows(list(Work.objects.shown().filter(place=place).order_by("-made_at")[:MOST_CHOICES])):
        names = ", ".join(each.credit for each in row.makers)
        found.append(Choice(f"work:{row.id}", row.title, names, row.kind_label))
    return found


def _pictured(place: Place) -> Any:
    """Voices with a picture, sound or film that everyone may see or hear."""
    seen = Media.objects.public().filter(voice__place=place).values("voice")
    return Voice.objects.for_use("picture").filter(pk__in=seen)


def _readable(viewer: Actor, rows: Any) -> list[Voice]:
    seen = Voice.objects.readable_by(viewer).values("pk")
    return list(rows.filter(pk__in=seen).prefetch_related("words__redactions").order_by("-made_at")[:MOST_CHOICES])


def _of_voice(show: str, voice: Voice) -> Choice:
    said = next((each for each in voice.words.all() if each.kind == Words.SAID), None)
    words = cut(render.said(said), 220) if said else str(KINDS[voice.kind])
    return Choice(f"{show}:{voice.pk}", words, render.whose(voice), f"{KINDS[voice.kind]}: {SHOWS[show]}")


def chosen(held: Exhibition, value: str) -> tuple[str, Quote | Voice | Work]:
    """What a choice names, in this exhibition's place."""
    show, _colon, id = value.partition(":")
    rows: Any = {
        ExhibitionItem.LINE: Quote.objects.public().filter(voice__place=held.place).select_related("voice__place"),
        ExhibitionItem.WHOLE: Voice.objects.for_use("publish").filter(place=held.place),
        ExhibitionItem.PICTURE: _pictured(held.place),
        ExhibitionItem.WORK: Work.objects.shown().filter(place=held.place),
    }.get(show)
    found = rows.filter(pk=id).first() if rows is not None and is_id(id) else None
    if found is None:
        raise NotFound(_("This may not hang now: choose something else."))
    return show, found


def voices_on_panels(held: Exhibition) -> list[Voice]:
    """Whose voices would stand on paper if the panels were printed now."""
    keys = hangs(held).exclude(voice=None).values("voice")
    return list(Voice.objects.filter(pk__in=keys))


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    rows = Exhibition.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """An exhibition in a line."""
    found = Exhibition.objects.filter(pk__in=list(ids)).select_related("place")
    return {str(e.pk): Card(e.title, f"/exhibition/{e.pk}", _("an exhibition"), e.place.invented) for e in found}

"""How an exhibition is put together, opened, closed and printed; and how what is taken back leaves it at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid, NotAgreed
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening import uses
from commonweal.listening.exhibition import queries, rules
from commonweal.listening.exhibition.words import USES
from commonweal.listening.models import Exhibition, ExhibitionItem, ExhibitionRoom, Quote, Shown, Voice, Work
from commonweal.places.models import Place

UP, DOWN = "up", "down"


@change("listening.exhibition.begin", allowed=rules.may_begin)
def begin_exhibition(
    who: Actor, *, place: Place, title: str, welcome: str = "", curators: str = "", id: Any = None
) -> Exhibition:
    """Begin an exhibition, with a first room. Nobody but its curators sees it before it is opened."""
    made = Exhibition(**({"id": id} if id else {}), place=place, made_at=timezone.now())
    _say(made, title, welcome, curators)
    made.save(force_insert=True)
    current().touch(place)
    ExhibitionRoom.objects.create(exhibition=made, order=1, title=_("First room"))
    return made


@change("listening.exhibition.describe", allowed=rules.may_curate)
def describe_exhibition(
    who: Actor, exhibition: Exhibition, *, title: str, welcome: str = "", curators: str = ""
) -> Exhibition:
    """Set right its name and its welcome."""
    _say(exhibition, title, welcome, curators)
    exhibition.save()
    return exhibition


@change("listening.exhibition.open", allowed=rules.may_curate)
def open_exhibition(who: Actor, exhibition: Exhibition) -> Exhibition:
    """Open the doors to everyone."""
    if not queries.hangs(exhibition):
        raise Invalid(_("Nothing hangs in it yet. Hang at least one thing before you open the doors."))
    exhibition.opened_at, exhibition.closed_at = exhibition.opened_at or timezone.now(), None
    exhibition.save(update_fields=["opened_at", "closed_at"])
    return exhibition


@change("listening.exhibition.close", allowed=rules.may_curate)
def close_exhibition(who: Actor, exhibition: Exhibition) -> Exhibition:
    """Close the doors. What hangs stays hung, for curators."""
    exhibition.closed_at = timezone.now()
    exhibition.save(update_fields=["closed_at"])
    return exhibition


@change("listening.exhibition.room", allowed=rules.may_curate)
def add_room(who: Actor, exhibition: Exhibition, *, title: str, words: str = "") -> Exhibition:
    """One more room."""
    if not title.strip():
        raise Invalid(_("Give the room a name."))
    last = exhibition.rooms.order_by("-order").values_list("order", flat=True).first() or 0
    ExhibitionRoom.objects.create(exhibition=exhibition, order=last + 1, title=title.strip()[:200], words=words.strip())
    return exhibition


@change("listening.exhibition.rename_room", allowed=rules.may_curate)
def describe_room(who: Actor, room: ExhibitionRoom, *, title: str, words: str = "") -> Exhibition:
    """Set right a room's name, and what stands at its door."""
    if not title.strip():
        raise Invalid(_("Give the room a name."))
    room.title, room.words = title.strip()[:200], words.strip()
    room.save(update_fields=["title", "words"])
    return room.exhibition


@change("listening.exhibition.close_room", allowed=rules.may_curate)
def take_room_away(who: Actor, room: ExhibitionRoom) -> Exhibition:
    """One room less; what hung in it hangs nowhere here."""
    exhibition = room.exhibition
    if exhibition.rooms.count() == 1:
        raise Clash(_("An exhibition has at least one room."))
    room.delete()
    return exhibition


def _agreed_to_hang(who: Actor, room: ExhibitionRoom, *, show: str, thing: Voice | Quote | Work, **_kw: Any) -> None:
    """The very voice may be shown so, and stays locked until it hangs. A work is agreed to by its makers together."""
    if isinstance(thing, Work):
        if show != ExhibitionItem.WORK or not thing.is_shown:
            raise NotAgreed(_("Not enough of its makers agree that it is shown now."))
        return
    if show not in USES or (show == ExhibitionItem.LINE) != isinstance(thing, Quote):
        raise Invalid(_("Say what of it is to hang."))
    uses.refuse_unless(thing.voice if isinstance(thing, Quote) else thing, USES[show])


@change("listening.exhibition.hang", allowed=rules.may_curate, agreed=_agreed_to_hang, facts=["show"])
def hang(
    who: Actor, room: ExhibitionRoom, *, show: str, thing: Voice | Quote | Work, label: str = "", id: Any = None
) -> ExhibitionItem:
    """Hang something in a room, as far as whoever gave it agreed. The label is the curator's own."""
    exhibition = room.exhibition
    voice = thing.voice if isinstance(thing, Quote) else thing if isinstance(thing, Voice) else None
    quote = thing if isinstance(thing, Quote) else None
    work = thing if isinstance(thing, Work) else None
    if (voice.place_id if voice else work.place_id) != exhibition.place_id:  # type: ignore[union-attr]
        raise Invalid(_("This was given in another place. It hangs there, if its people like."))
    same = ExhibitionItem.objects.filter(room__exhibition=exhibition, show=show, gone_at=None)
    if same.filter(voice=voice, quote=quote, work=work).exists():
        raise Clash(_("This hangs here already."))
    if voice is not None and show == ExhibitionItem.WHOLE and not voice.theirs:
        raise Invalid(_("These words have not been read back and agreed, so they are not shown as the person’s."))
    last = room.items.order_by("-order").values_list("order", flat=True).first() or 0
    current().state(show=show)
    current().touch(exhibition, *(each for each in (voice, quote, work) if each is not None))
    if voice is not None:
        address = f"/exhibition/{exhibition.pk}"
        Shown.objects.get_or_create(
            voice=voice,
            what=_("Exhibition “%s”") % exhibition.title[:150],
            defaults={"address": address, "printed": False, "at": timezone.now()},
        )
    return ExhibitionItem.objects.create(
        **({"id": id} if id else {}),
        room=room,
        order=last + 1,
        show=show,
        voice=voice,
        quote=quote,
        work=work,
        label=label.strip()[:2000],
    )


@change("listening.exhibition.label", allowed=rules.may_curate)
def relabel(who: Actor, item: ExhibitionItem, *, label: str) -> Exhibition:
    """Say otherwise what stands beside it, or say nothing."""
    item.label = label.strip()[:2000]
    item.save(update_fields=["label"])
    return item.room.exhibition


@change("listening.exhibition.take_down", allowed=rules.may_curate)
def take_down(who: Actor, item: ExhibitionItem) -> Exhibition:
    """Hang it no more, or pull out an empty nail."""
    exhibition = item.room.exhibition
    item.delete()
    return exhibition


@change("listening.exhibition.move", allowed=rules.may_curate)
def move(who: Actor, item: ExhibitionItem, *, way: str) -> Exhibition:
    """One place earlier, or later; over the end of a room into the next."""
    room = item.room
    row = list(room.items.all())
    at = next(number for number, each in enumerate(row) if each.pk == item.pk)
    other = at - 1 if way == UP else at + 1
    if 0 <= other < len(row):
        row[at], row[other] = row[other], row[at]
        _number(row)
    else:
        _into_next_room(item, way)
    return room.exhibition


def _into_next_room(item: ExhibitionItem, way: str) -> None:
    rooms = list(item.room.exhibition.rooms.all())
    at = next(number for number, each in enumerate(rooms) if each.pk == item.room_id)
    other = at - 1 if way == UP else at + 1
    if not 0 <= other < len(rooms):
        return
    row = list(rooms[other].items.all())
    item.room = rooms[other]
    item.save(update_fields=["room"])
    _number([*row, item] if way == UP else [item, *row])


def _number(row: Sequence[ExhibitionItem]) -> None:
    for number, each in enumerate(row, 1):
        if each.order != number:
            each.order = number
            each.save(update_fields=["order"])


@change("listening.exhibition.print", allowed=rules.may_curate, facts=["voices"])
def print_exhibition(who: Actor, exhibition: Exhibition, *, what: str) -> Exhibition:
    """Note for every voice on the panels that it is printed, so that its teller is told what cannot be recalled."""
    voices = queries.voices_on_panels(exhibition)
    for voice in voices:
        Shown.objects.get_or_create(
            voice=voice,
            what=what[:200],
            defaults={"address": f"/exhibition/{exhibition.pk}", "printed": True, "at": timezone.now()},
        )
        current().touch(voice)
    current().state(voices=len(voices))
    return exhibition


def let_go(voices: Sequence[Voice]) -> None:
    """Inside a change: what is taken back is off the wall. An empty nail stays, with no word, for curators to see."""
    hung = ExhibitionItem.objects.filter(voice__in=[each.pk for each in voices])
    hung.update(voice=None, quote=None, label="", gone_at=timezone.now())


def _say(exhibition: Exhibition, title: str, welcome: str, curators: str) -> None:
    if not title.strip():
        raise Invalid(_("Give the exhibition a name."))
    exhibition.title, exhibition.welcome = title.strip()[:200], welcome.strip()[:4000]
    exhibition.curators = curators.strip()[:300]

"""What there is to see of walks: a place's, one whole, and what of it may go to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from commonweal.journal.actor import PUBLIC, Actor
from commonweal.journal.kinds import Card
from commonweal.listening import render
from commonweal.listening.media import queries as media
from commonweal.listening.media.rows import MediaRow
from commonweal.listening.models import Quote, Stop, Voice, Walk, Words
from commonweal.listening.queries import one, quote_row
from commonweal.listening.rows import QuoteRow
from commonweal.listening.walks.rows import StopRow, WalkRow, WalkWhole
from commonweal.places.models import Place


def in_place(viewer: Actor, place: Place) -> list[WalkRow]:
    """Walks of a place that this viewer may know of, newest first."""
    rows = _all(Walk.objects.visible_to(viewer).filter(place=place)).order_by("-voice__given_on", "-made_at")
    read = _readable(viewer, rows)
    return [_row(viewer, each, each.voice_id in read) for each in rows]


def walk(viewer: Actor, id: str) -> Walk:
    """One walk this viewer may know of."""
    return cast(Walk, one(_all(Walk.objects.visible_to(viewer)), id))


def one_again(held: Walk) -> Walk:
    """The same walk as it stands now, with its stops."""
    return cast(Walk, one(_all(Walk.objects.all()), str(held.pk)))


def any_walk(id: str) -> Walk:
    """One walk, for whoever comes to add to it with a slip: who may, the change asks. Nothing of it is shown."""
    return cast(Walk, one(_all(Walk.objects.filter(voice__erased_at=None)), id))


def stop(id: str) -> Stop:
    """One stop, for whoever comes to change it: who may, the change asks."""
    rows = Stop.objects.select_related("walk__place", "walk__voice", "walk__gathering", "voice__place")
    return cast(Stop, one(rows, id))


def _all(rows: Any) -> Any:
    stops = Prefetch("stops", Stop.objects.select_related("voice__place").order_by("number"))
    return rows.select_related("voice__place", "place", "gathering").prefetch_related(stops)


def _readable(viewer: Actor, walks: Iterable[Walk]) -> set[object]:
    keys = [each.voice_id for each in walks] + [stop.voice_id for each in walks for stop in each.stops.all()]
    return set(Voice.objects.readable_by(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def _seen(viewer: Actor, walk: Walk) -> list[Stop]:
    keys = [each.voice_id for each in walk.stops.all()]
    seen = set(Voice.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    shown = set(Voice.objects.for_use("picture").filter(pk__in=keys, media__isnull=False).values_list("pk", flat=True))
    return [each for each in walk.stops.all() if each.voice_id in seen | shown]


def _row(viewer: Actor, walk: Walk, readable: bool) -> WalkRow:
    return WalkRow(
        str(walk.pk),
        walk.name if readable else str(_("A walk")),
        walk.voice.given_on if readable else walk.voice.given_on.replace(day=1),
        render.whose(walk.voice),
        walk.gathering.name if walk.gathering else "",
        walk.metres if readable else None,
        walk.seconds if readable else None,
        len(_seen(viewer, walk)),
    )


def whole(viewer: Actor, walk: Walk) -> WalkWhole:
    """One walk, as much of it as this viewer may read, hear and see."""
    read = _readable(viewer, [walk])
    readable = walk.voice_id in read
    words = _words([walk.voice_id]).get(walk.voice_id) if readable else None
    return WalkWhole(
        str(walk.pk),
        walk.place.slug,
        walk.place.name,
        walk.place.invented,
        walk.name if readable and walk.name else str(_("A walk")),
        render.whose(walk.voice),
        walk.voice.given_on if readable else walk.voice.given_on.replace(day=1),
        readable,
        render.said(words) if words else "",
        words.language if words else walk.voice.language,
        walk.how,
        tuple(tuple((lon, lat) for lon, lat, _at in run) for run in walk.runs) if readable else (),
        walk.metres if readable else None,
        walk.seconds if readable else None,
        walk.trim_metres,
        walk.hops,
        str(walk.gathering_id or ""),
        walk.gathering.name if walk.gathering else "",
        str(walk.voice_id) if readable else "",
        readable,
        tuple(stop_rows(viewer, walk, read)),
    )


def _words(keys: Iterable[object]) -> dict[object, Words]:
    rows = Words.objects.filter(voice__in=list(keys), kind=Words.SAID).prefetch_related("redactions")
    return {each.voice_id: each for each in rows}


def stop_rows(viewer: Actor, walk: Walk, read: set[object]) -> list[StopRow]:
    """The stops that this viewer may know of. Words only of voices they may read; else the lines that may be quoted."""
    stops = _seen(viewer, walk)
    own = [each.voice_id for each in stops if each.voice_id != walk.voice_id]
    words = _words(key for key in own if key in read)
    quotes: dict[object, list[Quote]] = {}
    for line in Quote.objects.public().filter(voice__in=own).select_related("words", "voice").order_by("start"):
        quotes.setdefault(line.voice_id, []).append(line)
    files = media.by_voice(viewer, [each.voice for each in stops if each.voice_id != walk.voice_id])
    rows = []
    for each in stops:
        said = words.get(each.voice_id)
        lines = () if said else tuple(quote_row(line) for line in quotes.get(each.voice_id, ()))
        # Where somebody stood and what they called it is part of what they gave: more than a line they let be quoted.
        known = each.voice_id in read
        rows.append(
            _stop_row(each, walk, known, render.said(said) if said else "", lines, tuple(files.get(each.voice_id, ())))
        )
    return rows


def _stop_row(
    stop: Stop,
    walk: Walk,
    known: bool,
    words: str,
    quotes: tuple[QuoteRow, ...],
    files: tuple[MediaRow, ...],
) -> StopRow:
    return StopRow(
        str(stop.pk),
        stop.number,
        stop.name if known else "",
        render.whose(stop.voice),
        stop.lat if known else None,
        stop.lon if known else None,
        stop.placed if known else Stop.NONE,
        words,
        stop.voice.language,
        quotes,
        files,
        str(stop.voice_id),
        stop.voice_id != walk.voice_id,
    )


def printable(walk: Walk) -> WalkWhole:
    """What of a walk may go to print: as everyone sees it; of words only what may be quoted too; of media, pictures.

    Stops of which nothing is left are left out.
    """
    held = whole(PUBLIC, walk)
    keys = [walk.voice_id, *(each.voice_id for each in walk.stops.all())]
    quoted = {str(key) for key in Voice.objects.for_use("quote").filter(pk__in=keys).values_list("pk", flat=True)}
    stops = tuple(_printable(each, quoted) for each in held.stops)
    kept = tuple(
        each for each in stops if each.words or each.quotes or each.media or (each.name and not each.own_words)
    )
    return replace(held, words=held.words if str(walk.voice_id) in quoted else "", stops=kept)


def _printable(stop: StopRow, quoted: set[str]) -> StopRow:
    pictures = tuple(each for each in stop.media if each.kind == "picture")
    return replace(stop, words=stop.words if stop.voice_id in quoted else "", media=pictures)


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    return {str(id) for id in Walk.objects.visible_to(viewer).filter(pk__in=list(ids)).values_list("pk", flat=True)}


def stops_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: of voices this viewer may read."""
    read = Voice.objects.readable_by(viewer).values("pk")
    rows = Stop.objects.filter(pk__in=list(ids), voice__in=read)
    return {str(id) for id in rows.values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """For the journal: that there was one, and whose; what it was called is the walker's to tell."""
    rows = Walk.objects.filter(pk__in=list(ids)).select_related("voice", "place")
    return {
        str(each.pk): Card(_("A walk"), f"/walk/{each.pk}", render.whose(each.voice), invented=each.place.invented)
        for each in rows
    }


def describe_stops(ids: Iterable[str]) -> dict[str, Card]:
    """For the journal."""
    rows = Stop.objects.filter(pk__in=list(ids)).select_related("voice", "walk__place")
    return {
        str(each.pk): Card(
            _("A stop on a walk"), f"/walk/{each.walk_id}", render.whose(each.voice), invented=each.walk.place.invented
        )
        for each in rows
    }

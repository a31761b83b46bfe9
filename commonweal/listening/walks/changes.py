"""How a walk is kept: its ends cut off first, then what the device made up left out, then fewer points."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening import uses
from commonweal.listening.changes import record_voice
from commonweal.listening.models import Gathering, Media, Shown, Stop, Voice, Walk
from commonweal.listening.walks import rules
from commonweal.methods.tracks import Run, Spot, lasted, length, passes, simplified, smooth, trimmed, where
from commonweal.places.models import Place

TRIM = 150  # metres around each end, unless somebody says otherwise
MOST_TRIM = 2000
TOLERANCE = 3.0  # metres that a line may be off when points are left out: less than a phone wavers
LONGEST = 120  # letters of a name
MOST_STOPS = 60


@dataclass(frozen=True, slots=True)
class Track:
    """A walk as it is kept: its ends are gone, and nothing here knows where they were."""

    runs: tuple[Run, ...]
    began_at: datetime | None
    metres: float
    seconds: float | None
    hops: int


def kept(runs: Sequence[Run], began_at: datetime | None, *, trim: int = TRIM) -> Track:
    """What is kept of a walk. How much more than `trim` goes at each end is left to chance and told to nobody."""
    if not 0 <= trim <= MOST_TRIM:
        raise Invalid(_("Say how many metres are cut off at each end, from 0 to %s.") % f"{MOST_TRIM:,}")
    smoothed = [smooth(run) for run in runs]
    hops = sum(each.hops for each in smoothed)
    whole = [run for each in smoothed for run in each.runs]
    reach = [trim + secrets.randbelow(trim // 2 + 1) if trim else 0 for _end in range(2)]
    left = trimmed(whole, *reach).runs
    if not left:
        raise Invalid(
            _("The walk is shorter than what is cut off at its two ends. Cut off less, if nobody’s home is there.")
        )
    times = [spot.at for run in left for spot in run if spot.at is not None]
    first = min(times) if times else 0.0
    moved = [tuple(Spot(s.lat, s.lon, None if s.at is None else s.at - first) for s in run) for run in left]
    starts = began_at + timedelta(seconds=first) if began_at and times else None
    fewer = tuple(simplified(run, TOLERANCE) for run in moved)
    return Track(fewer, starts, length(left), lasted(left), hops)


def near(track: Track, lat: float, lon: float, *, most: float = 30.0) -> bool:
    """Is a spot that was marked beside the line that is kept? Others would tell of what was cut off."""
    spot = Spot(lat, lon)
    return any(passes(one, other, spot, most) for run in track.runs for one, other in pairwise(run))


@change("listening.walk.record", allowed=rules.may_walk, facts=["how", "trim", "hops"])
def record_walk(
    who: Actor,
    *,
    place: Place,
    name: str,
    how: str,
    track: Track | None = None,
    trim: int = 0,
    gathering: Gathering | None = None,
    stops: Sequence[tuple[str, float | None, float | None]] = (),
    **told: Any,
) -> Walk:
    """Keep a walk that somebody tells of: `told` is what `record_voice` takes. `stops`: name, latitude, longitude."""
    if not name.strip():
        raise Invalid(_("Give the walk a name, so that people know which one is meant."))
    if track is None and not stops:
        raise Invalid(_("Give the line you went, or the places you stopped at."))
    if len(stops) > MOST_STOPS:
        raise Invalid(_("A walk has %s stops at most.") % MOST_STOPS)
    if track is not None and track.began_at is not None:
        told.setdefault("given_on", timezone.localdate(track.began_at))
    voice = record_voice(who, place=place, kind="walk", gathering=gathering, **told)
    met = Walk.objects.filter(voice=voice).first()
    if met is not None:
        return met
    walk = Walk.objects.create(
        place=place,
        gathering=gathering,
        voice=voice,
        name=name.strip()[:LONGEST],
        how=how,
        runs=packed(track.runs) if track else [],
        began_at=track.began_at if track else None,
        metres=track.metres if track else None,
        seconds=track.seconds if track else None,
        trim_metres=trim if track else 0,
        hops=track.hops if track else 0,
        made_at=timezone.now(),
    )
    for said, lat, lon in stops:
        _stop(walk, voice, said, lat, lon, Stop.HAND if lat is not None else Stop.NONE)
    current().state(how=how, trim=walk.trim_metres, hops=walk.hops)
    current().touch(voice)
    return walk


@change("listening.walk.add_stop", allowed=rules.may_add)
def add_stop(
    who: Actor,
    walk: Walk,
    *,
    name: str,
    words: str = "",
    lat: float | None = None,
    lon: float | None = None,
    at: datetime | None = None,
    **told: Any,
) -> Stop:
    """Somebody says something on the way: a voice of its own, at a spot given by hand, by the moment, or not at all."""
    if Stop.objects.filter(walk=walk).count() >= MOST_STOPS:
        raise Invalid(_("A walk has %s stops at most.") % MOST_STOPS)
    if (lat is None) != (lon is None) or (lat is not None and not (abs(lat) <= 90 and abs(lon or 0) <= 180)):
        raise Invalid(_("A spot needs its latitude and its longitude, in degrees."))
    voice = record_voice(who, place=walk.place, kind="walk", gathering=walk.gathering, words=words, **told)
    met = Stop.objects.filter(walk=walk, voice=voice).first()
    if met is not None:
        return met
    placed = Stop.HAND if lat is not None else Stop.NONE
    if lat is None and at is not None:
        lat, lon = spot_at(walk, at)
        placed = Stop.TIME if lat is not None else Stop.NONE
    current().touch(walk, voice)
    return _stop(walk, voice, name, lat, lon, placed)


def _stop(walk: Walk, voice: Voice, name: str, lat: float | None, lon: float | None, placed: str) -> Stop:
    last = Stop.objects.filter(walk=walk).aggregate(last=Max("number"))["last"] or 0
    return Stop.objects.create(
        walk=walk,
        voice=voice,
        number=last + 1,
        name=" ".join(name.split())[:LONGEST],
        lat=lat,
        lon=lon,
        placed=placed,
        made_at=timezone.now(),
    )


@change("listening.stop.place", allowed=rules.may_move, facts=["how"])
def place_stop(who: Actor, stop: Stop, *, lat: float, lon: float) -> Stop:
    """Say by hand where it was."""
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise Invalid(_("A spot needs its latitude and its longitude, in degrees."))
    stop.lat, stop.lon, stop.placed = lat, lon, Stop.HAND
    stop.save(update_fields=["lat", "lon", "placed"])
    current().state(how=stop.placed)
    return stop


@change("listening.stop.find", allowed=rules.may_move, facts=["how"])
def place_by_media(who: Actor, stop: Stop) -> Stop:
    """Where its picture, sound or film says that it was taken, or by the moment at which it was."""
    for media in Media.objects.filter(voice=stop.voice).order_by("made_at"):
        lat, lon, placed = media.lat, media.lon, Stop.PICTURE
        if lat is None and media.taken_at is not None:
            (lat, lon), placed = spot_at(stop.walk, media.taken_at), Stop.TIME
        if lat is not None:
            stop.lat, stop.lon, stop.placed = lat, lon, placed
            stop.save(update_fields=["lat", "lon", "placed"])
            break
    current().state(how=stop.placed)
    return stop


@change("listening.stop.remove", allowed=rules.may_move)
def remove_stop(who: Actor, stop: Stop) -> Walk:
    """Take a stop off the walk. What was said there stays a voice, until it is taken back."""
    walk = stop.walk
    stop.delete()
    return walk


def spot_at(walk: Walk, moment: datetime) -> tuple[float | None, float | None]:
    """Where on the track that moment was; nowhere if it fell into what was cut off, or into a gap."""
    if walk.began_at is None:
        return None, None
    found = where(unpacked(walk.runs), (moment - walk.began_at).total_seconds())
    return (found.lat, found.lon) if found else (None, None)


def packed(runs: Sequence[Run]) -> list[list[list[float | None]]]:
    """Runs as they are kept: longitude first, a tenth of a metre, whole seconds."""
    return [[[round(s.lon, 6), round(s.lat, 6), None if s.at is None else round(s.at, 1)] for s in run] for run in runs]


def unpacked(runs: Sequence[Sequence[Sequence[float | None]]]) -> list[Run]:
    """Kept runs as spots."""
    return [tuple(Spot(lat, lon, at) for lon, lat, at in run) for run in runs]  # type: ignore[arg-type]


def _agreed_to_print(who: Actor, walk: Walk, *, voice: Voice, use: str, **_kwargs: Any) -> None:
    uses.refuse_unless(voice, use)


@change("listening.walk.note_print", allowed=rules.may_print, agreed=_agreed_to_print)
def note_printed(who: Actor, walk: Walk, *, voice: Voice, use: str, what: str) -> Shown:
    """Note that a picture or a line on the map went to print, as far as that was agreed to: its teller is told."""
    current().touch(voice)
    made, _new = Shown.objects.get_or_create(
        voice=voice, what=what[:200], defaults={"address": f"/walk/{walk.pk}", "printed": True, "at": timezone.now()}
    )
    return made


def let_go(voices: Sequence[Voice]) -> None:
    """Inside a change: the stops of these voices go, and the lines they gave. Other people's stops stay theirs."""
    keys = [each.pk for each in voices]
    Stop.objects.filter(voice__in=keys).delete()
    for walk in Walk.objects.filter(voice__in=keys):
        walk.name, walk.runs, walk.began_at, walk.metres, walk.seconds = "", [], None, None, None
        walk.save()
    # Nothing is left of a walk whose track is gone and on which nobody else said anything.
    Walk.objects.filter(voice__in=keys, stops=None).delete()
    Walk.objects.filter(voice__erased_at__isnull=False, stops=None).delete()

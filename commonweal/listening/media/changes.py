"""How a file comes in, piece by piece, is kept, described, captioned and taken away.

The journal keeps that it happened and of what kind it was: never a name of a file, never a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.listening import sealing
from commonweal.listening.media import captions, rules, store
from commonweal.listening.media.clean import Facts, clean, kind_of
from commonweal.listening.media.words import MOST, most_bytes, too_large
from commonweal.listening.models import Captions, Media, Upload, Voice

LONGEST = 2000  # letters of a description
WAITS = timedelta(days=7)  # a file that stopped on its way


@change("listening.media.begin", allowed=rules.may_give)
def begin(
    who: Actor,
    voice: Voice,
    *,
    size: int,
    type: str = "",
    client_id: str | None = None,
    described: str = "",
    keeps_place: bool = False,
) -> Upload:
    """Say that a file of so many bytes will come. Asking again with the same `client_id` gives the same."""
    met = Upload.objects.filter(client_id=client_id).first() if client_id else None
    if met is not None:
        if met.voice_id != voice.pk or met.size != size:
            raise Clash(_("Another file came in under this device’s number. Send it again as a new one."))
        return met
    if size < 1:
        raise Invalid(_("This file is empty."))
    kind = kind_of(type)
    if size > most_bytes(kind):
        raise Invalid(too_large(kind))
    if Media.objects.filter(voice=voice).count() + Upload.objects.filter(voice=voice).count() >= MOST:
        raise Invalid(_("There are %s files with these words already: that is the most there can be.") % MOST)
    store.refuse_if_full(size)
    return Upload.objects.create(
        voice=voice,
        client_id=client_id or None,
        size=size,
        described=described.strip()[:LONGEST],
        keeps_place=keeps_place,
        made_at=timezone.now(),
    )


@change("listening.media.keep", allowed=rules.may_go_on, facts=["kind", "bytes"])
def _keep(who: Actor, upload: Upload, *, facts: Facts, size: int, sha256: str) -> Media:
    voice = upload.voice
    on_walk = voice.kind == "walk" or (voice.gathering is not None and voice.gathering.kind == "walk")
    lat, lon = facts.place if facts.place and upload.keeps_place else (None, None)
    made = Media.objects.create(
        id=upload.pk,
        voice=voice,
        kind=facts.kind,
        type=facts.type,
        size=size,
        sent=upload.size,
        sha256=sha256,
        width=facts.width,
        height=facts.height,
        seconds=facts.seconds,
        described=upload.described,
        taken_at=facts.taken_at if on_walk or upload.keeps_place else None,
        lat=lat,
        lon=lon,
        made_at=timezone.now(),
        client_id=upload.client_id,
    )
    upload.delete()
    current().state(kind=facts.kind, bytes=size)
    current().touch(voice)
    return made


@change("listening.media.stop", allowed=rules.may_go_on)
def stop(who: Actor, upload: Upload) -> Voice:
    """Let go of a file that is on its way. What has come of it is deleted."""
    _gone(upload.pk)
    voice = upload.voice
    upload.delete()
    return voice


def finish(who: Actor, upload: Upload) -> Media:
    """All of it is here: look what it is, take out where it was taken, and keep it. The file stands before its row."""
    with store.alone(upload.pk):
        met = Media.objects.filter(pk=upload.pk).first()
        if met is not None:
            return met
        rules.may_go_on(who, upload)
        path = store.settle(upload.pk)
        try:
            sealing.open_file_at(path)  # what a kiosk kept with no network comes as it lay there
            facts = clean(path)
            if max(path.stat().st_size, upload.size) > most_bytes(facts.kind):
                raise Invalid(too_large(facts.kind))
        except Invalid:
            stop(who, upload)
            raise
        return _keep(who, upload, facts=facts, size=path.stat().st_size, sha256=store.hashed(path))


def give(who: Actor, voice: Voice, pieces: Any, *, size: int, **told: Any) -> Media:
    """A whole file at once, as a form sends it: `pieces` are its bytes, in lots."""
    upload = begin(who, voice, size=size, **told)
    store.append(upload.pk, store.offset(upload.pk), pieces, most=size)
    if store.offset(upload.pk) != size:
        stop(who, upload)
        raise Invalid(_("The file did not come whole. Send it again."))
    return finish(who, upload)


@change("listening.media.describe", allowed=rules.may_type)
def describe(who: Actor, media: Media, *, words: str) -> Media:
    """Say what is to be seen, for whoever cannot see it."""
    if len(words) > LONGEST:
        raise Invalid(_("Say what is to be seen in %s letters at most.") % f"{LONGEST:,}")
    media.described = words.strip()
    media.save(update_fields=["described"])
    return media


@change("listening.media.caption", allowed=rules.may_type, facts=["lines"])
def caption(who: Actor, media: Media, *, language: str, lines: Sequence[Sequence[Any]], by: str = "") -> Captions:
    """Type what is said, line by line. Empty lines are none; no line at all takes the captions away."""
    if media.kind == Media.PICTURE:
        raise Invalid(_("A picture is described, not captioned."))
    kept = captions.checked(lines, media.seconds)
    current().state(lines=len(kept))
    current().touch(media)
    if len(language) > 35 or not language.strip():
        raise Invalid(_("That is not the code of a language. Choose one from the list."))
    made, _new = Captions.objects.update_or_create(
        media=media,
        language=language.strip(),
        defaults={"lines": kept, "by": by.strip()[:120], "made_at": timezone.now()},
    )
    if not kept:
        made.delete()
    return made


@change("listening.media.take_away", allowed=rules.may_change)
def take_away(who: Actor, media: Media) -> Voice:
    """Take one picture, sound or film away. Its file is overwritten and deleted."""
    voice = media.voice
    _gone(media.pk)
    Media.objects.filter(pk=media.pk).delete()
    return voice


def let_go(voices: Sequence[Voice]) -> None:
    """Inside a change: nothing of these voices stays in files or tables."""
    keys = [each.pk for each in voices]
    for model in (Media, Upload):
        rows = model.objects.filter(voice__in=keys)
        _gone(*rows.values_list("pk", flat=True))
        rows.delete()


def _gone(*ids: Any) -> None:
    """When the change stands, and not before: files cannot be put back."""
    held = [str(each) for each in ids]
    transaction.on_commit(lambda: store.remove(held))


@change("listening.media.lapse", allowed=rules.may_sweep, facts=["uploads"])
def _lapse(who: Actor) -> int:
    over = Upload.objects.filter(made_at__lt=timezone.now() - WAITS)
    _gone(*over.values_list("pk", flat=True))
    count = over.count()
    over.delete()
    current().state(uploads=count)
    return count


def sweep() -> int:
    """Let go of files that stopped on their way, and of those that no row knows. Returns how many."""
    count = _lapse(HOUSE) if Upload.objects.filter(made_at__lt=timezone.now() - WAITS).exists() else 0
    known = [*Media.objects.values_list("pk", flat=True), *Upload.objects.values_list("pk", flat=True)]
    strays = store.strays(known)
    store.remove(strays)
    return count + len(strays)

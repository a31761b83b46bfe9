"""What there is to see and hear: for everyone as far as it was agreed, for those who listen, for the teller."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening.media.captions import clock
from commonweal.listening.media.rows import CaptionRow, MediaRow
from commonweal.listening.media.words import KINDS, lasts
from commonweal.listening.models import Captions, Media, Upload, Voice

# Whoever has a slip types its code on a page; what the page shows has to be fetched without it. A pass opens one file
# for as long as it takes to look at the page.
PASS_SECONDS = 15 * 60
_passes = signing.TimestampSigner(salt="listening.media")


def of(viewer: Actor, voice: Voice) -> list[MediaRow]:
    """Pictures, sound and film of a voice that this viewer may see, in the order in which they came."""
    return by_voice(viewer, [voice]).get(voice.pk, [])


def by_voice(viewer: Actor, voices: Iterable[Voice]) -> dict[Any, list[MediaRow]]:
    """The same for many voices at once."""
    held = Media.objects.visible_to(viewer).filter(voice__in=[each.pk for each in voices])
    found: dict[Any, list[MediaRow]] = {}
    for media, row in zip(*_rows(viewer, held), strict=True):
        found.setdefault(media.voice_id, []).append(row)
    return found


def public(voices: Iterable[Voice]) -> dict[Any, list[MediaRow]]:
    """What may be shown to everyone, whoever asks: for exhibitions and for paper."""
    held = Media.objects.public().filter(voice__in=[each.pk for each in voices])
    found: dict[Any, list[MediaRow]] = {}
    for media, row in zip(*_rows(Actor(), held), strict=True):
        found.setdefault(media.voice_id, []).append(row)
    return found


def row(viewer: Actor, media: Media) -> MediaRow:
    """One of them."""
    return _rows(viewer, Media.objects.filter(pk=media.pk))[1][0]


def _rows(viewer: Actor, held: Any) -> tuple[list[Media], list[MediaRow]]:
    media = list(held.prefetch_related("captions").order_by("made_at", "pk"))
    public = set(Media.objects.public().filter(pk__in=[each.pk for each in media]).values_list("pk", flat=True))
    return media, [_row(viewer, each, each.pk in public) for each in media]


def _row(viewer: Actor, media: Media, public: bool) -> MediaRow:
    # An account's own session opens its files; somebody with a slip has none.
    by_pass = "" if public or viewer.kind != "contributor" else f"?pass={given_pass(media)}"
    base = f"/media/{media.pk}"
    return MediaRow(
        str(media.pk),
        str(media.voice_id),
        media.kind,
        str(KINDS[media.kind]),
        media.type,
        f"{base}{by_pass}",
        f"{base}/small{by_pass}" if media.kind == Media.PICTURE else "",
        media.width,
        media.height,
        media.seconds,
        lasts(media.seconds),
        media.described,
        tuple(_caption(each, by_pass) for each in media.captions.all()),
        media.taken_at,
        media.lat,
        media.lon,
        public,
    )


def _caption(held: Captions, by_pass: str) -> CaptionRow:
    lines = tuple((clock(int(start)), words) for start, _stop, words in held.lines)
    address = f"/media/{held.media_id}/captions/{held.language}.vtt{by_pass}"
    return CaptionRow(held.language, address, held.by, lines)


def given_pass(media: Media) -> str:
    """Opens one file for a while, for whoever this page was shown to."""
    return _passes.sign(str(media.pk)).partition(":")[2]


def passed(id: str, given: str) -> bool:
    """Does this pass open this file now?"""
    try:
        _passes.unsign(f"{id}:{given}", max_age=PASS_SECONDS)
    except signing.BadSignature:
        return False
    return True


def one(viewer: Actor, id: str, given: str = "") -> tuple[Media, bool]:
    """A file this viewer may open, and whether everyone may. Errors: NotFound, whatever the reason."""
    rows = Media.objects.filter(pk=id).select_related("voice__gathering", "voice__place")
    found = rows.filter(pk__in=Media.objects.visible_to(viewer).values("pk")).first()
    if found is None and given and passed(id, given):
        found = rows.filter(voice__erased_at=None).first()
    if found is None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    return found, Media.objects.public().filter(pk=found.pk).exists()


def voice_for(*, id: str = "", client_id: str = "") -> Voice:
    """The voice that a file is for, by its id or by what the device called it. Who may add to it, the change asks."""
    rows = Voice.objects.select_related("place", "gathering")
    found = (rows.filter(pk=id) if id else rows.filter(client_id=client_id)).first() if id or client_id else None
    if found is None:
        raise NotFound(_("There is no voice for this file here yet. Send the words first."))
    return found


def sees(viewer: Actor, voice: Voice) -> bool:
    """May this viewer know that this voice is there?"""
    return Voice.objects.visible_to(viewer).filter(pk=voice.pk).exists()


def captions_of(media: Media, language: str = "") -> Captions | None:
    """The captions of a file that was asked for by rights: in this language, or those that came first."""
    held = media.captions.order_by("made_at")
    return (held.filter(language=language) if language else held).first()


def upload(id: str) -> Upload | None:
    """A file on its way in."""
    return Upload.objects.filter(pk=id).select_related("voice__gathering", "voice__place").first()


def kept(id: str = "", *, client_id: str = "") -> Media | None:
    """A file that has come, by its id or by what the device called it; for whoever sent it."""
    rows = Media.objects.filter(pk=id) if id else Media.objects.filter(client_id=client_id or None)
    return rows.select_related("voice__gathering", "voice__place").first()


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    return {str(id) for id in Media.objects.visible_to(viewer).filter(pk__in=list(ids)).values_list("pk", flat=True)}


def describe(ids: Sequence[str]) -> dict[str, Card]:
    """For the journal: what it is, and nothing of what is in it."""
    held = Media.objects.filter(pk__in=list(ids)).select_related("voice__place")
    return {
        str(each.pk): Card(
            str(KINDS[each.kind]).capitalize(), f"/voice/{each.voice_id}", invented=each.voice.place.invented
        )
        for each in held
    }

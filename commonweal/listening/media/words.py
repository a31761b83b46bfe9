"""What the kinds of media are called, how large each may be, and in which forms they come."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS: dict[str, Any] = {
    "picture": gettext_lazy("picture"),
    "sound": gettext_lazy("sound"),
    "film": gettext_lazy("film"),
}
ACCEPT = "image/jpeg,image/png,image/webp,audio/*,video/mp4,video/webm,video/quicktime"
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/webm": "webm",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "video/webm": "webm",
}
MOST = 12  # files of one voice
PIECE = 8 << 20  # bytes sent at a time, at most
MEGABYTE = 1_000_000


def most_bytes(kind: str) -> int:
    """How large a file of this kind may be; of a kind not known yet, as large as any."""
    limits = settings.MEDIA_MEGABYTES
    return int(limits.get(kind) or max(limits.values())) * MEGABYTE


def limits() -> str:
    """What is said before anybody sends anything."""
    return _(
        "A picture up to %(picture)s MB (JPEG, PNG, WebP), a sound up to %(sound)s MB (MP3, M4A, OGG, WebM, WAV), a "
        "film up to %(film)s MB (MP4, WebM)."
    ) % {name: f"{number:,}" for name, number in settings.MEDIA_MEGABYTES.items()}


def too_large(kind: str) -> str:
    """The sentence for a file over the limit."""
    told = {"kind": KINDS.get(kind) or _("file"), "most": f"{most_bytes(kind) // MEGABYTE:,}"}
    return (
        _("This %(kind)s is larger than %(most)s MB, which is the most that is taken. Send a shorter or smaller one.")
        % told
    )


def lasts(seconds: float | None) -> str:
    """Minutes and seconds, as players say them; empty where nobody knows.

    >>> lasts(75.4), lasts(None)
    ('1:15', '')
    """
    if seconds is None:
        return ""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"

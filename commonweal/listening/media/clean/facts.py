"""What is known of a file once it was looked at, and why one is not taken."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Facts:
    """A file by its content. Unknown stays None. Where it was taken is told once, to be asked about, and is gone."""

    kind: str
    type: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    taken_at: datetime | None = None
    place: tuple[float, float] | None = None  # lat, lon


class Refused(Invalid):
    """This file is not taken; the sentence says what would be."""

    @classmethod
    def unknown(cls, head: bytes) -> Refused:
        """For what none of ours recognises."""
        start = head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith((b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script")):
            return cls(
                _("This is a page or a drawing made of code, not a picture. Save it as JPEG or PNG and try again.")
            )
        if head[4:8] == b"ftyp":
            return cls(
                _(
                    "This picture is kept as iPhones keep them (HEIC), which few can open. Share it as “Most "
                    "compatible”, or take a screenshot of it, and send that."
                )
            )
        return cls(
            _(
                "This is not a picture, sound or film that can be taken here. Pictures: JPEG, PNG, WebP. Sound: MP3, "
                "M4A, OGG, WebM, WAV. Film: MP4, WebM."
            )
        )

    @classmethod
    def broken(cls) -> Refused:
        """For what begins well and does not go on so."""
        return cls(_("This file is broken or cut short, so it cannot be played. Send it again, or save it anew."))


def whole(read: Callable[[], Facts]) -> Facts:
    """Whatever a broken file makes a reader stumble over is said in one sentence."""
    try:
        return read()
    except (IndexError, ValueError, KeyError, OverflowError, ZeroDivisionError, struct.error) as error:
        raise Refused.broken() from error

"""Who may add a picture, sound or film to a voice, describe it, type what is said in it, and take it away."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Gone, NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Media, Upload, Voice
from commonweal.listening.rules import may_listen, tells
from commonweal.people.rules import only_the_house


def may_give(who: Actor, voice: Voice, **_kwargs: Any) -> None:
    """The person whose voice it is, a helper writing down their word, and whoever wrote this voice down."""
    if voice.erased_at is not None:
        raise Gone(_("This was taken back. It is not taken in again, and should be deleted from the device."))
    wrote = who.known and (who.kind, who.id) == (voice.writer_kind, voice.writer_id)
    if not (wrote or tells(who, voice)):
        raise NotAllowed(_("Only the person whose words these are, or whoever wrote them down, can add to them."))


def may_go_on(who: Actor, upload: Upload, **_kwargs: Any) -> None:
    """Whoever may add to the voice."""
    may_give(who, upload.voice)


def may_change(who: Actor, media: Media, **_kwargs: Any) -> None:
    """Whoever may add to the voice."""
    may_give(who, media.voice)


def may_type(who: Actor, media: Media, **_kwargs: Any) -> None:
    """Whoever may add to the voice, or listens in its place."""
    try:
        may_give(who, media.voice)
    except NotAllowed:
        may_listen(who, media.voice)


# The house tidies up by itself.
may_sweep = only_the_house

"""What each voice may be used for: the words people are asked with, and the lock that a use of a voice takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commonweal.core.errors import NotAgreed
from commonweal.journal.actor import HOUSE, Actor
from commonweal.listening.models import Voice, VoiceUse
from commonweal.people.changes import set_wording
from commonweal.people.consent import PURPOSES
from commonweal.people.models import Wording


def to(*uses: str, of: Callable[..., Voice] | None = None) -> Callable[..., None]:
    """For `agreed=`: this very voice may be used so, and is not held back. The rows stay locked until it is done.

    `of(who, *args, **kwargs)` names the voice; without it, the voice is the change's first argument.
    """

    def insist(who: Actor, *args: Any, **kwargs: Any) -> None:
        voice = of(who, *args, **kwargs) if of is not None else args[0]
        refuse_unless(voice, *uses)

    return insist


def refuse_unless(voice: Voice, *uses: str) -> None:
    """Refuse where a voice may not be used so now."""
    rows = VoiceUse.objects.select_for_update().filter(voice=voice, use__in=uses, withdrawn_at=None)
    standing = set(rows.values_list("use", flat=True))
    missing = [use for use in uses if use not in standing]
    if missing or not Voice.objects.free().filter(pk=voice.pk).exists():
        said = PURPOSES[missing[0]] if missing else ""
        raise NotAgreed(
            f"Whoever gave this has not agreed to this use, has taken it back, or it is held back. {said}".strip()
        )


def wording(use: str, language: str = "en") -> Wording:
    """The newest words people are asked with for a use, in their language or else in English."""
    for each in dict.fromkeys((language, "en")):
        found = Wording.objects.filter(purpose=use, language=each).order_by("-version").first()
        if found:
            return found
    return set_wording(HOUSE, purpose=use, words=PURPOSES[use])

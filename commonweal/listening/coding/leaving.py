"""What goes of themes when a voice is taken back, or a person is erased. Counts stay where they point at nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from commonweal.core.ids import new_id
from commonweal.journal.refs import Ref
from commonweal.listening.coding.words import FEW
from commonweal.listening.models import (
    Codebook,
    Coding,
    Differs,
    Reading,
    SessionVoice,
    Theme,
    ThemeCount,
    Voice,
)

GONE = "gone"  # the kind of somebody who read, and was erased: one of several, and nobody


def let_go(voices: Sequence[Voice]) -> None:
    """Inside a change: where these voices stood under themes goes. Where five did in that month, the count stays."""
    keys = [each.pk for each in voices]
    months = {each.pk: each.given_on.replace(day=1) for each in voices}
    held = Coding.objects.filter(voice__in=keys).values_list("theme", "voice").distinct()
    for theme, voice in sorted(held, key=str):
        if _many(theme, months[voice]):
            row, _made = ThemeCount.objects.get_or_create(theme_id=theme, month=months[voice], defaults={"voices": 0})
            ThemeCount.objects.filter(pk=row.pk).update(voices=F("voices") + 1)
        # One at a time, so that the next is counted among those that are still there.
        Coding.objects.filter(theme=theme, voice=voice).delete()
    for model in (SessionVoice, Reading, Differs):
        model.objects.filter(voice__in=keys).delete()  # type: ignore[attr-defined]
    for each in Theme.objects.filter(named_from__in=keys):
        _unname(each)


def _many(theme: object, month: date) -> bool:
    """Were there at least five voices under this theme in that month, those taken back among them?"""
    live = Coding.objects.filter(theme=theme, voice__given_on__year=month.year, voice__given_on__month=month.month)
    kept = ThemeCount.objects.filter(theme=theme, month=month).values_list("voices", flat=True).first() or 0
    return live.values("voice").distinct().count() + kept >= FEW


def _unname(theme: Theme) -> None:
    """A name that came out of words that were taken back goes with them, out of every version of the codebook too."""
    before = theme.also.split("\n")[0] if theme.also else ""
    name = before or _("A name that was taken back")
    theme.name, theme.named_from, theme.whose = name[:120], None, Theme.CODERS
    theme.save()
    for book in Codebook.objects.filter(place=theme.place):
        if any(each["id"] == str(theme.pk) for each in book.themes):
            book.themes = [
                {**each, "name": theme.name, "whose": theme.whose} if each["id"] == str(theme.pk) else each
                for each in book.themes
            ]
            book.save(update_fields=["themes"])


def person(gone: Ref) -> None:
    """Inside a change, for every person who is erased: what they saw stays as seen by somebody; their words go."""
    kind = gone.kind.removeprefix("people.")
    if kind not in ("account", "contributor"):
        return
    Differs.objects.filter(by_kind=kind, by_id=gone.id).delete()
    nobody = str(new_id())
    for model in (Coding, Reading):
        model.objects.filter(by_kind=kind, by_id=gone.id).update(by_kind=GONE, by_id=nobody)  # type: ignore[attr-defined]
    Theme.objects.filter(by_kind=kind, by_id=gone.id).update(by_kind=GONE, by_id="")

"""What paper keeps of a voice or of a person, and how it is let go of."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.journal.refs import Ref
from commonweal.listening.models import PaperDraft, PaperEntry, PaperPhoto, PaperSheet, Voice
from commonweal.listening.paper import photos


def let_go(voices: Sequence[Voice]) -> None:
    """Inside a change: the photograph, the readings, and what led from the sheet to the person."""
    keys = [each.pk for each in voices]
    sheets = list(PaperSheet.objects.filter(entries__voice__in=keys).distinct())
    PaperEntry.objects.filter(voice__in=keys).delete()
    for sheet in sheets:
        # A picture of a table's sheet shows what was taken back too, whatever else is on it.
        photos.forget(list(sheet.photos.all()))
        sheet.drafts.all().delete()
        if not sheet.entries.exists():
            PaperSheet.objects.filter(pk=sheet.pk).update(contributor=None)


def person(gone: Ref) -> None:
    """Inside a change: somebody is erased. Sheets of theirs that nobody has entered yet go unread."""
    kind = gone.kind.removeprefix("people.")
    if kind == "contributor":
        theirs = PaperSheet.objects.filter(contributor=gone.id)
        photos.forget(list(PaperPhoto.objects.filter(sheet__in=theirs)))
        PaperDraft.objects.filter(sheet__in=theirs).delete()
        theirs.update(contributor=None)
    for model in (PaperPhoto, PaperDraft):
        model.objects.filter(by_kind=kind, by_id=gone.id).update(by_kind="", by_id="")  # type: ignore[attr-defined]

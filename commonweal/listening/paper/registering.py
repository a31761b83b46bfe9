"""Tells the journal of paper, and how what it keeps of a voice or a person goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening import leaving
from commonweal.listening.models import PaperPhoto, PaperRun, PaperSheet
from commonweal.listening.paper import taking_back
from commonweal.listening.paper.access import enters, handles


def register() -> None:
    """Called once, as the room makes itself ready."""
    leaving.register(taking_back.let_go)
    kinds.register(
        "listening.paper_run",
        label=gettext_lazy("sheets that were printed"),
        model=PaperRun,
        visible_to=_runs,
        describe=lambda ids: _cards(ids, _("sheets that were printed")),
    )
    kinds.register(
        "listening.paper_sheet",
        label=gettext_lazy("a sheet of paper"),
        model=PaperSheet,
        visible_to=_sheets,
        describe=lambda ids: _cards(ids, _("a sheet of paper")),
        erase=taking_back.person,
    )
    kinds.register(
        "listening.paper_photo",
        label=gettext_lazy("a photograph of a sheet"),
        model=PaperPhoto,
        visible_to=_photos,
        describe=lambda ids: _cards(ids, _("a photograph of a sheet")),
    )


def _runs(viewer: Actor, ids: Iterable[str]) -> set[str]:
    rows = PaperRun.objects.filter(pk__in=list(ids)).select_related("gathering__place")
    return {str(each.pk) for each in rows if handles(viewer, each.gathering.place)}


def _sheets(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """Those who enter sheets: a sheet leads to whose it is."""
    rows: Any = PaperSheet.objects.filter(pk__in=list(ids)).select_related("run__gathering__place")
    return {str(each.pk) for each in rows if enters(viewer, each.run.gathering.place)}


def _photos(viewer: Actor, ids: Iterable[str]) -> set[str]:
    rows = PaperPhoto.objects.filter(pk__in=list(ids)).select_related("gathering__place")
    return {str(each.pk) for each in rows if enters(viewer, each.gathering.place)}


def _cards(ids: Iterable[str], words: str) -> dict[str, Card]:
    """That there is one, and no more."""
    return {str(id): Card(words) for id in ids}

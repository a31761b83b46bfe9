"""Kept what-ifs, as a viewer may see them: as they stood when they were kept."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.core.ids import is_id
from commonweal.directory import kinds
from commonweal.evidence.access import travel
from commonweal.evidence.hubs import measuring, working
from commonweal.evidence.hubs.asking import of_kept
from commonweal.evidence.hubs.rows import GainRow, ScenarioRow, WhatIf
from commonweal.evidence.models import Scenario, ScenarioVersion
from commonweal.journal.actor import Actor
from commonweal.places.models import Place


def scenario(viewer: Actor, id: str) -> Scenario:
    """One kept what-if."""
    held = Scenario.objects.visible_to(viewer).filter(pk=id).select_related("place").first() if is_id(id) else None
    if held is None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    return held


def version(viewer: Actor, held: Scenario, number: str = "") -> ScenarioVersion:
    """One of its versions; the newest where none is named."""
    rows = held.versions.order_by("-number")
    found = rows.filter(number=int(number)).first() if number.isdecimal() and len(number) < 7 else rows.first()
    if found is None:
        raise NotFound(_("This what-if has no such version."))
    return found


def scenarios(viewer: Actor, place: Place) -> list[ScenarioRow]:
    """Those kept for a place, newest first."""
    rows = Scenario.objects.visible_to(viewer).filter(place=place).order_by("-made_at")
    return [row(viewer, each) for each in rows.prefetch_related("versions")]


def row(viewer: Actor, held: Scenario) -> ScenarioRow:
    """A kept what-if with its newest version."""
    newest = max(held.versions.all(), key=lambda each: each.number)
    asked = of_kept(newest.asked)
    gains = gain_rows(newest)
    return ScenarioRow(
        str(held.pk),
        held.name,
        held.question,
        held.shown,
        newest.number,
        kinds.kind(asked.kind).plural if asked.kind else _("hubs"),
        asked.within,
        len(asked.steps),
        gains[0].more if gains else None,
        newest.made_at,
        newest.measured or measuring.Measure().said,
        gains,
    )


def gain_rows(held: ScenarioVersion) -> tuple[GainRow, ...]:
    """Who gained and who lost, as it was shown then: everybody first. Groups are called so in the language read."""
    return tuple(GainRow(**(each | {"label": working.fifth_label(each["fifth"])})) for each in held.gains)


def what_if_of(viewer: Actor, place: Place, held: ScenarioVersion) -> WhatIf:
    """The hubs of a version drawn anew from those there were; the numbers as they stood."""
    found = working.what_if(viewer, place, of_kept(held.asked), there=held.present, gone=True)
    kept = gain_rows(held)
    stood = {"everybody": kept[0] if kept else None, "gains": kept[1:], "source": held.source}
    if held.method:
        stood |= {"measured": held.measured, "method": held.method}
    return replace(found, **stood)


def taken_back(viewer: Actor, place: Place, held: ScenarioVersion) -> str:
    """Why what the way was measured by has been taken back since; "" where it has not."""
    better = travel.ever(place, of_kept(held.asked).way)
    return better.withdrawn_because if better else ""

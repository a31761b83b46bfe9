"""Choices that were made: public, for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.core.ids import is_id
from commonweal.evidence.choosing.rows import AreaScore, CellRow, ChoiceRow, Criterion, Scorecard
from commonweal.evidence.models import Choice
from commonweal.journal.actor import Actor
from commonweal.places import area_kinds
from commonweal.places.models import Place


def choice(viewer: Actor, id: str) -> Choice:
    """One choice."""
    held = Choice.objects.filter(pk=id).select_related("place").first() if is_id(id) else None
    if held is None:
        raise NotFound(_("No choice is kept under this address."))
    return held


def choices(viewer: Actor, place: Place) -> list[ChoiceRow]:
    """Those made for a place, newest first."""
    return [row(each) for each in Choice.objects.filter(place=place).order_by("-made_at")]


def row(held: Choice) -> ChoiceRow:
    """A choice in a list."""
    names = {each["key"]: each["name"] for each in held.card["areas"]}
    return ChoiceRow(
        str(held.pk), held.name, held.reason, tuple(names.get(key, key) for key in held.chosen), held.made_at
    )


def card(held: Choice) -> Scorecard:
    """Its scorecard as it stood; chosen are those that people chose."""
    areas = tuple(_score(each, each["key"] in held.chosen) for each in held.card["areas"])
    areas = tuple(sorted(areas, key=lambda each: not each.chosen))
    criteria = tuple(Criterion(**each) for each in held.criteria)
    cells = tuple(cell for each in areas for cell in each.cells)
    plural = area_kinds.kind(held.kind).plural
    return Scorecard(held.place.slug, held.kind, plural, held.many, criteria, areas, cells, held.card["method"])


def _score(kept: Mapping[str, Any], chosen: bool) -> AreaScore:
    cells = tuple(CellRow(**each) for each in kept["cells"])
    drops, comes = tuple(kept["drops"]), tuple(kept["comes"])
    return AreaScore(**{**kept, "chosen": chosen, "cells": cells, "drops": drops, "comes": comes})

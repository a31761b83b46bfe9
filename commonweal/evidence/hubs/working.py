"""Working out a what-if: minutes before and after, and who gains and who loses, by fifth of deprivation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from commonweal.directory import kinds
from commonweal.evidence.hubs import land as lands
from commonweal.evidence.hubs import measuring, trying
from commonweal.evidence.hubs.asking import Asked
from commonweal.evidence.hubs.land import Land
from commonweal.evidence.hubs.measuring import Measure, Spot
from commonweal.evidence.hubs.rows import GainRow, HubRow, WhatIf
from commonweal.journal.actor import Actor
from commonweal.methods import siting
from commonweal.places.models import Place


def what_if(
    viewer: Actor, place: Place, asked: Asked, there: Sequence[Mapping[str, Any]] | None = None, *, gone: bool = False
) -> WhatIf:
    """The what-if of this question; `there` are the hubs of a kept one, as they stood then.

    `gone`: it is measured as it was asked, even if that way of measuring has been taken back since.
    """
    ground = lands.of_place(place)
    measure = measuring.of(place, asked.way, gone=gone)
    present = trying.present(viewer, place, asked.kind) if there is None else list(there)
    hubs, told = trying.apply(ground, present, asked.steps)
    stood = [Spot(each["lat"], each["lon"], each["key"]) for each in present]
    before, _whose = measure.nearest(ground, stood)
    after, whose = _after(ground, measure, hubs)
    everybody, rows = gain_rows(ground, before, after, asked.within)
    return WhatIf(
        place.slug,
        asked.kind,
        kinds.kind(asked.kind).plural if asked.kind else _("hubs"),
        asked.within,
        asked.steps,
        tuple(told),
        tuple(_with_people(ground, hubs, whose)),
        everybody,
        rows,
        ground.left_out,
        ground.source,
        method(ground, measure, hubs, asked.within),
        measure.way,
        measure.said,
        measure.credit,
        measure.ends,
    )


def method(ground: Land, measure: Measure, hubs: Sequence[HubRow], within: int) -> str:
    """How it is worked out, in words."""
    return _(
        "All people of a neighbourhood are counted at its middle, and go to the nearest hub on foot: %(measured)s Near "
        "enough is %(within)s minutes. (%(version)s)"
    ) % {
        "measured": measure.told(ground, [spot_of(each) for each in hubs]),
        "within": within,
        "version": siting.VERSION,
    }


def spot_of(hub: HubRow) -> Spot:
    """Where a hub stands."""
    return Spot(hub.lat, hub.lon, hub.venue)


def _after(ground: Land, measure: Measure, hubs: Sequence[HubRow]) -> tuple[Any, list[str]]:
    standing = [each for each in hubs if each.open]
    minutes, which = measure.nearest(ground, [spot_of(each) for each in standing])
    return minutes, [standing[each].key if each >= 0 else "" for each in which.tolist()]


def _with_people(ground: Land, hubs: Sequence[HubRow], whose: list[str]) -> list[HubRow]:
    counted: dict[str, float] = {}
    for key, many in zip(whose, ground.people.tolist(), strict=True):
        counted[key] = counted.get(key, 0.0) + many
    return [replace(each, people=round(counted.get(each.key, 0.0)) if each.open else None) for each in hubs]


def gain_rows(ground: Land, before: Any, after: Any, within: int) -> tuple[GainRow | None, tuple[GainRow, ...]]:
    """Everybody, and each fifth that anybody here lives in; those whose fifth is not known last."""
    if not len(ground.ids):
        return None, ()
    whole = siting.gains(before, after, ground.people, np.zeros(len(ground.ids), int).tolist(), within)
    fifths = siting.gains(before, after, ground.people, ground.fifths, within)
    order = sorted((each for each in fifths if isinstance(each, int)), key=int)
    rows = [_row(each, fifths[each]) for each in order]
    if None in fifths:
        rows.append(_row(None, fifths[None]))
    return _row(0, whole[0]), tuple(rows)


def _row(fifth: int | None, gain: siting.Gain) -> GainRow:
    return GainRow(
        fifth,
        fifth_label(fifth),
        gain.zones,
        round(gain.people),
        round(gain.within_before),
        round(gain.within_after),
        gain.share_before,
        gain.share_after,
        gain.minutes_before,
        gain.minutes_after,
        round(gain.nearer),
        round(gain.farther),
    )


def fifth_label(fifth: int | None) -> str:
    """What a fifth is called."""
    words = {
        None: _("Deprivation not known"),
        0: _("Everybody"),
        1: _("The most deprived fifth"),
        5: _("The least deprived fifth"),
    }
    return words.get(fifth) or _("Fifth %s") % fifth

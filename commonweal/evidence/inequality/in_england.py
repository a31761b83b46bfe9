"""A place's neighbourhoods by England's own fifths, and beside each what all of England has in it."""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence import everywhere, figures, made_from, spread
from commonweal.evidence.columns import Numbers
from commonweal.evidence.ground import Ground
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.inequality import counts, words
from commonweal.evidence.inequality.counts import Counted, Order
from commonweal.evidence.inequality.rows import EnglandFifth, InEngland
from commonweal.methods.inequality import lots
from commonweal.places import national
from commonweal.places.models import DatasetVersion, Place

Fifths = dict[int, lots.Lot]


def told(place: Place, land: Ground, indicator: Indicator, order: Order, held: Counted) -> InEngland:
    """All of it, from the files in use here. England's own fifths are those of its page already."""
    if national.is_england(place):
        return InEngland()
    fifths = counts.in_england(order.ids)
    here = set(fifths[np.isfinite(fifths)].astype(int).tolist())
    files = made_from.in_use(order.ids, [counts.DECILE])
    if not here or not files:
        return InEngland()
    counted = spread.version_of(land, indicator)
    whole = of_england(indicator, counted, files[0]) if counted else words.NOT_HELD
    known = whole if isinstance(whole, dict) else {}
    found = _by_fifth(held.top, held.bottom, fifths)
    rows = tuple(_row(each, found.get(each), known.get(each), each in here) for each in words.ENGLAND_FIFTHS)
    told_of = {"n": number(sum(each.areas for each in known.values()))}
    return InEngland(
        rows,
        words.beside_england(rows[0], 1 in here) if known else "",
        "" if known else str(words.INVENTED if place.invented else whole),
        figures.cite(files[0], words.BY_ENGLAND),
        figures.cite(counted, str(words.ALL_ENGLAND) % told_of) if known and counted else None,
    )


def of_england(indicator: Indicator, counted: DatasetVersion, ranked: DatasetVersion) -> Fifths | str:
    """What all England has in each of its fifths, by these two files; else why that is not known."""
    figure, tenth = everywhere.of(indicator.key, counted.pk), everywhere.of(everywhere.TENTHS, ranked.pk)
    if figure is None or tenth is None:
        return str(words.NOT_KEPT) % {"title": (counted if figure is None else ranked).dataset.title}
    if figure.kind != tenth.kind:
        return str(words.OTHER_GROUND)
    return _by_fifth(figure.top, figure.bottom, np.ceil(tenth.of(figure.codes) / 2)) or str(words.NOT_HELD)


def _by_fifth(top: Numbers, bottom: Numbers, fifths: Numbers) -> Fifths:
    return {each.number: each for each in lots.of_areas(top, bottom, fifths).lots}


def _row(fifth: int, lot: lots.Lot | None, england: lots.Lot | None, here: bool) -> EnglandFifth:
    """A fifth may have none of the place's neighbourhoods, or none that is known."""
    value, whole = lot and lot.value, england and england.value
    none = lot is None and not here
    text = _("none of this place’s neighbourhoods") if none else words.shares(value, None)[0]
    return EnglandFifth(
        fifth, str(words.ENGLAND_FIFTHS[fifth]),
        *((lot.areas, lot.count, lot.of, value, lot.lower, lot.upper) if lot else (0, 0.0, 0.0, None, None, None)),
        text, whole, words.shares(whole, None)[0],
        *((england.areas, england.count, england.of) if england else (None, None, None)),
        words.beside(lot.lower, lot.upper, whole) if lot else words.UNKNOWN,
    )  # fmt: skip

"""Which shade a value has on a map, and what the legend says. Five shades, and one for unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.core.words import number

NONE = "shade-none"
DECILES = [
    ("shade-1", _lazy("most deprived fifth of England")),
    ("shade-2", _lazy("second")),
    ("shade-3", _lazy("middle")),
    ("shade-4", _lazy("fourth")),
    ("shade-5", _lazy("least deprived fifth")),
    (NONE, _lazy("not known")),
]
# Shares of neighbourhoods in England's most deprived fifth: 20% is what England as a whole has.
SHARES = ((80, "shade-1"), (60, "shade-2"), (40, "shade-3"), (20, "shade-4"), (-1, "shade-5"))
SHARE_LEGEND = [
    ("shade-1", _lazy("80% or more of its neighbourhoods are in England’s most deprived fifth")),
    ("shade-2", _lazy("60% to 80%")),
    ("shade-3", _lazy("40% to 60%")),
    ("shade-4", _lazy("20% to 40%")),
    ("shade-5", _lazy("under 20%")),
]


@dataclass(frozen=True, slots=True)
class Shade:
    """One area on the map: its shade, and its figure in words."""

    shade: str
    text: str


def of_decile(decile: int | None) -> str:
    """Two steps of the ten-step scale share a shade; 1 is the most deprived tenth, and the firmest shade.

    >>> of_decile(1), of_decile(10), of_decile(None)
    ('shade-1', 'shade-5', 'shade-none')
    """
    return NONE if decile is None else f"shade-{(int(decile) + 1) // 2}"


def of_share(share: float | None) -> str:
    """The shade of a share of neighbourhoods in England's most deprived fifth."""
    return NONE if share is None else next(shade for least, shade in SHARES if share >= least)


def breaks(values: list[float]) -> list[float]:
    """Four values that part the areas of a place into five lots of about the same size.

    >>> breaks([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    [3, 5, 7, 9]
    """
    ordered = sorted(values)
    return [ordered[len(ordered) * part // 5] for part in range(1, 5)] if ordered else []


def of_values(
    values: Mapping[str, tuple[float | None, str]], *, higher_is: str = "harder", unit: str = ""
) -> tuple[list[tuple[str, Any]], dict[str, Shade]]:
    """Legend and shades of an indicator: the firmest shade is the fifth of areas where things are hardest."""
    known = [value for value, _ in values.values() if value is not None]
    if unit == "decile":
        tenths = {key: Shade(of_decile(None if v is None else int(v)), words) for key, (v, words) in values.items()}
        return DECILES if len(known) < len(values) else DECILES[:-1], tenths
    cuts = breaks(known)
    turned = higher_is != "easier"

    def shade(value: float | None) -> str:
        if value is None:
            return NONE
        lot = sum(value >= cut for cut in cuts)  # 0 the lowest, 4 the highest
        return f"shade-{5 - lot if turned else lot + 1}"

    shown = {key: Shade(shade(value), text) for key, (value, text) in values.items()}
    if not known:
        return [(NONE, _("not known"))], shown
    ends = [min(known), *cuts, max(known)]
    ranges = _("%(low)s%% to %(high)s%%") if unit == "percent" else _("%(low)s to %(high)s")
    digits = 0 if ends[-1] - ends[0] >= 10 else 1
    lots = [(f"shade-{5 - lot if turned else lot + 1}", ends[lot], ends[lot + 1]) for lot in range(5)]
    lots = lots[::-1] if turned else lots
    legend = [(name, ranges % {"low": number(low, digits), "high": number(high, digits)}) for name, low, high in lots]
    return legend + ([(NONE, _("not known"))] if len(known) < len(values) else []), shown

"""Which shade a value has on a map, and what the legend says. Five shades, and one for unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.core.words import number
from commonweal.evidence.indicators import Indicator

NONE = "shade-none"
FINEST = 3  # digits in a legend
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
    ("shade-2", _lazy("60% to under 80%")),
    ("shade-3", _lazy("40% to under 60%")),
    ("shade-4", _lazy("20% to under 40%")),
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


def lots(values: list[float]) -> dict[float, int]:
    """Which of five lots of about the same size each value is in, 0 the lowest. Equal values are never parted.

    >>> list(lots([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).values())
    [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    >>> lots([0, 0, 0, 0, 7])
    {0: 0, 7: 4}
    """
    ordered = sorted(values)
    below: dict[float, int] = {}
    for place, value in enumerate(ordered):
        below.setdefault(value, place)
    return {value: 5 * place // len(ordered) for value, place in below.items()}


def of_worst(known: Indicator | None, unit: str) -> bool:
    """Is it a step of single neighbourhoods, told of larger areas: the share of theirs that are worst off?"""
    return bool(known and known.single and unit == "percent")


def of_indicator(
    known: Indicator | None, unit: str, higher: str, values: Mapping[str, tuple[float | None, str]]
) -> tuple[list[tuple[str, str]], dict[str, Shade]]:
    """Legend and shades. Shares of the worst off have the steps of a place's first picture, so that the two agree."""
    if of_worst(known, unit):
        return of_shares(values)
    return of_values(values, higher_is=higher, unit=unit)


def of_shares(
    values: Mapping[str, tuple[float | None, str]],
) -> tuple[list[tuple[str, str]], dict[str, Shade]]:
    """Legend and shades of shares in England's most deprived fifth: by the same steps as a place's first picture."""
    shown = {key: Shade(of_share(value), text) for key, (value, text) in values.items()}
    return _in_use([*SHARE_LEGEND, (NONE, _("not known"))], shown), shown


def _in_use(legend: list[tuple[str, str]], shown: Mapping[str, Shade]) -> list[tuple[str, str]]:
    """A legend explains what can be seen: many areas with the same value leave some shades without any."""
    used = {each.shade for each in shown.values()}
    return [(shade, words) for shade, words in legend if shade in used]


def of_values(
    values: Mapping[str, tuple[float | None, str]], *, higher_is: str = "harder", unit: str = ""
) -> tuple[list[tuple[str, Any]], dict[str, Shade]]:
    """Legend and shades of an indicator: the firmest shade is the fifth of areas where things are hardest."""
    known = [value for value, _ in values.values() if value is not None]
    if unit == "decile":
        tenths = {key: Shade(of_decile(None if v is None else int(v)), words) for key, (v, words) in values.items()}
        return DECILES if len(known) < len(values) else DECILES[:-1], tenths
    digits = _digits(known)
    lot_of = lots([round(value, digits) for value in known])
    turned = higher_is != "easier"

    def shade(value: float | None) -> str:
        if value is None:
            return NONE
        lot = lot_of[round(value, digits)]
        return f"shade-{5 - lot if turned else lot + 1}"

    shown = {key: Shade(shade(value), text) for key, (value, text) in values.items()}
    legend = [(shade(min(each)), _from_to(each, digits, unit)) for each in _by_lot(lot_of)]
    return _in_use([*(legend[::-1] if turned else legend), (NONE, _("not known"))], shown), shown


def _digits(known: list[float]) -> int:
    """How many digits a legend needs. Values that are written alike have one shade, so that no two steps of a legend
    hold the same one; where whole numbers would put a good deal more than a fifth in one shade, finer ones tell apart.
    """
    if not known:
        return 0
    least = 0 if max(known) - min(known) >= 10 else 1
    enough = 1.25 * _largest(known)
    return next((each for each in range(least, FINEST) if _largest([round(v, each) for v in known]) <= enough), FINEST)


def _largest(values: list[float]) -> int:
    """How many are in the largest of their lots."""
    lot_of = lots(values)
    return max(Counter(lot_of[value] for value in values).values())


def _by_lot(lot_of: dict[float, int]) -> list[list[float]]:
    """The values of each lot that has any, lowest first."""
    held = [[value for value, lot in lot_of.items() if lot == number] for number in range(5)]
    return [each for each in held if each]


def _from_to(lot: list[float], digits: int, unit: str) -> str:
    """What a lot holds: "12% to 18%", or one value."""
    told = {"low": number(min(lot), digits), "high": number(max(lot), digits)}
    if told["low"] == told["high"]:
        return _("%(low)s%%") % told if unit == "percent" else told["low"]
    return (_("%(low)s%% to %(high)s%%") if unit == "percent" else _("%(low)s to %(high)s")) % told

"""Which published figures may mark that people are hard to reach by what we do, and which of those we lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# Indicators of neighbourhoods, those first that are chosen unless somebody chooses otherwise.
USUAL = ("little_english", "overcrowded", "fuel_poor", "no_car", "no_heating")
MARKERS = (*USUAL, "no_qualifications", "older_alone", "lone_parents", "carers_most", "limited_a_lot", "private_rent")
TOPS = (10, 20, 30)  # high: among this many in a hundred of the neighbourhoods
TOP = 20
TOGETHER = 2  # so many high at once, and it is worth going to see


@dataclass(frozen=True, slots=True)
class Lacking:
    """A marker that others use and that cannot be had here by neighbourhood, unless a partner sends it."""

    key: str  # as a contract names it: "marker"
    label: Any
    why: Any


LACKING = (
    Lacking(
        "free_school_meals",
        _("Children who eat free at school"),
        _("Published for whole councils only: which neighbourhoods they live in, it does not say."),
    ),
    Lacking(
        "assisted_bins",
        _("Help with putting out bins"),
        _("Councils know it; none has given it, by neighbourhood, yet."),
    ),
)

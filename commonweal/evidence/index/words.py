"""What the ways of weighing and the verdicts are called, and what may be a part."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.evidence.indicators import Indicator
from commonweal.methods.indices import firm

SLIDERS, PAIRS, POINTS = "sliders", "pairs", "points"
WAYS: dict[str, Any] = {
    SLIDERS: _("Sliders, together on one screen"),
    PAIRS: _("Two things at a time"),
    POINTS: _("A hundred points on paper"),
}
VERDICTS: dict[str, Any] = {
    firm.CERTAIN: _("certain"),
    firm.DEPENDS: _("depends on what you value"),
    firm.NEVER: _("not among them"),
    firm.UNKNOWN: _("not known"),
}
# How much more one thing matters than another, as people say it: the number is the ratio of their weights.
TIMES: dict[str, Any] = {
    "4": _("much more"),
    "2": _("more"),
    "1": _("both alike"),
    "0.5": _("less"),
    "0.25": _("much less"),
}
# Indicators that the Index of Multiple Deprivation of 2025 counts too, itself or close kin of it, and in which domain.
# From the names of its own indicators as published with it.
COUNTED_BY_IMD: dict[str, Any] = {
    "bad_health": _("its domain of health counts illness and disability"),
    "good_health": _("its domain of health counts illness and disability"),
    "disabled": _("its domain of health counts illness and disability"),
    "limited_a_lot": _("its domain of health counts illness and disability"),
    "overcrowded": _("its domain of barriers counts overcrowded homes"),
    "no_qualifications": _("its domain of education counts adults’ skills"),
    "high_qualifications": _("its domain of education counts who goes on to university"),
    "little_english": _("its domain of education counts how well adults speak English"),
    "deprived_homes": _("it counts work, learning, health and housing, each in a domain of its own"),
    "carers_most": _("its domain of employment counts those whom caring keeps out of work"),
    "fuel_poor": _("its domain of income counts low incomes, of which fuel poverty is made in part"),
}
# Who people are is no injustice, and is never a part. Where a person may see it either way, those in the room say
# which.
EITHER_WAY = ("alone", "private_rent", "social_rent", "no_car", "works_near")
MOST_PARTS, LEAST_PARTS = 10, 2


def may_be_part(known: Indicator) -> bool:
    """Whether people can choose it: of single neighbourhoods, counted, and with a side that is harder."""
    return known.on_map and bool(known.bottom) and (bool(known.higher_is) or known.key in EITHER_WAY)

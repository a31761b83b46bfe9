"""Figures that are published year by year, as pictures on the pages of places and areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from commonweal.evidence.rows import SeriesRow

register = template.Library()


@register.inclusion_tag("evidence/over_years.html")
def over_years(series: Sequence[SeriesRow]) -> dict[str, Any]:
    """A picture for each thing that is followed."""
    # Brought in when it is drawn.
    from commonweal.evidence import over_years as years

    return {"charts": years.drawn(series)}

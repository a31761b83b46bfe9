"""What each number of a place means: how it is defined, of whom, which way is harder, whose it is and how sure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.evidence import indicators, queries
from commonweal.evidence.rows import FigureRow, MeaningRow
from commonweal.journal.actor import Actor


def meanings(viewer: Actor, slug: str) -> list[MeaningRow]:
    """Every indicator that is held for a place, as pages say it."""
    whole = queries.place_whole(viewer, slug)
    return [_meaning(each) for each in (whole.population, *whole.figures)]


def _meaning(figure: FigureRow) -> MeaningRow:
    known = indicators.indicator(figure.indicator)
    ways = {"harder": _("higher is harder"), "easier": _("higher is easier")}
    return MeaningRow(
        figure.indicator,
        figure.label,
        figure.theme,
        figure.text,
        figure.cite.method,
        known.good_to_know if known else "",
        figure.unit,
        ways.get(figure.higher_is, _("neither way is harder")),
        _(known.of) if known and known.of else "",
        tuple(known.parts) if known else (),
        _interval(figure),
        _("As its publisher gives it out: small numbers were treated there."),
        figure.areas_known,
        figure.areas,
        figure.cite,
    )


def _interval(figure: FigureRow) -> str:
    """How sure it is, or why that is not said."""
    if figure.unit == "percent" and figure.denominator:
        return _("A count of everybody, so there is none from sampling; between fifths, see “How unequal it is”.")
    if figure.unit in ("score", "decile"):
        return _("None is published with it.")
    return _("A count or an estimate, given without one.")

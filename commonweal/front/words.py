"""Choosing and ordering what a page says first. Rows in, rows out: no database, no markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from commonweal.evidence import indicators
from commonweal.evidence.rows import AreaRow, AssetCount, Cite, FigureRow

# What a resident would want to know first, by words in the indicators’ English names. A place may hold none.
FIRST = ("bad health", "fuel poverty", "income", "lonel", "alone", "unpaid care", "overcrowd", "english", "no car")
MOST_FIRST = 5


def first_figures(figures: Sequence[FigureRow]) -> list[FigureRow]:
    """The few figures to begin with: known ones, by FIRST, then those that stand furthest from England's middle."""

    def name(figure: FigureRow) -> str:
        found = indicators.indicator(figure.indicator)
        return (found.name if found else figure.label).lower()

    known = [f for f in figures if f.value is not None and f.unit != "decile"]
    chosen: list[FigureRow] = []
    for words in FIRST:
        found = next((f for f in known if words in name(f) and f not in chosen), None)
        if found:
            chosen.append(found)
    rest = sorted((f for f in known if f not in chosen), key=lambda f: -abs((f.standing or 50) - 50))
    return (chosen + rest)[:MOST_FIRST]


def by_theme(figures: Iterable[FigureRow]) -> list[tuple[str, list[FigureRow]]]:
    """Figures under their themes, themes in the order they first come."""
    themes: dict[str, list[FigureRow]] = {}
    for figure in figures:
        themes.setdefault(figure.theme, []).append(figure)
    return list(themes.items())


def by_group(counts: Iterable[AssetCount]) -> list[tuple[str, list[AssetCount]]]:
    """Kinds of asset that help keep people well, under their groups; the fullest group first."""
    kept = sorted((c for c in counts if c.keeps_well and c.count), key=lambda c: c.group)
    groups = [(group, sorted(rows, key=lambda c: -c.count)) for group, rows in groupby(kept, key=lambda c: c.group)]
    return sorted(groups, key=lambda pair: -sum(c.count for c in pair[1]))


def cites(counts: Iterable[AssetCount]) -> list[Cite]:
    """Each source once."""
    return list({c.cite.dataset: c.cite for c in counts if c.keeps_well and c.count}.values())


def beside(left: AreaRow, right: AreaRow, a: Sequence[FigureRow], b: Sequence[FigureRow]) -> str:
    """What sets two areas apart most, in one sentence that judges neither."""
    others = {figure.indicator: figure for figure in b}
    gaps = [
        (abs(mine.standing - other.standing), mine, other)
        for mine in a
        if (other := others.get(mine.indicator)) and mine.standing is not None and other.standing is not None
    ]
    if not gaps:
        return _("There are too few figures of both to say what sets them apart.")
    _gap, mine, other = max(gaps, key=lambda gap: gap[0])
    here, there = left.local_name or left.name, right.local_name or right.name
    label = (
        mine.label[0].lower() + mine.label[1:]
        if not mine.label.startswith(("Asian", "Black", "Muslim", "Chris"))
        else mine.label
    )
    told = {"figure": label, "value": mine.text, "here": here, "other_value": other.text, "there": there}
    return _("They differ most in %(figure)s: %(value)s in %(here)s, %(other_value)s in %(there)s.") % told

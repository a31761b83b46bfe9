"""The scorecard: each neighbourhood by each criterion, all of it together, and how firm the choice is."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.core.words import number
from commonweal.evidence import queries as evidence
from commonweal.evidence.choosing.asking import MORE, Asked, Line
from commonweal.evidence.choosing.rows import FAILS, AreaScore, CellRow, Criterion, Scorecard
from commonweal.evidence.rows import AreaRow
from commonweal.journal.actor import Actor
from commonweal.places import area_kinds
from commonweal.places.models import Place

KINDS = ("drawn", "msoa21", "group", "neighbourhood", "lsoa21", "ward24", "lad24")
MOST = 600  # areas on one scorecard
PEOPLE, ASSETS = "people", "assets_per_10000"
Figures = Mapping[str, tuple[float | None, str]]


def kinds_here(viewer: Actor, place: Place) -> list[tuple[str, str, int]]:
    """Kinds of area that a place could choose from: key, words, how many."""
    return [each for each in evidence.kinds(viewer, place.slug) if 2 <= each[2] <= MOST]


def choices(viewer: Actor, kind: str) -> list[tuple[str, str]]:
    """What could be a criterion: key and label."""
    small = kind in area_kinds.SMALL
    own = [(PEOPLE, _("People who live there")), (ASSETS, _("What is here, for every 10,000 people"))]
    labels = evidence.map_choices(viewer)
    if not small:
        labels = [(key, _of_worst(label) if _is_tenth(key) else label) for key, label in labels]
    return labels + own


def _is_tenth(key: str) -> bool:
    from commonweal.evidence import indicators

    known = indicators.indicator(key)
    return bool(known and known.unit == "decile")


def _of_worst(label: str) -> str:
    return _("%s: share of its neighbourhoods in England’s worst-off fifth") % label.split(":")[0]


def usual(viewer: Actor, place: Place, kind: str) -> tuple[Line, ...]:
    """What most people begin with: deprivation, and few things that keep people well."""
    first = next((key for key, _label in choices(viewer, kind)), PEOPLE)
    way = "less" if _is_tenth(first) and kind in area_kinds.SMALL else MORE
    return (Line(first, way, 2), Line(ASSETS, "less", 1))


def scorecard(viewer: Actor, place: Place, asked: Asked) -> Scorecard:
    """All areas of the kind by these criteria, the best first."""
    if asked.kind not in {kind for kind, _words, _count in kinds_here(viewer, place)}:
        raise Invalid(_("There are no areas of this kind to choose from here."))
    if not asked.lines:
        raise Invalid(_("State at least one criterion."))
    labels = dict(choices(viewer, asked.kind))
    rows = evidence.neighbourhoods(viewer, place.slug, asked.kind)
    figures = [_figures(viewer, place, asked.kind, line, rows) for line in asked.lines]
    criteria = tuple(
        Criterion(
            line.indicator,
            labels.get(line.indicator, line.indicator),
            line.way,
            line.weight,
            line.least,
            line.most,
            source,
        )
        for line, (_held, source) in zip(asked.lines, figures, strict=True)
    )
    return _card(place, asked, rows, criteria, [held for held, _source in figures])


def _figures(viewer: Actor, place: Place, kind: str, line: Line, rows: list[AreaRow]) -> tuple[Figures, str]:
    """The figure of each area in words and as a number, and where it comes from."""
    if line.indicator == PEOPLE:
        return {row.key: (row.population, number(row.population)) for row in rows}, _("Census")
    if line.indicator == ASSETS:
        held = {row.key: (row.assets_per_10000, number(row.assets_per_10000, 1)) for row in rows}
        return held, _("Lists of what is here")
    _unit, _higher, values, cite = evidence.map_values(viewer, place.slug, kind, line.indicator)
    return values, f"{cite.title}, {cite.publisher}, {cite.vintage}" if cite else ""


def _card(
    place: Place, asked: Asked, rows: list[AreaRow], criteria: tuple[Criterion, ...], figures: list[Figures]
) -> Scorecard:
    import numpy as np

    from commonweal.methods import choosing

    nothing = (None, _("not known"))
    held = [[each.get(row.key, nothing) for each in figures] for row in rows]
    values = np.array([[np.nan if value is None else value for value, _text in line] for line in held], float)
    states = [[c.state(value) for c, (value, _text) in zip(criteria, line, strict=True)] for line in held]
    able = [FAILS not in line for line in states]
    found = choosing.choose(
        values, [c.way == MORE for c in criteria], [c.weight for c in criteria], asked.many, able=able
    )
    order = [_rank_of(values[:, at], criteria[at].way == MORE) for at in range(len(criteria))]
    chosen = set(found.areas)
    scores = []
    for at, row in enumerate(rows):
        name = row.local_name or row.name
        cells = tuple(
            CellRow(row.key, name, c.label, held[at][n][0], held[at][n][1], order[n][at], states[at][n])
            for n, c in enumerate(criteria)
        )
        alone = len(criteria) == 1
        drops = () if alone else _those(criteria, [at in chosen and at not in each for each in found.without])
        comes = () if alone else _those(criteria, [at not in chosen and at in each for each in found.without])
        score, unknown = found.scores[at], sum(each.value is None for each in cells)
        scores.append(
            AreaScore(
                row.key, name, found.ranks[at], None if score is None else 100 * score, at in chosen,
                100 * found.firm[at], drops, comes, unknown, cells,
            )
        )  # fmt: skip
    scores.sort(key=lambda each: (not each.chosen, each.rank or 10_000, each.name))
    cells = tuple(cell for each in scores for cell in each.cells)
    plural = area_kinds.kind(asked.kind).plural
    return Scorecard(place.slug, asked.kind, plural, asked.many, criteria, tuple(scores), cells, method())


def _those(criteria: tuple[Criterion, ...], which: list[bool]) -> tuple[str, ...]:
    return tuple(c.label for c, yes in zip(criteria, which, strict=True) if yes)


def _rank_of(values: object, more: bool) -> list[int | None]:
    """1 speaks most for an area; equal figures share the better rank."""
    figures = [float(each) for each in values]  # type: ignore[attr-defined]
    known = sorted((each for each in figures if each == each), reverse=more)
    return [known.index(each) + 1 if each == each else None for each in figures]


def method() -> str:
    """How it is worked out, in words."""
    from commonweal.methods import choosing

    return (
        _(
            "By each criterion the areas are put in order, from 0 (speaks least for it) to 100 (speaks most). The "
            "score is the mean of these, weighted as stated. Where a figure is not known the area stands in the "
            "middle, and it is said. How firm a choice is: weights are drawn anew 1,000 times around those stated, "
            "what is not known is drawn as anything, and it is counted how often the area is chosen. (%s)"
        )
        % choosing.VERSION
    )

"""From counts by neighbourhood to a gap: fifths, the line through them, how sure it is, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.evidence.indicators import Indicator
from commonweal.evidence.inequality import words
from commonweal.evidence.inequality.counts import Counted, Order
from commonweal.evidence.inequality.rows import GapFifth, GapRow
from commonweal.evidence.rows import Cite
from commonweal.methods.inequality import lots, slope
from commonweal.methods.inequality.concentration import concentration, curve, limits

Limited = tuple[float | None, float | None, float | None]  # a value, and between which two it lies
FEW_FREE = 20  # with fewer neighbourhoods than this beyond the fifths, limits are noticeably wider


@dataclass(frozen=True, slots=True)
class Gap:
    """What was worked out of one indicator in one place."""

    fifths: lots.Lots
    index: slope.SlopeIndex | None
    start: float | None  # the line at the most deprived end
    end: float | None
    known: int


def gap(counted: Counted, order: Order) -> Gap | None:
    """The gap between a place's fifths; None where a fifth has nobody known, for then nothing can be set against it."""
    fifths = lots.of_areas(counted.top, counted.bottom, order.lot)
    if [each.number for each in fifths.lots] != [1, 2, 3, 4, 5]:
        return None
    people = [each.of for each in fifths.lots]
    values = [each.value for each in fifths.lots]
    errors = None if fifths.stretch is None else [each.error for each in fifths.lots]
    index = slope.sii(values, people, errors, multiplier=-1)
    known = sum(each.areas for each in fifths.lots)
    end = index.intercept - index.sii if index.intercept is not None and index.sii is not None else None
    return Gap(fifths, index, index.intercept, end, known)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Whether it is gathered among the most deprived: an index with its limits, Erreygers' with its own, the curve."""

    index: Limited = (None, None, None)
    erreygers: Limited = (None, None, None)
    curve: tuple[tuple[float, float], ...] = ()


def gathered(counted: Counted, order: Order) -> Gathered:
    """Whether it is gathered among the most deprived neighbourhoods, and how sure that is."""
    held = np.isfinite(counted.top + counted.bottom + order.score) & (counted.bottom > 0)
    if held.sum() < 2:
        return Gathered()
    top, bottom, by = counted.top[held], counted.bottom[held], -order.score[held]
    points = curve(top, by, bottom)
    found = concentration(top / bottom, by, bottom, bounds=(0.0, 1.0))
    return Gathered(
        (found.index, *limits(found.index, found.index_error, found.n)),
        (found.erreygers, *limits(found.erreygers, found.erreygers_error, found.n)),
        _few(points),
    )


def _few(points: list[tuple[float, float]], most: int = 60) -> tuple[tuple[float, float], ...]:
    """A curve of a nation has no more corners than a reader can see."""
    if len(points) <= most:
        return tuple(points)
    return tuple(points[round(each)] for each in np.linspace(0, len(points) - 1, most))


def what_if(found: Gap, verdict: str) -> str:
    """How many fewer, or more, were every fifth as the least deprived. Asked only of a gap against the deprived."""
    least = found.fifths.lots[-1]
    if least.value is None or verdict != words.AGAINST:
        return ""
    return words.what_if(sum(each.of * least.value / 100 - each.count for each in found.fifths.lots))


def row(
    indicator: Indicator,
    found: Gap | None,
    order: Order,
    *,
    address: str,
    england: tuple[float | None, str],
    cite: Cite | None,
) -> GapRow:
    """A gap as a row; one that could not be worked out says so."""
    most, least = (found.fifths.lots[at].value if found else None for at in (0, -1))
    texts = words.shares(most, least)
    index = found.index if found else None
    limits = (index.sii_lower, index.sii_upper) if index else (None, None)
    verdict = words.verdict(indicator.higher_is, *limits)
    return GapRow(
        indicator.key, indicator.label, indicator.theme, indicator.higher_is,
        most, texts[0], least, texts[1],
        index.sii if index else None, *limits,
        *((index.rii, index.rii_lower, index.rii_upper) if index else (None, None, None)),
        verdict, words.says(index.sii if index else None, *limits),
        found.known if found else 0, len(order.ids) - (found.known if found else 0),
        bool(found and found.fifths.free < FEW_FREE),
        *england, address, cite,
    )  # fmt: skip


def fifth_rows(found: Gap) -> tuple[GapFifth, ...]:
    """The five fifths as rows."""
    return tuple(
        GapFifth(
            each.number, str(words.FIFTHS[each.number]), each.areas, each.count, each.of,
            each.value, each.lower, each.upper, words.shares(each.value, None)[0],
        )
        for each in found.fifths.lots
    )  # fmt: skip

"""Rates from returns: how many for every so many whom the census counts in the same areas and group.

The count is what the release ledger gave out, and a rate is given out only where its count is. Who did not come is left
out above the line and below it; over several periods the people of each are added up, so that it is a mean of those
that came.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence.returns.contract import Census, Document, Measure
from commonweal.evidence.returns.denominators import Denominators
from commonweal.evidence.returns.released import Answers
from commonweal.evidence.returns.standing import Lines
from commonweal.evidence.returns.words import IN_A
from commonweal.evidence.returns.working import (
    FEW,
    FIGURE,
    UNKNOWN,
    Came,
    Share,
    between,
    come,
    few_or_many,
    given_out,
    rounded_up,
    silent,
)
from commonweal.methods.rates import rate


def share(
    document: Document,
    measure: Measure,
    told: tuple[Lines, Answers],
    census: Census,
    people: Denominators,
    *,
    periods: Collection[str],
    areas: Collection[str],
    group: str = "",
    whole: bool = False,
) -> Share:
    """What was given out of this count, for every so many people, in these periods and areas, of one group or all?"""
    lines, answers = told
    came, expected = come(document, measure, lines, periods, areas, group, whole), len(areas) * len(periods)
    if not came.where:
        return Share(UNKNOWN, expected=expected, per=census.per)
    counts = {area: people.of(census, area, group) for _period, area in came.where}
    if None in counts.values():
        return Share(UNKNOWN, per=census.per, note=_("The census has no count of these people that is held here."))
    below = sum(counts[area] or 0 for _period, area in came.where)
    if (count := given_out(measure, answers, came, group, above=True)) is None:
        return Share(FEW, known=came.known, expected=expected, per=census.per)
    unsaid = [given_out(measure, answers, came, each, above=True) for each in silent(document, group)]
    return _rated(count, below, unsaid, came, census, expected)


def _rated(count: int, below: float, unsaid: list[int | None], came: Came, census: Census, expected: int) -> Share:
    found = rate(count, below, per=census.per)
    if found is None:
        return Share(UNKNOWN, known=came.known, expected=expected, per=census.per)
    least = rate(max(count - rounded_up(came.fewer), 0), below, per=census.per)
    others = [each for each in unsaid if each is not None]
    # What did not come may be any number: then the rate has a lower end only. So it has where few are left unsaid.
    bounded = came.known == expected and len(others) == len(unsaid)
    most = rate(count + rounded_up(came.more) + sum(others), below, per=census.per) if bounded else None
    lowest = least.lower * came.known / expected if least else None
    return Share(
        FIGURE, found.value, found.lower, found.upper, lowest, most.upper if most else None, count, round(below),
        came.known, expected, census.per, len({period for period, _area in came.where}),
    )  # fmt: skip


def wide(found: Share) -> str:
    """The range with what is missing, as a person reads it."""
    if found.value is None or found.lowest is None or found.highest is not None:
        return between(found.lowest, found.highest, rate=True) if found.value is not None else ""
    return _("%(low)s or more") % {"low": few_or_many(found.lowest)}


def out_of(document: Document, census: Census, people: Denominators) -> str:
    """What a rate is out of, with source and vintage, in a sentence."""
    cite = people.cites.get(census.everybody)
    told = {"per": number(census.per), "when": str(IN_A[document.every])}
    if cite is None:
        return _("For every %(per)s by the census, %(when)s. The place does not hold that count.") % told
    told |= {"title": cite.title, "publisher": cite.publisher, "vintage": cite.vintage}
    return _("For every %(per)s counted by %(title)s (%(publisher)s, %(vintage)s), %(when)s.") % told


def method(document: Document, measure: Measure, census: Census, people: Denominators, group: str) -> str:
    """How the rate was made, in words."""
    title = next(each.title for each in document.columns if each.name == measure.top)
    told = _(
        "“%(top)s” divided by how many the census counts in the same areas. Counts are rounded to the nearest 5; where "
        "a count is not given out, its rate is not either. Areas and periods that did not come are left out above the "
        "line and below it; over several periods it is their mean. The narrow range is chance alone (Poisson, 95 in "
        "100: exact below 10, Byar from there on). The wide range allows for what has not come: it has no upper end "
        "then, for nobody knows how many that may be. People move after a census: the older it is, the less sure."
    ) % {"top": title}
    told = f"{out_of(document, census, people)} {told}"
    if group:
        told += " " + _("Those counted whose group was not stated may all belong to it, or none of them.")
    return told

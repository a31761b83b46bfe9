"""Figures worked out of returns: a share of people, with what chance and what is missing leave open.

The parts, in this order: what the release ledger gave out is added up (`released`); a share with Wilson's limits;
widened for people whose group was not stated; widened for areas and periods of which nothing came.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence.returns.contract import Document, Measure
from commonweal.evidence.returns.released import Answers, usable
from commonweal.evidence.returns.standing import Lines
from commonweal.methods.completeness import bounds
from commonweal.methods.disclosure import PROFILES

VERSION = "returns 2"
FIGURE, FEW, UNKNOWN = "figure", "few", "unknown"  # "few": not given out, for whatever reason
NHS = PROFILES["nhs"]  # 1 to 7 people are not shown, more to the nearest 5


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, rounded as it may leave, in hundredths. `state` says why there is no figure."""

    state: str  # FIGURE | FEW | UNKNOWN
    value: float | None = None
    low: float | None = None  # chance alone
    high: float | None = None
    lowest: float | None = None  # and what is missing
    highest: float | None = None
    top: int | None = None
    bottom: int | None = None
    known: int = 0  # areas × periods of which all that is asked for is known
    expected: int = 0
    per: int = 100
    periods: int = 1  # of a rate: those that came, over which `bottom` is added up
    note: str = ""


Added = tuple[int, int]  # above the line, and below it


@dataclass(slots=True)
class Came:
    """How much of what is asked about has come: of areas and periods, not of people."""

    known: int = 0
    fewer: int = 0  # where the partner marked counts as few, they may be so many fewer, or more
    more: int = 0
    groups: dict[tuple[str, str], set[str]] = field(default_factory=dict)  # period and area → groups that came
    where: list[tuple[str, str]] = field(default_factory=list)  # periods and areas that say something of these people


def share(
    document: Document,
    measure: Measure,
    told: tuple[Lines, Answers],
    *,
    periods: Collection[str],
    areas: Collection[str],
    group: str = "",
    whole: bool = False,
) -> Share:
    """What was given out of this measure, for these periods and areas, and one group of people or all?

    `told`: what came, and what may be said of it. `whole`: these are all areas, and the ledger was asked of all as one.
    """
    lines, answers = told
    came, expected = come(document, measure, lines, periods, areas, group, whole), len(areas) * len(periods)

    def added(code: str) -> Added | None:
        above, below = (given_out(measure, answers, came, code, above=each) for each in (True, False))
        return None if above is None or below is None else (above, below)

    if not came.where:
        return Share(UNKNOWN, lowest=0.0, highest=100.0, expected=expected)
    if (counted := added(group)) is None:
        return Share(FEW, known=came.known, expected=expected)
    unsaid = [added(each) for each in silent(document, group)]
    return _shared(counted, unsaid, added(""), came, expected)


def silent(document: Document, group: str) -> frozenset[str]:
    """The codes of those who did not say their group, and may belong to this one."""
    return (document.group.not_stated | document.group.default if document.group and group else frozenset()) - {group}


def given_out(measure: Measure, answers: Answers, came: Came, code: str, *, above: bool) -> int | None:
    """So many people above the line, or below it, of all that came; None where any part is not given out."""
    spots = [spot for spot, groups in came.groups.items() if not code or code in groups]
    found = [answers.of(measure.key, *each, code, above=above) for each in spots]
    known = [each for each in found if each is not None]
    return sum(known) if len(known) == len(found) else None


def come(
    document: Document, measure: Measure, lines: Lines, periods: Collection[str], areas: Collection[str], group: str,
    whole: bool,
) -> Came:  # fmt: skip
    """What came of it."""
    came = Came()
    for period in periods:
        by_area = lines.get(period, {})
        for area in areas:
            every = [(each.group, usable(each, measure, document)) for each in by_area.get(area, ())]
            if groups := {code for code, found in every if found}:
                came.groups.setdefault((period, "" if whole else area), set()).update(groups)
            mine = [found for code, found in every if not group or code == group]
            came.known += bool(mine) and None not in mine
            if any(mine):
                came.where.append((period, area))
            came.fewer += sum(each[0] - each[2] for each in mine if each)
            came.more += sum(each[3] - each[0] for each in mine if each)
    return came


def _shared(counted: Added, unsaid: list[Added | None], everybody: Added | None, came: Came, expected: int) -> Share:
    top, bottom = min(counted), counted[1]  # both are rounded
    if not bottom:
        return Share(UNKNOWN, lowest=0.0, highest=100.0, top=0, bottom=0, known=came.known, expected=expected)
    low, high = bounds.wilson(top, bottom)
    least, widest = 0.0, 1.0
    if (others := _others(counted, unsaid, everybody)) is not None:
        few, many = max(top - rounded_up(came.fewer), 0), top + rounded_up(came.more) + others[0]
        fewest, most = bottom + others[1] - others[0], bottom + others[0]
        least = bounds.wilson(min(few, fewest), fewest)[0]
        widest = bounds.wilson(min(many, most), most)[1]
    wide = bounds.widened(top / bottom, min(low, least), max(high, widest), known=came.known, expected=expected)
    return Share(
        FIGURE, 100 * top / bottom, 100 * low, 100 * high, 100 * wide.lowest, 100 * wide.highest, top, bottom,
        came.known, expected,
    )  # fmt: skip


def _others(counted: Added, unsaid: list[Added | None], everybody: Added | None) -> Added | None:
    """Who may also belong here. What was not given out of them is at most all who are left; None where nobody knows."""
    known = [each for each in unsaid if each is not None]
    if len(known) == len(unsaid):
        below = sum(each[1] for each in known)
        return min(sum(each[0] for each in known), below), below
    if everybody is None:
        return None
    left = max(everybody[1] - counted[1], 0)
    return left, left


def shown(count: int) -> int | None:
    """A count as it may leave; None where it is too few to say."""
    return None if NHS.hides(count) else NHS.rounded(count)


def rounded_up(count: int) -> int:
    """How many there may be of those whom a partner marked as few: never the very number."""
    return 5 * ((count + 4) // 5)


def said(found: Share) -> str:
    """A share as a person reads it."""
    if found.state == FEW:
        return _("not given out")  # one wording for every reason: which one it was would tell something
    if found.value is None:
        return _("not known")
    if found.per != 100:
        return _("%(many)s in %(per)s") % {"many": few_or_many(found.value), "per": number(found.per)}
    return _("%(many)s in 100") % {"many": f"{found.value:.0f}" if found.value >= 1 or not found.value else "<1"}


def few_or_many(value: float) -> str:
    """A rate as a person reads it: with a tenth where it is below ten."""
    return number(value, 1 if 0 < value < 10 else 0)


def between(low: float | None, high: float | None, *, rate: bool = False) -> str:
    """An interval as a person reads it."""
    if low is None or high is None:
        return ""
    ends = (few_or_many(low), few_or_many(high)) if rate else (f"{low:.0f}", f"{high:.0f}")
    return _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}


def made(found: Share) -> str:
    """What was divided by what, as a person reads it."""
    if not found.bottom or found.top is None:
        return ""
    told = {"top": number(found.top), "bottom": number(found.bottom / found.periods), "many": number(found.periods)}
    if found.per == 100:
        return _("about %(top)s of %(bottom)s") % told
    if found.periods == 1:
        return _("about %(top)s, of %(bottom)s by the census") % told
    return _("about %(top)s in %(many)s periods, of %(bottom)s by the census") % told


def method(document: Document, measure: Measure, group: str) -> str:
    """How the figure was made, in words."""
    names = {each.name: each.title for each in document.columns}
    told = _(
        "“%(top)s” divided by “%(bottom)s”. Counts are rounded to the nearest 5; 1 to 7 people are not shown, nor what "
        "would tell of them beside other figures. The narrow range is chance alone (Wilson, 95 in 100). The "
        "wide range also allows for what has not come: the missing areas and periods may lie anywhere from none to all."
    ) % {"top": names[measure.top], "bottom": names[measure.bottom]}
    if group:
        told += " " + _("People whose group was not stated may all belong to it, or none of them.")
    if document.small.mark:
        told += " " + _("Where the partner hid few people, %(low)s to %(high)s are allowed for.") % {
            "low": document.small.low,
            "high": document.small.high,
        }
    return told

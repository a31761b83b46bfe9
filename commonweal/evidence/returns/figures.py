"""Figures from returns: a series by period, by group and by area; and the same as numbers that can be cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

import commonweal
from commonweal.core.errors import NotFound
from commonweal.evidence import earlier
from commonweal.evidence.citing import Asked, Finding
from commonweal.evidence.models import Contract
from commonweal.evidence.returns import denominators, rated, released, working
from commonweal.evidence.returns.contract import Measure
from commonweal.evidence.returns.denominators import Denominators
from commonweal.evidence.returns.queries import areas_words
from commonweal.evidence.returns.rows import FiguresRow, ShareRow
from commonweal.evidence.returns.standing import Lines, Standing, lines, standing
from commonweal.evidence.returns.words import ASPECTS, BETTER
from commonweal.evidence.returns.working import Share, between, made, said
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import Actor
from commonweal.methods import carry
from commonweal.places.models import Area, Place


class Told:
    """A contract's figures. The lines in use are read once, whatever is asked of them."""

    def __init__(self, contract: Contract) -> None:
        self.now: Standing = standing(contract)
        self.lines: Lines = lines(self.now)
        self.answers = released.answers(self.now)
        self.people: Denominators = denominators.of(contract.place, self.now.document)

    def areas(self, area: str = "") -> Sequence[str]:
        """The codes of the areas that are asked about: one, or all that are expected."""
        if area:
            return (area,)
        if self.now.ground.names:
            return tuple(self.now.ground.names)
        return tuple(sorted({area for by_area in self.lines.values() for area in by_area}))

    def share(self, measure: Measure, periods: Sequence[str], *, group: str = "", area: str = "") -> Share:
        """One figure, of one area or of the whole place."""
        return self._share(measure, periods, self.areas(area), group, whole=not area)

    def of(self, measure: Measure, periods: Sequence[str], areas: Sequence[str], group: str = "") -> Share:
        """The same, of several areas together."""
        return self._share(measure, periods, areas, group, whole=False)

    def _share(
        self, measure: Measure, periods: Sequence[str], areas: Sequence[str], group: str, *, whole: bool
    ) -> Share:
        told = (self.lines, self.answers)
        asked: dict[str, Any] = dict(periods=periods, areas=areas, group=group, whole=whole)
        if measure.census:
            return rated.share(self.now.document, measure, told, measure.census, self.people, **asked)
        return working.share(self.now.document, measure, told, **asked)

    def method(self, measure: Measure, group: str = "") -> str:
        """How a figure was made, in words."""
        if measure.census:
            return rated.method(self.now.document, measure, measure.census, self.people, group)
        return working.method(self.now.document, measure, group)

    def measure(self, key: str) -> Measure:
        """One of the measures; the first where none is named."""
        found = self.now.document.measure(key) if key else self.now.document.measures[0]
        if found is None:
            raise NotFound(_("This contract has no such measure."))
        return found

    def refuse_strange(self, group: str, area: str) -> None:
        """Only groups and areas that are expected can be asked about."""
        known = self.now.document.group.codes if self.now.document.group else {}
        if (group and group not in known) or (area and area not in self.areas()):
            raise NotFound(_("This contract has no such group or area."))

    @property
    def not_stated(self) -> float | None:
        """Of how many in 100 is the group not stated, in the newest period?"""
        return released.not_stated(self.now, self.lines, self.answers)

    @property
    def span(self) -> str:
        """The newest year, in words."""
        year = self.now.year
        return "" if not year else year[0] if len(year) == 1 else _("%(first)s to %(last)s") % {
            "first": year[0], "last": year[-1],
        }  # fmt: skip


def share_row(key: str, label: str, found: Share) -> ShareRow:
    """A figure as pages and programs read it."""
    rate = found.per != 100
    wide = rated.wide(found) if rate else between(found.lowest, found.highest)
    return ShareRow(
        key, label, found.state, said(found), found.value, found.low, found.high, found.lowest, found.highest,
        between(found.low, found.high, rate=rate), wide, found.top, found.bottom, found.known, found.expected,
        found.note, found.per, made(found),
    )  # fmt: skip


def whole(viewer: Actor, told: Told, measure: Measure, group: str, area: str) -> FiguresRow:
    """What a measure is, where it comes from, and what it says over the newest year."""
    now = told.now
    document, contract, census = now.document, now.contract, measure.census
    group_label = document.group.codes[group].label if group and document.group else ""
    area_label = now.ground.names.get(area, area)
    return FiguresRow(
        contract.key, measure.key, measure.label, measure.definition, measure.unit, str(BETTER[measure.better]),
        str(ASPECTS[measure.aspect]), contract.organization.name, document.title, now.version.number,
        LICENCES[document.licence].name, told.span, told.method(measure, group), working.VERSION,
        group, group_label, area, area_label,
        share_row("", told.span, told.share(measure, now.year, group=group, area=area)),
        areas_words(document, now.ground), f"returns:{contract.key}.{measure.key}",
        census.per if census else 100, rated.out_of(document, census, told.people) if census else "",
        told.people.cites.get(census.everybody) if census else None,
    )  # fmt: skip


def series(viewer: Actor, told: Told, measure: Measure, group: str, area: str) -> list[ShareRow]:
    """By period. One of which nothing came is a gap, and stands there as one."""
    codes = [each.code for each in told.now.ended]
    return [share_row(each, each, told.share(measure, [each], group=group, area=area)) for each in codes]


def by_group(viewer: Actor, told: Told, measure: Measure, area: str) -> list[ShareRow]:
    """Each group over the newest year, as people name them; those who did not say are a group too."""
    group = told.now.document.group
    if group is None:
        return []
    return [
        share_row(each.code, each.label, told.share(measure, told.now.year, group=each.code, area=area))
        for each in group.codes.values()
    ]


def by_area(viewer: Actor, told: Told, measure: Measure, group: str) -> list[ShareRow]:
    """Each area over the newest year; of returns by an earlier edition's areas, each of today's."""
    names = told.now.ground.names
    if told.now.ground.earlier:
        return [_carried(told, measure, group, code) for code in told.now.ground.today]
    return [
        share_row(each, names.get(each, each), told.share(measure, told.now.year, group=group, area=each))
        for each in told.areas()
    ]


def _carried(told: Told, measure: Measure, group: str, code: str) -> ShareRow:
    """An area of today, by the official lookup: of the same ground, of what it was part of, or of what was joined.

    Where no rule carries a share across, it is not known. A share of joined areas is that of their counts together.
    """
    before = told.now.ground.before[code]
    parts = [told.of(measure, told.now.year, [old], group) for old in before]
    known = [carry.Old(how, each.value, each.bottom) for how, each in zip(before.values(), parts, strict=True)]
    carried = carry.carry(known, adds_up=False, averages=True)
    found = told.of(measure, told.now.year, list(before), group)
    if carried.value is None and found.state == working.FIGURE:
        found = Share(working.UNKNOWN, expected=found.expected)
    said_so = str(earlier.SAID[carried.how])
    return replace(share_row(code, told.now.ground.today[code], found), note=said_so)


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """ "returns:talking-therapies.recovered", for a group (community=) and an area, over a year or a period."""
    key, _dot, name = asked.about.partition(":")[2].partition(".")
    contract = Contract.objects.filter(place=place, key=key).select_related("organization", "place").first()
    if contract is None:
        return None
    told = Told(contract)
    measure = told.measure(name)
    kind, _colon, area = asked.area_key.partition(":")
    if kind and kind != told.now.document.area_kind:
        return None
    told.refuse_strange(asked.community, area)
    period = str(asked.how.get("period", ""))
    periods = [period] if period else list(told.now.year)
    return _finding(told, measure, asked.community, area, periods)


def _finding(told: Told, measure: Measure, group: str, area: str, periods: Sequence[str]) -> Finding:
    row = whole(None, told, measure, group, area)  # type: ignore[arg-type]
    found = told.share(measure, periods, group=group, area=area)
    label = " · ".join(filter(None, (measure.label, row.group_label, row.area_label, ", ".join(periods))))
    used = {str(told.now.in_use[each].pk): each for each in periods if each in told.now.in_use}
    return Finding(
        label=label[:300],
        text=said(found),
        value=found.value,
        low=found.lowest,
        high=found.highest,
        unit="percent" if row.per == 100 else f"per {row.per:,}",
        source=_source(row),
        licence=row.licence,
        method=row.method,
        method_version=f"{working.VERSION}, {commonweal.__version__}",
        versions=(*used, *census_files(told, measure, group)),
        rows=_rows(told, measure, group, area, periods, found),
    )


def _source(row: FiguresRow) -> str:
    told = _("%(title)s, %(partner)s, contract version %(version)s") % {
        "title": row.contract, "partner": row.partner, "version": row.version,
    }  # fmt: skip
    below = row.denominator
    return told if below is None else f"{told}; {below.title}, {below.publisher}, {below.vintage}"


def census_files(told: Told, measure: Measure, group: str) -> list[str]:
    """The files that say how many people there are: where one is taken back, the rate is marked too."""
    columns = measure.census.columns(group) if measure.census else ()
    return sorted({told.people.versions[each] for each in columns if each in told.people.versions})


def _rows(
    told: Told, measure: Measure, group: str, area: str, periods: Sequence[str], found: Share
) -> tuple[dict[str, Any], ...]:
    """The number with what it was divided from; and everybody in the place beside it, where it is of some of them."""
    place = told.now.contract.place.name
    known = told.now.document.group.codes if told.now.document.group else {}
    where = (
        " · ".join(filter(None, (known[group].label if group else "", told.now.ground.names.get(area, area)))) or place
    )
    here = {"where": where, "value": found.value, "text": said(found)}
    counted = {"numerator": found.top, "denominator": found.bottom, "known": found.known, "expected": found.expected}
    if not (group or area):
        return (here | counted,)
    everybody = told.share(measure, periods)
    beside = {"where": _("Everybody, %(place)s") % {"place": place}, "value": everybody.value, "text": said(everybody)}
    return here | counted, beside


def cited(told: Told, measure: Measure, group: str, area: str) -> Asked:
    """What is asked for where a measure is cited."""
    return Asked(f"returns:{told.now.contract.key}.{measure.key}", area_key(told, area), group)


def area_key(told: Told, code: str) -> str:
    """How an area of a contract is pointed at."""
    return Area.key_of(told.now.document.area_kind, code) if code else ""

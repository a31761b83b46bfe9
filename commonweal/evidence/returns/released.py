"""What of a return may be said: every count a page can show is asked of the release ledger as its file comes into use.

Asked in one order, what matters most first: the whole place, then groups, then areas, then groups within areas. Pages
read what was answered and ask nothing. A year, or joined areas, is added up from answers: it tells no more than they.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _

from commonweal.evidence import release
from commonweal.evidence.models import Contract, Delivery, Release
from commonweal.evidence.release import Counted, Question
from commonweal.evidence.returns import contract as contracts
from commonweal.evidence.returns.contract import Document, Measure
from commonweal.evidence.returns.standing import Line, Lines, Standing, lines, standing
from commonweal.journal.actor import HOUSE
from commonweal.places.models import Area

ABOVE, REST, CUT = "above", "rest", "group"
MOST_CROSSED, MOST_CELLS = 72, 240  # areas × groups up to which groups within areas, and areas, are asked about
MOST_SUMMED = 100  # neighbourhoods of a marker up to which their sum is asked too

ByArea = Mapping[str, list[Line]]
Known = tuple[int, int, int, int]
Key = tuple[str, str, str, str, str]  # measure, period, area, group, column


def give_out(contract: Contract) -> None:
    """Ask for every figure of the files that are in use. What was asked before is answered as before."""
    now = standing(contract)
    held = lines(now)
    for period, delivery in sorted(now.in_use.items()):
        if not _rows(contract, {str(delivery.pk)}).filter(measure__endswith=f":{period}").exists():
            _give(now, delivery, period, held.get(period, {}))


def _give(now: Standing, delivery: Delivery, period: str, by_area: ByArea) -> None:
    document = contracts.read(delivery.version.document)
    expected = now.ground.names if now.ground.kind == document.area_kind else ()
    areas = tuple(expected) or tuple(sorted(by_area))
    kept_back: set[tuple[str, str, str]] = set()  # column, area, group: refused once, in no other measure either
    for measure in document.measures:
        asked = _Asked(document, measure, areas, by_area)
        pairs = [(spot, each) for spot, each in asked.questions() if spot not in kept_back]
        counted = asked.counted(now.contract, period, str(delivery.pk))
        answers = release.give(HOUSE, place=now.contract.place, counted=counted, questions=[each for _s, each in pairs])
        kept_back |= {spot for (spot, _each), answer in zip(pairs, answers, strict=True) if answer.suppressed}


@dataclass(frozen=True, slots=True)
class _Asked:
    """One measure of one period of one file: what is counted, and which questions."""

    document: Document
    measure: Measure
    areas: Sequence[str]
    by_area: ByArea

    @property
    def codes(self) -> list[str]:
        """Every group; "" where nobody is told apart."""
        return list(self.document.group.codes) if self.document.group else [""]

    def counted(self, contract: Contract, period: str, edition: str) -> Counted:
        """Cell by cell. Of what did not come nothing is counted: pages say beside each figure how much that is."""
        parts = {f"{code}|{part}": dict.fromkeys(map(self._key, self.areas), 0) for code, part in self._parts()}
        for area in self.areas:
            for line, (above, below, _low, _high) in self._usable(area):
                parts[f"{line.group}|{ABOVE}"][self._key(area)] += above
                if self.measure.bottom:
                    parts[f"{line.group}|{REST}"][self._key(area)] += below - above
        people = {self._key(area): sum(each[self._key(area)] for each in parts.values()) for area in self.areas}
        label = _("%(label)s, %(period)s, as far as it has come") % {"label": self.measure.label, "period": period}
        source = f"{self.document.title}, {contract.organization.name}"
        about = f"returns:{contract.key}.{self.measure.key}:{period}"
        return Counted(about, label[:200], source[:300], people, {CUT: parts}, edition=edition)

    def questions(self) -> Iterator[tuple[tuple[str, str, str], Question]]:
        """In the order in which they are asked, each with its column, area and group."""
        cells = len(self.areas) * len(self.codes)
        alone = bool(self.measure.marker) and cells > MOST_SUMMED  # then each neighbourhood matters more than their sum
        for code in () if alone else ("", *self.codes):
            yield from self._of("", code)
        for area in self.areas if alone or cells <= MOST_CELLS else ():
            yield from self._of(area, "")
        for area in self.areas if cells <= MOST_CROSSED else ():
            for code in self.codes:
                yield from self._of(area, code)

    def _of(self, area: str, code: str) -> Iterator[tuple[tuple[str, str, str], Question]]:
        """Those below the line, and those above it; nothing where nothing came, which is not nobody."""
        areas = [area] if area else self.areas
        if not any(not code or line.group == code for each in areas for line, _found in self._usable(each)):
            return
        keys, codes = tuple(map(self._key, areas)), [code] if code else self.codes
        group = self.document.group.codes[code].label if code and self.document.group else ""
        titles = {each.name: each.title for each in self.document.columns}
        above = tuple(f"{each}|{ABOVE}" for each in codes)
        everybody = above + tuple(f"{each}|{REST}" for each in codes)
        below = [(self.measure.bottom, everybody if code else ())] if self.measure.bottom else []
        for column, parts in (*below, (self.measure.top, above)):
            label = " · ".join(filter(None, (group, titles[column])))
            yield (column, area, code), Question(keys, CUT if parts else "", parts, label)

    def _usable(self, area: str) -> Iterator[tuple[Line, Known]]:
        for line in self.by_area.get(area, ()):
            if (found := usable(line, self.measure, self.document)) is not None:
                yield line, found

    def _parts(self) -> Iterator[tuple[str, str]]:
        return ((code, part) for part in ((ABOVE, REST) if self.measure.bottom else (ABOVE,)) for code in self.codes)

    def _key(self, area: str) -> str:
        return Area.key_of(self.document.area_kind, area)


def usable(line: Line, measure: Measure, document: Document) -> Known | None:
    """Above the line and below it, and the least and most above it; None where it is not known.

    What the partner marked as few is taken as the middle of what it may be, and kept as a count of its own. Where the
    census says what is below the line, nobody but those above it is counted here.
    """
    above, below = line.counts.get(measure.top), line.counts.get(measure.columns[-1])
    if not measure.bottom and above is None and measure.top in line.small:
        return (document.small.low + document.small.high) // 2, 0, document.small.low, document.small.high
    if below is None or (above is None and measure.top not in line.small):
        return None
    if above is not None:
        return above, below, above, above
    low, high = min(document.small.low, below), min(document.small.high, below)
    return (low + high) // 2, below, low, high


@dataclass(slots=True)
class Answers:
    """What the ledger answered about the files in use. A figure that was never asked for is as one kept back."""

    given: dict[Key, int | None] = field(default_factory=dict)
    alone: tuple[str, str] = ("", "")  # the only area and the only group, where there is but one

    def of(self, measure: str, period: str, area: str, group: str, *, above: bool) -> int | None:
        """So many people, rounded; None where it is not given out."""
        part = ABOVE if above else ""
        tried = [(area, group), (area or self.alone[0], group), (area, group or self.alone[1])]
        tried.append((area or self.alone[0], group or self.alone[1]))
        found = (self.given.get((measure, period, *each, part)) for each in tried)
        return next((each for each in found if each is not None), None)


def answers(now: Standing) -> Answers:
    """What pages may show: read, never asked."""
    agreed: dict[tuple[str, str], str] = {}  # measure and period → the file in use, where it was read as it is now
    for period, delivery in now.in_use.items():
        before = contracts.read(delivery.version.document)
        for each in now.document.measures:
            held = before.measure(each.key)
            if held is not None and (held.top, held.bottom) == (each.top, each.bottom):
                agreed[each.key, period] = str(delivery.pk)
    codes, areas = list(now.document.group.codes) if now.document.group else [], list(now.ground.names)
    found = Answers(alone=(areas[0] if len(areas) == 1 else "", codes[0] if len(codes) == 1 else ""))
    rows = _rows(now.contract, set(agreed.values())).values_list("measure", "edition", "areas", "parts", "shown")
    for about, edition, where, parts, shown in rows:
        measure, period = about.rpartition(".")[2].split(":")
        if agreed.get((measure, period)) == edition:
            key = (measure, period, where[0].partition(":")[2] if len(where) == 1 else "", *_told(parts))
            found.given[key] = None if shown is None else round(shown)
    return found


def not_stated(now: Standing, came: Lines, given: Answers) -> float | None:
    """Of how many in 100 is the group not stated, in the newest period? From what was given out, as all else."""
    group, first, period = now.document.group, now.document.measures[0], max(now.in_use, default="")
    if group is None or not period:
        return None
    measure, above = first.key, not first.bottom
    whole = given.of(measure, period, "", "", above=above)
    codes = group.not_stated & {line.group for by_area in came.get(period, {}).values() for line in by_area}
    unsaid = [given.of(measure, period, "", each, above=above) for each in codes]
    known = [each for each in unsaid if each is not None]
    return None if not whole or len(known) < len(unsaid) else min(100 * sum(known) / whole, 100.0)


def _told(parts: Sequence[str]) -> tuple[str, str]:
    """Of which group, and which column."""
    told: dict[str, set[str]] = defaultdict(set)
    for each in parts:
        code, _bar, part = each.rpartition("|")
        told[part].add(code)
    codes = told[ABOVE] | told[REST]
    return (codes.pop() if len(codes) == 1 else ""), (ABOVE if parts and not told[REST] else "")


def _rows(contract: Contract, editions: set[str]) -> models.QuerySet[Release]:
    about = f"returns:{contract.key}."
    return Release.objects.filter(place=contract.place, measure__startswith=about, edition__in=editions)

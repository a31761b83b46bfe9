"""Gaps as pages, JSON and spreadsheets show them. A gap is told from the most deprived end: most less least."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from commonweal.evidence.rows import Cite


@dataclass(frozen=True, slots=True)
class GapRow:
    """One indicator's gap in a place. Numbers are in hundredths; None is not known, which is not nothing."""

    indicator: str
    label: str
    theme: str
    higher_is: str  # "harder" | "easier" | "" where neither
    most: float | None  # in the most deprived fifth of the place's own neighbourhoods
    most_text: str
    least: float | None
    least_text: str
    sii: float | None  # slope index, English definition: the most deprived end less the least deprived end
    sii_lower: float | None
    sii_upper: float | None
    rii: float | None  # relative index: the most deprived end divided by the least deprived end
    rii_lower: float | None
    rii_upper: float | None
    verdict: str  # one of words.VERDICTS
    says: str  # the same in a sentence
    neighbourhoods: int  # that count
    without: int  # that do not: their deprivation or their figure is not known
    few: bool  # so few that limits are much wider for it
    england: float | None
    england_text: str
    address: str
    cite: Cite | None


@dataclass(frozen=True, slots=True)
class GapFifth:
    """One fifth of a place's neighbourhoods, by deprivation: 1 is the most deprived."""

    fifth: int
    label: str
    neighbourhoods: int
    count: float
    of: float
    value: float | None
    lower: float | None
    upper: float | None
    text: str


@dataclass(frozen=True, slots=True)
class EnglandFifth(GapFifth):
    """One of England's own fifths: the place's neighbourhoods in it, and beside them all of England's."""

    england: float | None  # None: not known
    england_text: str
    england_neighbourhoods: int | None
    england_count: float | None
    england_of: float | None
    beside: str  # to the likely range here, England is "above", "below", "within" or "not known"


@dataclass(frozen=True, slots=True)
class InEngland:
    """A place by England's own fifths: other groups of its neighbourhoods than its own fifths are."""

    fifths: tuple[EnglandFifth, ...] = ()
    says: str = ""  # the most deprived fifth here and in all England; "" where England's is not known
    unknown: str = ""  # why England's is not known; "" where it is
    cite: Cite | None = None  # of the fifths
    england_cite: Cite | None = None  # of what all England has in them


@dataclass(frozen=True, slots=True)
class GapByFifth:
    """One indicator's gap, fifth by fifth."""

    gap: GapRow
    fifths: tuple[GapFifth, ...] = ()
    start: float | None = None  # the line at the most deprived end
    end: float | None = None


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One group of neighbourhoods beside the place as a whole, and beside what chance would do to so few people."""

    key: str
    name: str
    count: float
    of: float
    value: float | None
    text: str
    lower: float | None  # limits for so many people: 95 in 100
    upper: float | None
    outer_lower: float | None  # 998 in 1,000
    outer_upper: float | None
    standing: str  # as methods.inequality.funnel has it
    standing_words: str


@dataclass(frozen=True, slots=True)
class GapWhole:
    """One indicator's gap on one page."""

    place: str
    place_slug: str
    gap: GapRow
    lead: str  # the gap in a sentence
    what_if: str  # what it would be if everywhere were as in the least deprived fifth; "" where that is not asked
    fifths: tuple[GapFifth, ...]
    start: float | None  # the line at the most deprived end
    end: float | None
    stretch: float | None  # how many times wider limits are than chance among people alone would make them
    concentration: float | None  # below nothing: gathered among the most deprived
    concentration_lower: float | None
    concentration_upper: float | None
    erreygers: float | None
    erreygers_lower: float | None
    erreygers_upper: float | None
    curve: tuple[tuple[float, float], ...]
    average: float | None
    groups_called: str
    groups: tuple[FunnelRow, ...]
    funnel_cite: Cite | None
    in_england: InEngland = InEngland()

    @property
    def every_fifth(self) -> tuple[dict[str, Any], ...]:
        """As a spreadsheet has them: the place's own fifths, then England's; the first column keeps them apart."""
        own = ({"fifths_of": self.place} | asdict(each) for each in self.fifths)
        return (*own, *({"fifths_of": "England"} | asdict(each) for each in self.in_england.fifths))


@dataclass(frozen=True, slots=True)
class GapYear:
    """A gap in one year. Numbers are in hundredths; limits are None where too few neighbourhoods are known."""

    year: int
    most: float | None
    least: float | None
    sii: float | None
    sii_lower: float | None
    sii_upper: float | None
    rii: float | None
    rii_lower: float | None
    rii_upper: float | None
    neighbourhoods: int


@dataclass(frozen=True, slots=True)
class GapTrendRow:
    """Whether a gap has changed: in all (in 100 a year) and in ratio (per cent a year), which need not agree."""

    key: str
    label: str
    years: tuple[GapYear, ...]
    absolute: float | None
    absolute_lower: float | None
    absolute_upper: float | None
    absolute_verdict: str
    absolute_says: str
    relative: float | None
    relative_lower: float | None
    relative_upper: float | None
    relative_verdict: str
    relative_says: str
    agree: bool | None
    note: str
    cite: Cite | None

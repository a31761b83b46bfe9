"""What pages and exports show of the evidence: plain rows, each number with where it comes from.

Addresses of areas are `/area/<key>` with key "lsoa21:E01011229"; of places `/place/<slug>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a number comes from, and how it was made."""

    dataset: str  # key: links to /sources#key
    title: str
    publisher: str
    licence: str
    vintage: str
    version: str  # first eight letters of the file's hash
    method: str  # a sentence: "People who … divided by all …, added up over 12 neighbourhoods"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator for one area or place."""

    indicator: str
    label: str  # "People who cannot speak English well or at all"
    theme: str  # "deprivation", "health", "age", "language", "home", "work and learning", "getting about" …
    value: float | None  # None: not known
    text: str  # as a person would read it: "23 in 100", "11,402 people", "not known"
    unit: str  # "percent" | "people" | "score" | "decile" | "per 10,000"
    numerator: float | None
    denominator: float | None
    england: float | None
    england_text: str
    standing: float | None  # 0–100: the share of England's neighbourhoods with a lower value
    higher_is: str  # "harder" | "easier" | "" where neither
    areas_known: int
    areas: int
    cite: Cite
    published_for: str = ""  # the larger area a figure is published for as a whole; "" where it is added up


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A figure published for the neighbourhoods of 2011, as it stands for one of today."""

    measure: str
    label: str
    value: float | None
    text: str
    said: str  # by which rule it was carried over, or why it is not known
    cite: Cite


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area in a list, a table or on a map."""

    key: str
    kind: str
    kind_label: str  # "neighbourhood", "group of neighbourhoods", "council" …
    code: str
    name: str  # official: "Leeds 063A"
    local_name: str  # what people call it ("Beeston Hill"), "" where no list says
    parent_key: str  # the next larger area it lies in exactly, "" at the top
    parent_name: str
    population: int | None
    deprivation_decile: int | None  # IMD 2025, 1 = most deprived tenth; only for single neighbourhoods
    share_in_most_deprived_fifth: float | None  # percent of its neighbourhoods (IMD 2025)
    assets: int | None  # those that help keep people well; None where no list of them reaches
    assets_per_10000: float | None
    lat: float | None
    lon: float | None
    neighbourhoods: int = 1  # those held here that the row's numbers are of
    partly: bool = False  # the area reaches further than its neighbourhoods held here
    how: str = "exact"  # how its neighbourhoods make it up: "exact", "best_fit" (about), "drawn" (about)


@dataclass(frozen=True, slots=True)
class AreaRankRow(AreaRow):
    """An area in a table, with the figure asked for and its rank by it: the publisher's, else 1 is the highest."""

    figure: float | None = None  # None: not asked for, or not known
    figure_text: str = ""
    rank: int | None = None
    rank_shared: bool = False  # others have the same rank


@dataclass(frozen=True, slots=True)
class RankRow:
    """Where a neighbourhood stands among others in deprivation, by published ranks: 1 is the most deprived."""

    edition: str
    rank: int
    of: int
    shared: bool
    among: str  # "England", or the name of its council
    address: str  # of the page of what it is ranked among, "" where there is none
    cite: Cite


@dataclass(frozen=True, slots=True)
class DeprivationShare:
    """Share of a place's neighbourhoods among England's most deprived tenth and fifth, in one edition of the index."""

    edition: str  # "2025" | "2019"
    areas: int  # neighbourhoods with a decile
    areas_expected: int
    most_deprived_tenth: int
    most_deprived_fifth: int
    percent_tenth: float | None
    percent_fifth: float | None
    by_decile: tuple[int, ...]  # ten counts, decile 1 first
    cite: Cite
    score: float | None = None  # mean score, weighted by people; None where weights or scores are not held
    score_method: str = ""


@dataclass(frozen=True, slots=True)
class AssetCount:
    """How many of one kind of asset there are."""

    kind: str
    label: str  # plural: "libraries"
    group: str
    keeps_well: bool
    count: int
    cite: Cite


@dataclass(frozen=True, slots=True)
class FifthRow:
    """Assets that help keep people well, for the people of one fifth of England's deprivation scale.

    Only of neighbourhoods that a list of assets reaches.
    """

    fifth: int  # 1 = most deprived
    neighbourhoods: int
    population: int | None
    assets: int
    per_10000: float | None
    lower: float | None  # 95 % interval (Byar)
    upper: float | None


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """One dataset as this place holds it."""

    key: str
    title: str
    publisher: str
    licence: str
    licence_name: str
    licence_address: str
    attribution: str
    vintage: str
    every: str
    address: str
    address_seen: bool
    note: str
    files: tuple[str, ...]
    version: str
    loaded_at: str  # ISO date
    loaded_days: int | None  # since it was loaded here, which says nothing of how old it is
    described_until: str  # ISO date: the last day its vintage speaks of; "" where that is not known
    age_days: int | None  # since that day
    age: str  # in words; "not known"
    counted: str  # which areas are counted ("groups of neighbourhoods"); "" for lists of things
    areas_covered: int  # of a list of things: neighbourhoods with any of them
    areas_expected: int
    percent_covered: float | None  # None for lists of things: nobody knows how many there should be
    rows_read: int
    rows_used: int
    rows_refused: int
    rows_elsewhere: int  # could not be used either, but were about other ground


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a file that could not be used."""

    dataset: str
    file: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """How an indicator is spread over a place's neighbourhoods, beside England's. For a picture and its table."""

    indicator: str
    label: str
    unit: str
    edges: tuple[float, ...]  # n + 1 edges of n bins
    place: tuple[int, ...]  # neighbourhoods of the place in each bin
    england_percent: tuple[float, ...]  # percent of England's neighbourhoods in each bin
    place_percent: tuple[float, ...]
    median: float | None
    england_median: float | None
    cite: Cite


@dataclass(frozen=True, slots=True)
class PlaceWhole:
    """A place on one page: need beside assets beside voices."""

    slug: str
    name: str
    footprint: str
    invented: bool
    population: FigureRow
    areas_by_kind: dict[str, int]  # label -> count
    deprivation: tuple[DeprivationShare, ...]  # newest edition first
    figures: tuple[FigureRow, ...]
    assets: tuple[AssetCount, ...]
    assets_total: int  # those that keep people well
    fifths: tuple[FifthRow, ...]
    sentences: tuple[str, ...]  # plain sentences made from the figures
    voices: int  # stories people let others read; 0 means nobody has been asked here yet
    datasets: tuple[DatasetRow, ...]
    refused: tuple[RefusedRow, ...]  # the first 200
    gaps: tuple[str, ...] = ()  # what is not held for part of the place, in sentences
    series: tuple[SeriesRow, ...] = ()  # figures of larger areas that are published year by year


@dataclass(frozen=True, slots=True)
class AreaWhole:
    """An area on one page."""

    area: AreaRow
    lead: str
    sentences: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    children: tuple[AreaRow, ...]  # the next smaller areas in it
    parents: tuple[AreaRow, ...]  # the larger ones it lies in, nearest first
    earlier: tuple[EarlierRow, ...]  # what editions by the neighbourhoods of 2011 say of it
    ranks: tuple[RankRow, ...] = ()
    series: tuple[SeriesRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A figure published for one larger area, year by year. None: that year is not known."""

    indicator: str
    label: str
    unit: str
    higher_is: str
    area_key: str
    area: str
    years: tuple[int, ...]
    values: tuple[float | None, ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class Both:
    """Two areas side by side."""

    left: AreaRow
    right: AreaRow
    left_figures: tuple[FigureRow, ...]
    right_figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class WayRow:
    """One page of a place's evidence, and the question it answers."""

    group: str
    name: str
    question: str
    address: str
    says: str  # what it says first; "" where nothing is known yet, or nothing can be said beforehand
    share: float | None  # in 100, where that is about one
    source: str  # whose numbers it stands on


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What somebody said because of a number, as far as they agree to its standing beside it."""

    id: str
    words: str
    language: str
    credit: str
    notes: bool  # a note-taker's words, never shown as anybody else's
    address: str


@dataclass(frozen=True, slots=True)
class CameOfRow:
    """What was done because of a number."""

    title: str
    note: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FigureFileRow:
    """A file that a number was made from, by its hash: the very same can be told from any other."""

    dataset: str
    title: str
    publisher: str
    licence: str
    vintage: str
    version: str  # SHA-256
    first_seen: datetime
    address: str


@dataclass(frozen=True, slots=True)
class KeptFigureRow:
    """A number as it stood when somebody cited it."""

    id: str
    label: str
    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    place: str
    place_slug: str
    area_key: str
    community: str
    source: str
    licence: str
    method: str
    method_version: str
    versions: tuple[str, ...]  # ids of the dataset versions it was made from
    made_at: datetime
    newer: str  # id of the number that followed it, "" while it is the newest
    withdrawn_at: datetime | None
    withdrawn_because: str
    rows: tuple[dict[str, object], ...]  # the table it was made of
    about: str = ""  # which number it is, as programs ask for it
    area: str = ""  # what the area is called; "" for the whole place
    invented: bool = False
    earlier: tuple[str, ...] = ()  # ids of the numbers it followed
    files: tuple[FigureFileRow, ...] = ()
    guide: str = ""  # where the method is worked through by hand; "" where the sentence says it all
    cite_as: str = ""  # a line to copy
    voices: tuple[SaidRow, ...] = ()
    unheard: int | None = None  # how many more spoke whose words are not shown; None where few
    came_of: tuple[CameOfRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MeaningRow:
    """What one number of a place means."""

    indicator: str
    label: str
    theme: str
    text: str  # what it is here
    definition: str
    good_to_know: str
    unit: str
    direction: str  # which way is harder, in words
    denominator: str  # of whom or of what, in words; "" for a plain count
    made_of: tuple[str, ...]  # published columns
    interval: str
    suppression: str
    areas_known: int
    areas: int
    cite: Cite

"""What the indices of deprivation are made of (File 8): a few of the underlying indicators, by neighbourhood.

Only those that say something by themselves are read. Most are standardised and mean something only within the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds import by_area
from commonweal.feeds.base import Head, Measure, Refuse, Source, by_hand
from commonweal.feeds.columns import has, header, need
from commonweal.feeds.records import AreaValues

_TITLE = "English indices of deprivation {}: underlying indicators (File 8)"
_PUBLISHER = "Ministry of Housing, Communities and Local Government"
_ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
_NOTE = "An empty cell is suppressed because few people are meant: it is unknown, not zero."
SOURCE = Source(
    key="iod2025_parts",
    title=_TITLE.format("2025"),
    publisher=_PUBLISHER,
    licence="OGL-UK-3.0",
    vintage="2025",
    every="about six years",
    address="https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025",
    attribution=_ATTRIBUTION,
    note=_NOTE,
)
SOURCE_2019 = Source(
    key="iod2019_parts",
    title=_TITLE.format("2019"),
    publisher=_PUBLISHER,
    licence="OGL-UK-3.0",
    vintage="2019",
    every="about six years",
    address="https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019",
    attribution=_ATTRIBUTION,
    note=_NOTE,
)
SOURCES = (SOURCE, SOURCE_2019)
PROOF = ("income_domain_numerator", "employment_domain_numerator", "comparative_illness_and_disability_ratio_indicator")
CODES = {SOURCE.key: ("lsoa21", "lsoa21_code"), SOURCE_2019.key: ("lsoa11", "lsoa11_code")}
# Published column → (key, words, unit, adds up). A column that an edition lacks is passed over.
WANTED = {
    "income_domain_numerator": ("income_deprived", "People deprived of income", "people", True),
    "employment_domain_numerator": ("employment_deprived", "People deprived of employment", "people", True),
    "comparative_illness_and_disability_ratio_indicator": (
        "illness_ratio",
        "Illness and disability ratio",
        "score",
        False,
    ),
    "acute_morbidity_indicator": ("emergency_ratio", "Emergency admissions ratio", "score", False),
    "road_distance_to_a_gp_surgery_indicator_km": ("km_to_gp", "Road distance to a GP surgery", "km", False),
    "road_distance_to_a_post_office_indicator_km": ("km_to_post", "Road distance to a post office", "km", False),
}


def _source(columns: list[str]) -> Source | None:
    return next((each for each in SOURCES if has(columns, CODES[each.key][1], *PROOF)), None)


def recognise(head: Head) -> Source | None:
    """Known by the numerators of the domains; the code’s vintage tells the edition."""
    return _source(head.columns)


def _held(path: Path, source: Source) -> dict[str, str]:
    found = header(path)
    return {column: f"{source.key}.{key}" for column, (key, *_) in WANTED.items() if has(found, column)}


def measures(path: Path) -> tuple[Measure, ...]:
    """Those of the chosen columns that this edition has."""
    source = _source(header(path))
    if source is None:
        return ()
    return tuple(Measure(key, *WANTED[column][1:]) for column, key in _held(path, source).items())


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England; a suppressed count is unknown."""
    source = _source(header(path))
    if source is None:
        need(path, SOURCE, CODES[SOURCE.key][1], *PROOF)
    source = source or SOURCE
    kind, code = CODES[source.key]
    yield from by_area.rows(path, source, kind, code, "", _held(path, source), refuse=refuse)

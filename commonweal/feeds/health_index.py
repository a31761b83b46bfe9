"""The ONS Health Index: how healthy a council area or a board is in three domains, beside England in 2015.

The figures are an index, not a rate: England in 2015 is 100, higher is healthier. Four files complete one another:
overall and domains by council and by board, sub-domains and single indicators by board. Every year is read: the last is
the figure in use ("health_index.overall"), and each has a column of its own beside it ("health_index.overall.2015").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.by_area import figure, known_area
from commonweal.feeds.columns import cells, has, header, need, not_this
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="health_index",
    title="Health Index for England",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="2015 to 2021",
    every="no longer published: the last year is 2021",
    address="https://www.ons.gov.uk/peoplepopulationandcommunity/healthandsocialcare/healthandwellbeing/bulletins/healthinengland/previousReleases",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    note="An index, not a rate: England in 2015 is 100 and higher is healthier. A council of 2021 may be gone since.",
)


@dataclass(frozen=True, slots=True)
class _Layout:
    kind: str
    code: str
    name: str
    topics: tuple[str, ...]  # columns that hold figures
    by: str = ""  # column that names what the figure is of, where there is a row for each


_DOMAINS = ("healthy_people_domain", "healthy_lives_domain", "healthy_places_domain")
_LAYOUTS = (
    _Layout("lad21", "ltla21_code", "", ("overall_score", *(f"{each}_score" for each in _DOMAINS))),
    _Layout("icb22", "icb22_code", "icb22_name", ("overall_score", *_DOMAINS)),
    _Layout("icb22", "icb22_code", "icb22_name", ("value",), by="sub_domain"),
    _Layout("icb22", "icb22_code", "icb22_name", ("value",), by="indicator"),
)


def _columns(layout: _Layout) -> list[str]:
    return [name for name in (layout.code, layout.name, "year", layout.by, *layout.topics) if name]


def _layout(columns: list[str]) -> _Layout | None:
    return next((each for each in _LAYOUTS if has(columns, *_columns(each))), None)


def recognise(head: Head) -> Source | None:
    """Known by a year beside the index’s overall score, its sub-domains or its indicators."""
    return SOURCE if _layout(head.columns) else None


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def measures(path: Path) -> tuple[Measure, ...]:
    """For each topic one of the last year the file has, and one of each year."""
    if _layout(header(path)) is None:
        return ()
    topics, years = _topics(path)
    named = {"": years[-1] if years else "", **{year: year for year in years}}
    return tuple(
        Measure(_key(each, of), f"{_words(each)}, {year} (England in 2015 is 100)", "index", False)
        for each in topics
        for of, year in named.items()
    )


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every area, in every year the file has."""
    layout = _layout(header(path))
    if layout is None:
        need(path, SOURCE, *_columns(_LAYOUTS[1]))
        raise not_this(path, SOURCE, "its columns are not those of the index.")
    _, years = _topics(path)
    held: dict[str, dict[str, float | None]] = defaultdict(dict)
    names: dict[str, str] = {}
    for line, row in _rows(path, layout, refuse):
        if known_area(path, line, row[layout.code], layout.code, refuse=refuse):
            code = row[layout.code]
            names[code] = row.get(layout.name, "")
            for topic in layout.topics:
                usable, value = figure(path, line, code, row[topic], refuse=refuse)
                if usable:
                    said = row[layout.by] if layout.by else topic
                    held[code][_key(said, row["year"])] = value
                    if row["year"] == years[-1]:
                        held[code][_key(said)] = value
    for code, values in held.items():
        yield AreaValues(layout.kind, code, names[code], values)


def _rows(path: Path, layout: _Layout, refuse: Refuse) -> Iterator[tuple[int, dict[str, str]]]:
    wanted = _columns(layout)
    for line, row in cells(path, SOURCE, wanted, refuse=refuse):
        found = dict(zip(wanted, row, strict=True))
        if found["year"].isdigit():
            yield line, found
        else:
            refuse(Refused(path.name, line, f"“{found['year'][:20]}” is no year. Correct it, or get the file again."))


def _topics(path: Path) -> tuple[list[str], list[str]]:
    """What the file speaks of, and its years in order."""
    layout = _layout(header(path)) or _LAYOUTS[0]
    topics, years = dict.fromkeys(layout.topics if not layout.by else ()), set()
    for _, row in _rows(path, layout, lambda refused: None):
        years.add(row["year"])
        if layout.by:
            topics[row[layout.by]] = None
    return list(topics), sorted(years)


def _key(topic: str, year: str = "") -> str:
    key = f"{SOURCE.key}.{topic.removesuffix('_score').removesuffix('_domain')}"
    return f"{key}.{year}" if year else key


def _words(topic: str) -> str:
    return f"Health Index: {topic.removesuffix('_score').removesuffix('_domain').replace('_', ' ')}"

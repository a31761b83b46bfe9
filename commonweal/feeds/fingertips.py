"""Fingertips, the public health profiles: any of their indicators, as the CSV download and its successor have them.

Both say each area many times: by sex, age and period, and split by categories (tenths of deprivation, ethnic groups).
A row with a category is of a part of the area, so it is never read as the area's own. Of the rest, the last period of
everyone is read: both sexes where there are such rows, and the widest ages. Figures of a GP practice are told with it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, open_binary
from commonweal.feeds.by_area import figure
from commonweal.feeds.columns import cells, has, header, not_this
from commonweal.feeds.records import AreaValues, AssetFact

_ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
SOURCE = Source(
    key="fingertips",
    title="Fingertips: public health data",
    publisher="Office for Health Improvement and Disparities",
    licence="OGL-UK-3.0",
    vintage="the last period of each indicator, which its name says",
    every="indicator by indicator",
    address="https://fingertips.phe.org.uk/",
    attribution=_ATTRIBUTION,
    note="A figure is of the area it is published for. That of a practice is of its patients, wherever they live.",
)
NEXT = Source(
    key="fingertips_next",
    title="Access public health data (the successor of Fingertips)",
    publisher="Department of Health and Social Care",
    licence="OGL-UK-3.0",
    vintage=SOURCE.vintage,
    every=SOURCE.every,
    address="https://github.com/dhsc-govuk/FingertipsNext",
    attribution=_ATTRIBUTION,
    note=f"A sample of the service’s own data, before it opened. {SOURCE.note}",
)
SOURCES = (SOURCE, NEXT)


@dataclass(frozen=True, slots=True)
class _Columns:
    id: str
    name: str
    area: str
    called: str
    sex: str
    age: str
    category: str
    period: str
    value: str


_LAYOUTS = {
    SOURCE.key: _Columns(
        "Indicator ID", "Indicator Name", "Area Code", "Area Name", "Sex", "Age", "Category", "Time period", "Value"
    ),
    NEXT.key: _Columns("IndicatorId", "", "AreaCode", "", "Sex", "Age", "Category", "Year", "Value"),
}
_PROOF = {SOURCE.key: ("Time period Sortable",), NEXT.key: ("CategoryType", "AgeID")}
# How codes begin, and the kind of area: counties, primary care networks and regions are not areas of this house.
_KINDS = {"E54": "icb24", "E38": "sicbl24", "E06": "lad24", "E07": "lad24", "E08": "lad24", "E09": "lad24"}
_PRACTICE = re.compile(r"[A-HJ-NPVWY]\d{5}")
_OTHERS = re.compile(r"E92000001|[EU]\d{5,8}|[EWSN]\d{8}|nE\d{8}")
BOTH, ALL = "Persons", "All ages"


def _wanted(columns: list[str]) -> Source | None:
    for source in SOURCES:
        names = [name for name in _names(_LAYOUTS[source.key]) if name]
        if has(columns, *names, *_PROOF[source.key]):
            return source
    return None


def _names(layout: _Columns) -> tuple[str, ...]:
    return (
        layout.id, layout.name, layout.area, layout.called, layout.sex, layout.age, layout.category, layout.period,
        layout.value,
    )  # fmt: skip


def _is_names(text: str) -> bool:
    return text.lstrip()[:1] == "[" and '"indicatorID"' in text and '"indicatorName"' in text


def recognise(head: Head) -> Source | None:
    """Known by its columns; or, of the successor, the list of its indicators’ names."""
    return NEXT if _is_names(head.text) else _wanted(head.columns)


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def measures(path: Path) -> tuple[Measure, ...]:
    """One for each indicator; the list of names tells what the successor’s numbers mean."""
    source = _wanted(header(path))
    if source is None:
        return tuple(Measure(f"{NEXT.key}.{id}", name, unit, False) for id, (name, unit) in _listed(path).items())
    found = _chosen(path, source)
    return tuple(
        Measure(
            f"{source.key}.{id}", f"{each.name or f'Indicator {id}'} ({each.age}, {each.last})", "as published", False
        )
        for id, each in found.items()
    )


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues | AssetFact]:
    """Every area’s last figure, and what is said of GP practices."""
    source = _wanted(header(path))
    if source is None:
        if _listed(path):
            return
        raise not_this(path, SOURCE, "it has neither the columns of an indicator’s download nor a list of names.")
    chosen = _chosen(path, source)
    held: dict[tuple[str, str], tuple[str, dict[str, float | None]]] = {}
    for line, row in _rows(path, source, refuse):
        each = chosen[row["id"]]
        if row["category"] or (row["sex"], row["age"], row["period"]) != (each.sex, each.age, each.last):
            continue
        usable, value = figure(path, line, row["area"], row["value"], refuse=refuse)
        kind = _KINDS.get(row["area"][:3])
        if not usable:
            continue
        if kind and len(row["area"]) == 9:
            held.setdefault((kind, row["area"]), (row["called"], {}))[1][f"{source.key}.{row['id']}"] = value
        elif _PRACTICE.fullmatch(row["area"]):
            if value is not None:
                label = each.name or f"Fingertips indicator {row['id']}"
                label += "" if each.age == ALL else f" ({each.age})"
                yield AssetFact(("gp_practices",), row["area"], label, f"{value:,.1f}", each.last)
        elif not _OTHERS.fullmatch(row["area"]):
            reason = f"“{row['area'][:20]}” is neither an area nor a GP practice. Correct it, or get the file again."
            refuse(Refused(path.name, line, reason))
    for (kind, code), (called, values) in held.items():
        yield AreaValues(kind, code, called, values)


def _rows(path: Path, source: Source, refuse: Refuse) -> Iterator[tuple[int, dict[str, str]]]:
    layout = _LAYOUTS[source.key]
    keys = [key for key in _Columns.__slots__ if getattr(layout, key)]
    for line, row in cells(path, source, [getattr(layout, key) for key in keys], refuse=refuse):
        yield line, {"name": "", "called": ""} | dict(zip(keys, row, strict=True))


@dataclass(slots=True)
class _Chosen:
    name: str
    sex: str
    age: str
    last: str


def _chosen(path: Path, source: Source) -> dict[str, _Chosen]:
    """For each indicator: whom its own figure is of, and its last period."""
    found: dict[str, _Chosen] = {}
    for _, row in _rows(path, source, lambda refused: None):
        if row["category"]:
            continue
        held = found.setdefault(row["id"], _Chosen(row["name"], row["sex"], row["age"], row["period"]))
        if (row["sex"] == BOTH, _width(row["age"])) > (held.sex == BOTH, _width(held.age)):
            found[row["id"]] = _Chosen(held.name, row["sex"], row["age"], row["period"])
        elif (row["sex"], row["age"]) == (held.sex, held.age):
            held.last = max(held.last, row["period"])
    return found


def _width(age: str) -> int:
    """How many years an age band spans, roughly: "All ages" is widest, "19+ yrs" wider than "65+ yrs"."""
    numbers = [int(each) for each in re.findall(r"\d+", age)]
    if not numbers:
        return 200
    if "+" in age:
        return 120 - numbers[0]
    return numbers[0] if "<" in age else numbers[-1] - numbers[0]


def _listed(path: Path) -> dict[str, tuple[str, str]]:
    """The names of indicators, by number; nothing where the file is no such list or was cut short."""
    with open_binary(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace").read()
    if not _is_names(text):
        return {}
    try:
        return {
            str(each["indicatorID"]): (each["indicatorName"], each.get("unitLabel") or "") for each in json.loads(text)
        }
    except (ValueError, KeyError, TypeError):
        return {}

"""Census 2021 by neighbourhood (LSOA 2021), in the layout of Nomis's bulk downloads: one file a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, head, open_binary
from commonweal.feeds.columns import has, header, is_code, not_this, wrong_code
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="census2021",
    title="Census 2021",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="Census day, 21 March 2021",
    every="ten years",
    address="https://www.nomisweb.co.uk/sources/census_2021_bulk",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    note=(
        "The census office moves a few people between neighbourhoods so that nobody can be recognised: totals of one "
        "neighbourhood differ by a few between tables. The census was taken during a lockdown."
    ),
)
# How each table's columns begin → table, title, what is counted, and how many figures an area has.
# The number tells tables of one subject apart: age by single year (TS007) begins as age by five-year bands does.
TABLES = {
    "Household composition": ("ts003", "Household composition", "households", 22),
    "Age": ("ts007a", "Age by five-year bands", "people", 19),
    "Sex": ("ts008", "Sex", "people", 3),
    "Household deprivation": ("ts011", "Households by deprivation dimensions", "households", 6),
    "Ethnic group": ("ts021", "Ethnic group", "people", 25),
    "Household language (English and Welsh)": ("ts025", "Household language", "households", 5),
    "Proficiency in English language": ("ts029", "Proficiency in English", "people", 7),
    "Religion": ("ts030", "Religion", "people", 10),
    "General health": ("ts037", "General health", "people", 6),
    "Disability": ("ts038", "Disability", "people", 7),
    "Provision of unpaid care": ("ts039", "Provision of unpaid care", "people", 9),
    "Number of cars or vans": ("ts045", "Car or van availability", "households", 5),
    "Type of central heating in household": ("ts046", "Central heating", "households", 13),
    "Occupancy rating for bedrooms": ("ts052", "Occupancy rating for bedrooms", "households", 6),
    "Tenure of household": ("ts054", "Tenure", "households", 13),
    "Distance travelled to work": ("ts058", "Distance travelled to work", "people", 11),
    "Highest level of qualification": ("ts067", "Highest level of qualification", "people", 8),
}
BY_TABLE = {
    table: replace(
        SOURCE,
        key=f"census2021.{table}",
        title=f"Census 2021, {table.upper()} {title}",
        files=(f"census2021-{table}-lsoa.csv",),
    )
    for table, title, *_ in TABLES.values()
}
SOURCES = tuple(BY_TABLE.values())
PLACED = ("date", "geography", "geography code")
YEAR = "2021"
NEIGHBOURHOOD = re.compile(r"[EW]01\d{6}")


def _topic(columns: list[str]) -> str | None:
    """The words all of a table's columns begin with, where they are those of a table we know."""
    if not has(columns[:3], *PLACED) or len(columns) < 4:
        return None
    begins = columns[3].split(":")[0].strip()
    return begins if begins in TABLES and TABLES[begins][3] == len(columns) - 3 else None


def _unlike(look: Head) -> str:
    """What about this file is not a table by neighbourhoods of 2021; "" where all is as it should be."""
    if _topic(look.columns) is None:
        return "its columns are not those of a table we know."
    # Two rows, so that one damaged row does not hide what the file is.
    rows = [row for row in csv.reader(look.text.splitlines()[1:3]) if len(row) > 2]
    if not any(row[0].strip() == YEAR for row in rows):
        return f"its first rows are of {rows[0][0] if rows else 'no date'}, not of {YEAR}."
    if not any(NEIGHBOURHOOD.fullmatch(row[2].strip()) for row in rows):
        return (
            f"it is by other areas ({rows[0][2]}); wanted is the table by lower layer super output areas (E01…, W01…)."
        )
    return ""


def recognise(head: Head) -> Source | None:
    """Known by date, geography and code before columns that all begin with a table's subject; and by small areas."""
    topic = None if _unlike(head) else _topic(head.columns)
    return BY_TABLE[TABLES[topic][0]] if topic else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Every column, numbered from 00, which is the table's total and what the others are counted out of."""
    columns = header(path)
    topic = _topic(columns)
    if topic is None:
        raise not_this(path, SOURCE, "its columns are not those of a table we know.")
    table, _, unit, _ = TABLES[topic]
    total = f"census2021.{table}_00"
    return tuple(
        Measure(f"census2021.{table}_{place:02d}", _label(column, topic), unit, True, total if place else None)
        for place, column in enumerate(columns[3:])
    )


def _label(column: str, topic: str) -> str:
    """A column's title without the words every column of the table repeats."""
    text = re.sub(r";\s*measures: Value$", "", column.strip())
    return text.removeprefix(f"{topic}:").strip() or topic


def _why_not(code: str) -> str:
    """Why an area of this code is left out: it is damaged, or it is larger than a neighbourhood."""
    if not is_code(code):
        return wrong_code(code, "geography code")
    return (
        f"{code} is not a neighbourhood (E01…, W01…). Nothing to do, if the table was meant to hold larger areas too."
    )


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England and Wales."""
    if unlike := _unlike(head(path)):
        raise not_this(path, SOURCE, unlike)
    keys = [measure.key for measure in measures(path)]
    wanted = len(keys) + 3
    with open_binary(path) as stream:
        rows = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""))
        next(rows)
        for row in rows:
            if len(row) != wanted:
                if row:
                    reason = f"The row has {len(row)} cells, but the table has {wanted} columns. Get the file again."
                    refuse(Refused(path.name, rows.line_num, reason))
                continue
            name, code = row[1].strip(), row[2].strip()
            if not NEIGHBOURHOOD.fullmatch(code):
                refuse(Refused(path.name, rows.line_num, _why_not(code)))
                continue
            try:
                values = [float(cell) if cell.strip() else None for cell in row[3:]]
            except ValueError as error:
                refuse(
                    Refused(path.name, rows.line_num, f"{code}: a count is not a number ({error}). Get the file again.")
                )
                continue
            yield AreaValues("lsoa21", code, name, dict(zip(keys, values, strict=True)))

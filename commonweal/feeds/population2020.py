"""People by single year of age in the middle of 2020, by neighbourhoods of 2011, added up into a few bands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, number
from commonweal.feeds.columns import cells, has, is_code, wrong_code
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="population2020",
    title="Lower layer Super Output Area population estimates, mid-2020",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="30 June 2020",
    every="year",
    address="https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/lowersuperoutputareamidyearpopulationestimates",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    note="Estimates carried forward from the census of 2011, and so furthest from the truth where people moved most.",
)
AGES = [str(age) for age in range(90)] + ["90+"]
TOTAL = "total_population"
# Band → first and last year of age, both within; 90 stands for 90 and over.
BANDS = {"age_0_15": (0, 15), "age_16_64": (16, 64), "age_65_plus": (65, 90), "age_85_plus": (85, 90)}


def recognise(head: Head) -> Source | None:
    """Known by a column for every year of age beside 2011 neighbourhoods."""
    return SOURCE if has(head.columns, "lsoa11_code", TOTAL, *AGES) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Everyone, and the bands."""
    whole = Measure("population2020.all", "All ages", "people", adds_up=True)
    bands = [
        Measure(
            f"population2020.{band}",
            (f"Aged {first} to {last}" if last < 90 else f"Aged {first} and over") + " (added up from single years)",
            "people",
            adds_up=True,
            out_of=whole.key,
        )
        for band, (first, last) in BANDS.items()
    ]
    return (whole, *bands)


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England and Wales. A band with an unknown year in it is unknown."""
    for line, (code, name, total, *years) in cells(
        path, SOURCE, ("lsoa11_code", "lsoa11_name", TOTAL, *AGES), refuse=refuse
    ):
        if not is_code(code):
            refuse(Refused(path.name, line, wrong_code(code, "lsoa11_code")))
            continue
        try:
            counts = [number(year) for year in years]
            everyone = number(total)
        except ValueError as error:
            refuse(Refused(path.name, line, f"{code}: a count is not a number ({error}). Correct it and load again."))
            continue
        known = [count for count in counts if count is not None]
        if everyone is not None and len(known) == len(counts) and sum(known) != everyone:
            reason = f"{code}: the years of age add up to {sum(known):,.0f}, but the total says {everyone:,.0f}."
            refuse(Refused(path.name, line, reason))
            continue
        values = {"population2020.all": everyone}
        for band, (first, last) in BANDS.items():
            values[f"population2020.{band}"] = _sum(counts[first : last + 1])
        yield AreaValues("lsoa11", code, name, values)


def _sum(counts: list[float | None]) -> float | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None

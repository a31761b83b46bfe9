"""Town or country: the rural-urban class of every neighbourhood, 2021."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.by_area import known_area
from commonweal.feeds.columns import cells, has
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="rural_urban",
    title="Rural Urban Classification (2021) of Lower Layer Super Output Areas",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="2021",
    every="ten years",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
)
CODE, CLASS = "lsoa21_code", "ruc21_code"
# From town to country; "near" and "far" are from a major town or city.
CLASSES = ("UN1", "UF1", "RLN1", "RLF1", "RSN1", "RSF1")


def recognise(head: Head) -> Source | None:
    """Known by the class’s code beside neighbourhoods of 2021."""
    return SOURCE if has(head.columns, CODE, CLASS) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """The class as a number, and what lets country neighbourhoods be counted."""
    return (
        Measure("rural_urban.class", f"Class, 1 to 6 for {', '.join(CLASSES)}", "band", adds_up=False),
        Measure("rural_urban.rural", "Rural", "neighbourhoods", adds_up=True, out_of="rural_urban.neighbourhoods"),
        Measure("rural_urban.neighbourhoods", "Neighbourhoods with a class", "neighbourhoods", adds_up=True),
    )


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England and Wales."""
    for line, (code, given) in cells(path, SOURCE, (CODE, CLASS), refuse=refuse):
        if not known_area(path, line, code, CODE, refuse=refuse):
            continue
        if given not in CLASSES:
            refuse(Refused(path.name, line, f"{code}: “{given[:20]}” is no class; they are {', '.join(CLASSES)}."))
            continue
        values = {"class": CLASSES.index(given) + 1, "rural": int(given.startswith("R")), "neighbourhoods": 1}
        yield AreaValues("lsoa21", code, "", {f"{SOURCE.key}.{key}": float(value) for key, value in values.items()})

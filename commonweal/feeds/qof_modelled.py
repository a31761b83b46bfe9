"""How many people GP registers say live with a condition, modelled from practices to council areas.

Registers hold those who were diagnosed, so a low figure can mean few people ill or few people seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.by_area import figure, known_area
from commonweal.feeds.columns import cells, has
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="qof_modelled",
    title="Constituency data: how healthy is your area? GP registers, 2019/20, modelled for council areas",
    publisher="House of Commons Library, from NHS Digital’s Quality and Outcomes Framework",
    licence="OPL-UK-3.0",
    vintage="2019/20",
    every="year",
    address="https://commonslibrary.parliament.uk/constituency-data-how-healthy-is-your-area/",
    attribution="Contains Parliamentary information licensed under the Open Parliament Licence v3.0.",
    note="Modelled: each practice’s register is shared out over the areas its patients live in. Diagnosed people only.",
)
CODE, NAME, GROUP, REGISTER, LIST = "lad_code", "lad_name", "group_code", "register", "list"
CONDITIONS = {
    "AF": "atrial fibrillation", "AST": "asthma", "CAN": "cancer", "CHD": "coronary heart disease",
    "CKD": "chronic kidney disease", "COPD": "chronic obstructive pulmonary disease",
    "CVDPP": "risk of heart disease (primary prevention)", "DEM": "dementia", "DEP": "depression", "DM": "diabetes",
    "EP": "epilepsy", "HF": "heart failure", "HYP": "high blood pressure", "LD": "a learning disability",
    "MH": "a severe mental illness", "OB": "obesity", "OST": "osteoporosis", "PAD": "peripheral arterial disease",
    "PC": "palliative care", "RA": "rheumatoid arthritis", "STIA": "stroke or mini-stroke",
}  # fmt: skip


def recognise(head: Head) -> Source | None:
    """Known by a register and a list for each group and district."""
    return SOURCE if has(head.columns, CODE, GROUP, REGISTER, LIST) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """For each condition, the people on its register and those it is out of."""
    out = []
    for group, words in CONDITIONS.items():
        listed = f"{SOURCE.key}.{group.lower()}_list"
        out.append(Measure(listed, f"Patients of the ages counted for {words} (modelled)", "people", adds_up=True))
        key = f"{SOURCE.key}.{group.lower()}_register"
        out.append(Measure(key, f"On GP registers with {words} (modelled)", "people", adds_up=True, out_of=listed))
    return tuple(out)


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every district of England and Wales, all its conditions together."""
    held: dict[str, dict[str, float | None]] = defaultdict(dict)
    names: dict[str, str] = {}
    for line, (code, name, group, register, listed) in cells(
        path, SOURCE, (CODE, NAME, GROUP, REGISTER, LIST), refuse=refuse
    ):
        if not known_area(path, line, code, CODE, refuse=refuse):
            continue
        if group not in CONDITIONS:
            refuse(Refused(path.name, line, f"{code}: “{group[:20]}” is no condition this house knows."))
            continue
        names[code] = name
        for ending, text in (("register", register), ("list", listed)):
            usable, value = figure(path, line, code, text, refuse=refuse)
            if usable:
                held[code][f"{SOURCE.key}.{group.lower()}_{ending}"] = value
    for code, values in held.items():
        yield AreaValues("lad20", code, names[code], values)

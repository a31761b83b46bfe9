"""How lonely people in a neighbourhood are likely to be: estimates from a survey, kept only as fifths of England.

The estimates are modelled, and 33,755 neighbourhoods share 11,469 of them: whole districts of like people get the same
number. Ranking neighbourhoods by them would tell apart what was never told apart, so only the fifth is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.by_area import known_area
from commonweal.feeds.columns import cells, has
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="loneliness",
    title="Modelled loneliness by neighbourhood, from the Community Life Survey",
    publisher="Humaniverse, from the survey of the Department for Culture, Media and Sport",
    licence="unstated",
    vintage="2020",
    every="no longer published",
    address="https://github.com/humaniverse/loneliness",
    attribution="Estimates by Humaniverse from the Community Life Survey (DCMS).",
    note=(
        "Modelled, not counted: what people of like age, health and home said in a survey of England. Neighbourhoods "
        "with the same sort of people have the same estimate, so only England’s fifths are kept and nothing is ranked."
    ),
)
CODE, ESTIMATE, TENTH = "lsoa21_code", "perc", "deciles"
LONELIEST = 5


def recognise(head: Head) -> Source | None:
    """Known by an estimate and its tenth beside neighbourhoods of 2021."""
    return SOURCE if has(head.columns, CODE, ESTIMATE, TENTH) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """The fifth, and what lets neighbourhoods of the loneliest be counted."""
    return (
        Measure("loneliness.fifth", "Modelled loneliness: England’s fifth (5 is loneliest)", "band", adds_up=False),
        Measure(
            "loneliness.loneliest", "Neighbourhoods in the loneliest fifth (modelled)", "neighbourhoods", True,
            out_of="loneliness.neighbourhoods",
        ),
        Measure("loneliness.neighbourhoods", "Neighbourhoods with an estimate", "neighbourhoods", adds_up=True),
    )  # fmt: skip


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every neighbourhood of England, by its fifth."""
    for line, (code, tenth) in cells(path, SOURCE, (CODE, TENTH), refuse=refuse):
        if not known_area(path, line, code, CODE, refuse=refuse):
            continue
        if not tenth:
            yield AreaValues("lsoa21", code, "", dict.fromkeys((m.key for m in measures(path)), None))
        elif tenth.isdigit() and 1 <= int(tenth) <= 10:
            fifth = (int(tenth) + 1) // 2
            values = {"fifth": fifth, "loneliest": int(fifth == LONELIEST), "neighbourhoods": 1}
            yield AreaValues("lsoa21", code, "", {f"{SOURCE.key}.{key}": float(v) for key, v in values.items()})
        else:
            refuse(
                Refused(path.name, line, f"{code}: “{tenth[:20]}” is no tenth, which runs from 1 to 10. Correct it.")
            )

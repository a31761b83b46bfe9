"""`commonweal index …`: an index from figures in a file, and how firm it is, at the command line."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from commonweal.config import say
from commonweal.core.errors import Invalid
from commonweal.evidence.lines import Lines, read
from commonweal.methods.indices import building, english, firm, overlap
from commonweal.methods.indices.building import Index, Numbers

app = typer.Typer(help="Indices: one order made of several figures, and how firm it is.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="A table (CSV) with one area a line and a heading.")]
PARTS = Annotated[
    list[str],
    typer.Option("--part", help="COLUMN=WEIGHT; put a minus before the column where a higher figure is easier."),
]
HOW = Annotated[str, typer.Option(help=f"The scale: {', '.join(building.SCALES)}.")]
# A column of ranks is known by how its name begins, in any of the published editions.
BEGIN = {
    "income": ("income",),
    "employment": ("employment",),
    "education": ("education",),
    "health": ("health",),
    "crime": ("crime",),
    "barriers": ("barriers", "housing"),
    "living": ("living", "environment"),
}


def _column(table: Lines, name: str) -> Numbers:
    """One column as numbers, not a number where it is not known."""
    return np.array([math.nan if each is None else each for each in table.maybe(name)])


@app.command("imd")
def imd(file: File, as_json: say.AsJson = False) -> None:
    """The Index of Multiple Deprivation from the ranks of its seven domains, beside what the file publishes."""
    table = read(file)
    found = english.imd({name: _column(table, _rank_column(table, name)) for name in english.WEIGHTS})
    told: dict[str, Any] = {"areas": found.known, "sum_of_weights": round(sum(english.WEIGHTS.values()), 3)}
    score, rank = _of_imd(table, "score"), _of_imd(table, "rank")
    if score:
        published = _column(table, score)
        told["scores_equal_to_3_decimals"] = int((np.round(found.scores, 3) == published).sum())
        told["largest_difference_of_scores"] = round(float(np.nanmax(np.abs(found.scores - published))), 6)
    if rank:
        published = _column(table, rank)
        told["ranks_equal"] = int((found.ranks == published).sum())
        told["largest_difference_of_ranks"] = int(np.nanmax(np.abs(found.ranks - published)))
    say.answer(told | ({"rows": _rows(table, found)} if as_json else {}), as_json=as_json)


def _rank_column(table: Lines, domain: str) -> str:
    names = [n for n in table.header if n.lower().startswith(BEGIN[domain]) and "rank" in n.lower()]
    names = [n for n in names if "affecting" not in n.lower()]
    if not names:
        raise Invalid(f"{table.path.name} has no column with the ranks of the domain “{domain}”.")
    return names[0]


def _of_imd(table: Lines, what: str) -> str:
    names = [n for n in table.header if n.lower().startswith(("imd", "index of multiple")) and what in n.lower()]
    return names[0] if names else ""


def _rows(table: Lines, found: Index) -> list[dict[str, Any]]:
    told = zip(table.text(table.header[0]), found.scores.tolist(), found.ranks.tolist(), strict=True)
    return [
        {"area": code, "score": None if score != score else score, "rank": None if rank != rank else int(rank)}
        for code, score, rank in told
    ]


def _asked(table: Lines, parts: list[str], how: str) -> tuple[list[str], Numbers, list[float]]:
    """Names, columns on one scale, and weights."""
    if how not in building.SCALES:
        raise Invalid(f"There is no scale “{how}”. There are: {', '.join(building.SCALES)}.")
    names, columns, weights = [], [], []
    for each in parts:
        name, _sign, weight = each.rpartition("=")
        harder, name = not name.startswith("-"), name.removeprefix("-")
        try:
            weights.append(float(weight))
        except ValueError:
            raise Invalid(f"“{each}” should be a column and its weight, such as income=0.5.") from None
        names.append(name)
        columns.append(building.scaled(_column(table, name), how=how, harder=harder))
    if not names:
        raise Invalid("Say what counts: --part COLUMN=WEIGHT, once for each.")
    try:
        building.fit(np.column_stack(columns), weights)
    except ValueError as error:
        raise Invalid(str(error)) from None
    return names, np.column_stack(columns), weights


@app.command("build")
def build(file: File, part: PARTS, how: HOW = building.EXPONENTIAL, as_json: say.AsJson = False) -> None:
    """An index of chosen columns: score and rank of each area, 1 the hardest; not known where a part is not."""
    table = read(file)
    _names, columns, weights = _asked(table, part, how)
    rows = _rows(table, building.added(columns, weights))
    ordered = sorted(rows, key=lambda row: (row["rank"] is None, row["rank"] or 0))
    say.answer(ordered if as_json else ordered[:20], as_json=as_json)


@app.command("firm")
def firmness(
    file: File,
    part: PARTS,
    how: HOW = building.EXPONENTIAL,
    draws: Annotated[int, typer.Option(min=20, max=100_000, help="How often the weights are shaken.")] = firm.DRAWS,
    worst: Annotated[float, typer.Option(min=0.001, max=0.999, help="Which share is the worst.")] = firm.WORST,
    seed: Annotated[int, typer.Option(help="The same seed gives the same draws.")] = firm.SEED,
    as_json: say.AsJson = False,
) -> None:
    """Which areas are among the worst whatever the weights, for which it depends; each part left out; overlap."""
    table = read(file)
    names, columns, weights = _asked(table, part, how)
    found = firm.firm(columns, weights, draws=draws, worst=worst, seed=seed)
    alike = overlap.alike(overlap.correlations(columns))
    told: dict[str, Any] = {
        "areas": len(columns),
        "worst": found.worst,
        "certain": found.count(firm.CERTAIN),
        "depends_on_what_you_value": found.count(firm.DEPENDS),
        "not_known": found.count(firm.UNKNOWN),
        "draws": found.draws,
        "seed": found.seed,
        "left_out": [
            {"part": names[each.part], "leave_the_worst": each.leave, "furthest": each.furthest}
            for each in firm.without(columns, weights, worst=worst)
        ],
        "say_much_the_same": [{"parts": [names[a], names[b]], "correlation": round(c, 3)} for a, b, c in alike],
    }
    if as_json:
        ends = zip(
            table.text(table.header[0]),
            *(e.tolist() for e in (found.low, found.high, found.share)),
            found.verdicts,
            strict=True,
        )
        told["rows"] = [
            {"area": code, "low": _int(low), "high": _int(high), "share": None if share != share else share, "is": said}
            for code, low, high, share, said in ends
        ]
    say.answer(told, as_json=as_json)


def _int(figure: float) -> int | None:
    return None if figure != figure else int(figure)

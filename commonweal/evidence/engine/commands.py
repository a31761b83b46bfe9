"""`commonweal evidence …`: many rows to a few ranked areas, at the command line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.config import say
from commonweal.config.variables import ENGINE
from commonweal.evidence.engine import running

app = typer.Typer(help="Evidence from files of many rows.", no_args_is_help=True)
SHOWN = 10


@app.callback()
def evidence() -> None:
    """Several commands, though there is one so far."""


@app.command("rank")
def rank(
    file: Annotated[
        Path, typer.Argument(help="A row for each person or home: .parquet, .csv, or a folder of Parquet.")
    ],
    area: Annotated[str, typer.Option(help="The column with the code of an area.")] = "area",
    mark: Annotated[list[str] | None, typer.Option(help="A column that is 1 where it is so; once for each.")] = None,
    as_json: say.AsJson = False,
) -> None:
    """In which areas do most people or homes carry one of these marks? Fewer than eight are never told of."""
    found = running.rank(file, area=area, marks=mark or [], engine=ENGINE.value())
    say.answer(asdict(found), as_json=as_json, sentence=_sentence(found))


def _sentence(found: running.Ranked) -> str:
    lines = [f"{len(found.areas):,} areas, ranked on {found.engine}. Mark of the whole: {found.hash}."]
    if found.left_out:
        lines.append(f"{found.left_out:,} were left out: fewer than eight people there, or fewer than eight found.")
    lines += [f"  {_line(each)}" for each in found.areas[:SHOWN]]
    return "\n".join(lines)


def _line(each: dict[str, Any]) -> str:
    told = f"{each['found']:,} of {each['count']:,}, {each['score']:.0f} in 1,000"
    return f"{each['rank']:>6,}. {each['area']}: {told}, tenth {each['decile']}"

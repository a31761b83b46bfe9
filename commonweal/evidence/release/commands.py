"""`commonweal disclosure …`: what of a table of counts may be shown, at the command line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.config import say
from commonweal.core.errors import DomainError
from commonweal.evidence.lines import Lines, read

app = typer.Typer(help="What may be shown of counts of people.", no_args_is_help=True)
TOTALS = {"total", "all", "everybody"}


@app.callback()
def disclosure() -> None:
    """Several commands, though there is one so far."""


@app.command("check")
def check(
    path: Annotated[Path, typer.Argument(help="A CSV table of counts: names in the first line and first column.")],
    profile: Annotated[str, typer.Option(help="nhs, ons or strict.")] = "nhs",
    as_json: say.AsJson = False,
) -> None:
    """The table as it may be shown, which cells that hides, and which of those only to keep others hidden."""
    from commonweal.methods import disclosure

    try:
        held = read(path)
        rules = disclosure.profile(profile)
        names, columns, counts = _counts(held)
        shown = rules.table(counts)
    except (DomainError, ValueError) as wrong:
        say.stop(getattr(wrong, "sentence", "") or str(wrong))
    told = {
        "profile": profile,
        "columns": [*columns, "Total"],
        "rows": [
            {"name": name, "cells": [asdict(cell) for cell in (*cells, total)]}
            for name, cells, total in zip(
                [*names, "Total"], [*shown.cells, shown.column_totals], [*shown.row_totals, shown.total], strict=True
            )
        ],
        "hidden": sum(cell.suppressed for row in shown.cells for cell in row),
        "hidden_to_protect_others": [list(each) for each in shown.further],
    }
    say.answer(told, as_json=as_json, sentence=_sentence(told))


def _counts(held: Lines) -> tuple[list[str], list[str], list[list[int]]]:
    """Names of rows and columns, and whole counts. Totals in the file are left out: they are worked out anew."""
    names = held.text(held.header[0])
    columns = [name for name in held.header[1:] if name.lower() not in TOTALS]
    wanted = [at for at, name in enumerate(names) if name.lower() not in TOTALS]
    many = {name: held.numbers(name) for name in columns}
    for name in columns:
        for at in wanted:
            if many[name][at] < 0 or not many[name][at].is_integer():
                place = f"{held.path}, line {held.rows[at][0]}, column “{name}”"
                raise ValueError(f"{place}: a count of people is a whole number, and not below zero.")
    return [names[at] for at in wanted], columns, [[int(many[name][at]) for name in columns] for at in wanted]


def _sentence(told: dict[str, Any]) -> str:
    wide = max(len(row["name"]) for row in told["rows"])
    lines = [" " * wide + "".join(f"{name:>12}" for name in told["columns"])]
    lines += [
        f"{row['name']:<{wide}}" + "".join(f"{cell['text']:>12}" for cell in row["cells"]) for row in told["rows"]
    ]
    further = len(told["hidden_to_protect_others"])
    lines.append(f"\nCells hidden by the profile “{told['profile']}”: {told['hidden']}, {further} to protect others.")
    return "\n".join(lines)

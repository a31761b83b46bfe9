"""`commonweal returns …`: look at a file by its contract before it is sent, at the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.config import say
from commonweal.core.errors import Invalid
from commonweal.evidence.returns import checking, contract, tables

app = typer.Typer(help="What partners send: look at a file by its contract.", no_args_is_help=True)


@app.callback()
def returns() -> None:
    """Several commands, though there is one so far."""


@app.command("check")
def check(
    agreed: Annotated[Path, typer.Argument(metavar="CONTRACT.json", help="The contract, as its page gives it.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to look at: .csv or .xlsx.")],
    as_json: say.AsJson = False,
) -> None:
    """What in a file cannot be used, with rows and columns, and how complete, valid and stated it is.

    Areas are taken as they are written: which belong to a place, only the place knows.
    """
    document = contract.read(_json(agreed))
    found = checking.check(document, tables.read(file.name, file.read_bytes()), areas=None, today=date.today())
    told = asdict(found)
    told |= {"lines": len(found.lines), "usable": found.usable, "left_out": found.left_out}
    say.answer(told, as_json=as_json, sentence=sentence(found))
    if not found.usable:
        raise typer.Exit(1)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise Invalid(f"{path}: this is not JSON: look at line {error.lineno}, letter {error.colno}.") from error
    except UnicodeDecodeError as error:
        raise Invalid(f"{path}: this is not text in UTF-8.") from error


def sentence(found: checking.Checked) -> str:
    """The same in words."""
    lines = [*found.stops, *([found.note] if found.note else [])]
    lines.append(
        f"{len(found.lines):,} of {found.rows:,} rows can be used, of {', '.join(found.periods) or 'no period'}."
    )
    for each in found.faults:
        lines.append(f"\n{each.said} ({each.many:,}). {each.to_do}")
        lines += [f"  row {one.row}, {one.column}: {one.value}" for one in each.first[:10]]
    lines.append("")
    for one in found.fields:
        told = f"{one.title}: {_percent(one.complete)} filled in, {_percent(one.valid)} of that usable"
        lines.append(told + (f", {_percent(one.not_stated)} not stated" if one.not_stated is not None else ""))
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "not known" if share is None else f"{share:.0f}%"

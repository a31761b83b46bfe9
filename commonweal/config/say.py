"""How commands answer: the same rows as a table for people or as JSON for programs; errors as one sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

# For every command that answers something: `def show(slug: str, as_json: AsJson = False)`.
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")]

Row = Mapping[str, Any]


def answer(rows: Row | Sequence[Row], *, as_json: bool, sentence: str = "") -> None:
    """Say what was asked for: one row as lines, many as a table. `sentence` is what a person needs, when it is less."""
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
    elif sentence:
        print(sentence)
    elif isinstance(rows, Mapping):
        for name, value in rows.items():
            print(f"{name.replace('_', ' ')}: {shown(value)}")
    else:
        table(rows)


def table(rows: Sequence[Row]) -> None:
    """Rows for people: a table as wide as the window."""
    if not rows:
        print("Nothing yet.")
        return
    drawn = Table(*(name.replace("_", " ") for name in rows[0]), box=None, pad_edge=False, header_style="bold")
    for row in rows:
        drawn.add_row(*(shown(value) for value in row.values()))
    Console().print(drawn)


def shown(value: Any) -> str:
    """A value as people read it: unknown is a word, never 0 or None."""
    if value is None:
        return "not known"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def stop(sentence: str, code: int = 1) -> NoReturn:
    """Say what is wrong in one red sentence, where errors are read, and end."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, style="red", markup=False)
    sys.exit(code)

"""`commonweal agreement FILE`: how far several people who judged the same things saw the same in them."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

from commonweal.core.errors import Invalid, NotFound
from commonweal.methods.agreement import LEVELS, NOMINAL, Alpha, alpha, cohen, fleiss

app = typer.Typer(help="How far several people saw the same.", context_settings={"allow_interspersed_args": True})
OPEN = {"", "*", ".", "na", "n/a"}  # how people write that somebody did not judge
NAMES = {"", "unit", "id", "voice", "item"}  # what a first column of names is headed


@app.callback(invoke_without_command=True)
def agreement(
    file: Annotated[str, typer.Argument(help="A CSV file: a row for each unit, a column for each person.")],
    level: Annotated[str, typer.Option(help="nominal (kinds), ordinal (an order) or interval (numbers).")] = NOMINAL,
    repeats: Annotated[int, typer.Option(help="Samples behind the interval; 0: no interval.")] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Krippendorff's alpha of all, Cohen's kappa of each two, Fleiss' kappa where everybody judged everything."""
    if level not in LEVELS or not 0 <= repeats <= 100_000:
        raise Invalid(f"A level is {', '.join(LEVELS)}; samples are 0 to 100,000.")
    coders, units = _read(Path(file), level)
    whole = alpha(units, level=level, repeats=repeats)
    pairs = {
        f"{one} and {two}": cohen([row[a] for row in units], [row[b] for row in units])
        for (a, one), (b, two) in combinations(enumerate(coders), 2)
    }
    kinds = list(whole.values)
    complete = len(coders) > 1 and all(each is not None for row in units for each in row)
    everybody = fleiss([[row.count(kind) for kind in kinds] for row in units]) if complete and units else None
    if as_json:
        told = {"coders": coders, "units": len(units), "alpha": whole, "cohen": pairs, "fleiss": everybody}
        print(orjson.dumps(told).decode())
        return
    _say(coders, whole, pairs, everybody)


def _read(path: Path, level: str) -> tuple[list[str], list[list[Any]]]:
    if not path.is_file():
        raise NotFound(f"There is no file {path}.")
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (UnicodeDecodeError, csv.Error):
        raise Invalid(f"{path} is not a CSV file in UTF-8. Save it as one first.") from None
    if len(rows) < 2:
        raise Invalid("Give a first row with the names of the people, and a row for each unit.")
    head = rows[0]
    named = head[0].strip().lower() in NAMES
    coders = [each.strip() or f"column {number}" for number, each in enumerate(head, 1)][named:]
    if len(coders) < 2:
        raise Invalid("At least two people are needed: a column for each.")
    units = []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(head):
            raise Invalid(f"Row {number} has more cells than the first row has names.")
        units.append([_value(cell, level, number) for cell in [*row, *[""] * (len(head) - len(row))][named:]])
    return coders, units


def _value(cell: str, level: str, number: int) -> Any:
    said = cell.strip()
    if said.lower() in OPEN:
        return None
    if level == NOMINAL:
        return said
    try:
        return float(said)
    except ValueError:
        raise Invalid(f"Row {number}: “{said}” is no number, and {level} needs numbers.") from None


def _say(coders: list[str], whole: Alpha, pairs: dict[str, Any], everybody: Any) -> None:
    say = Console(highlight=False)
    say.print(f"{len(coders)} people, {whole.units} units that at least two judged, {whole.pairable} judgements.")
    between = f" ({whole.lower:.3f} to {whole.upper:.3f})" if whole.lower is not None else ""
    value = f"{whole.value:.3f}" if whole.value is not None else "cannot be told"
    say.print(f"Krippendorff’s alpha ({whole.level}): {value}{between}", markup=False)
    if everybody is not None:
        say.print(f"Fleiss’ kappa: {_number(everybody.value)}", markup=False)
    table = Table("who", "units", "alike", "Cohen’s kappa")
    for who, each in pairs.items():
        share = f"{100 * each.observed:.0f}%" if each.observed is not None else "–"
        table.add_row(who, str(each.units), share, _number(each.value))
    say.print(table)
    say.print("A number says how far, not about what. Look at where people differ, and talk about it.")


def _number(value: float | None) -> str:
    return f"{value:.3f}" if value is not None else "cannot be told"

"""`commonweal share …`: a fund shared by a rule, from a file, at the command line."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.config import say
from commonweal.core.errors import DomainError
from commonweal.evidence.lines import Lines, read

app = typer.Typer(help="A fund shared by people and need.", no_args_is_help=True)
HEAD = "head"


@app.callback()
def share() -> None:
    """Several commands, though there is one so far."""


@app.command("out")
def out(
    path: Annotated[Path, typer.Argument(help="A CSV table: one line for each area.")],
    fund: Annotated[float, typer.Option(help="Pounds to share.")],
    people: Annotated[str, typer.Option(help="The column with the number of people.")] = "people",
    by: Annotated[
        list[str] | None,
        typer.Option(help="A term: head:1, or COLUMN:weight, or COLUMN:weight:gap for needs where less is worse."),
    ] = None,
    deprivation: Annotated[str, typer.Option(help="The column that says how deprived an area is (higher: more).")] = "",
    current: Annotated[str, typer.Option(help="The column with what each gets now.")] = "",
    floor: Annotated[float, typer.Option(help="Pounds that every area gets at least.")] = 0,
    floor_head: Annotated[float, typer.Option(help="Pounds a head at least.")] = 0,
    cap_head: Annotated[float | None, typer.Option(help="Pounds a head at most.")] = None,
    pace: Annotated[float | None, typer.Option(help="At most so many in a hundred more or less than now.")] = None,
    as_json: say.AsJson = False,
) -> None:
    """What each area gets, to the penny; pounds a head by deprivation fifth; which terms move nothing."""
    from commonweal.methods import shares

    try:
        held = read(path)
        crowd = held.numbers(people)
        terms = [_term(each, held) for each in by or [f"{HEAD}:1"]]
        limits = shares.Limits(
            floor_each=_pence(floor),
            floor_head=100 * floor_head,
            cap_head=None if cap_head is None else 100 * cap_head,
            pace=None if pace is None else pace / 100,
            current=held.numbers(current) if current else None,
        )
        score = _known(held, deprivation) if deprivation else None
        made = shares.share(_pence(fund), crowd, terms, limits)
        found = shares.alarms(_pence(fund), crowd, terms, limits, deprivation=score)
    except (DomainError, ValueError) as wrong:
        say.stop(getattr(wrong, "sentence", "") or str(wrong))
    told = {
        "fund_pence": _pence(fund),
        "areas": [
            {"area": name, "people": many, "pence": got, "per_head": got / many / 100 if many else None, "limit": limit}
            for name, many, got, limit in zip(held.text(held.header[0]), crowd, made.pence, made.limit, strict=True)
        ],
        "sum_pence": sum(made.pence),
        "fifths": [asdict(each) for each in shares.by_fifth(made.pence, crowd, score)] if score else [],
        "alarms": [asdict(each) for each in found],
    }
    say.answer(told, as_json=as_json, sentence=_sentence(told))


def _pence(pounds: float) -> int:
    return math.floor(100 * pounds + 0.5)


def _known(held: Lines, column: str) -> list[float]:
    """A column of numbers; not a number where none is known."""
    return [math.nan if value is None else value for value in held.maybe(column)]


def _term(said: str, held: Lines) -> Any:
    import numpy as np

    from commonweal.methods import shares

    name, _, rest = said.partition(":")
    weight, _, form = rest.partition(":")
    try:
        much = float(weight or 1)
    except ValueError:
        raise ValueError(f"“{said}”: say a term as COLUMN:weight, such as imd:2.") from None
    if form not in ("", shares.LEVEL, shares.GAP, shares.REVERSED):
        raise ValueError(f"“{said}”: after the second colon comes gap, level or reversed.")
    if name == HEAD and not held.has(name):
        return shares.Term(name, much, form=shares.HEAD)
    return shares.Term(name, much, need=np.array(_known(held, name)), form=form or shares.LEVEL)


def _sentence(told: dict[str, Any]) -> str:
    wide = max(len(row["area"]) for row in told["areas"])
    lines = [
        f"{row['area']:<{wide}}  £{row['pence'] / 100:>16,.2f}  {_head(row['per_head'])}{_limit(row['limit'])}"
        for row in told["areas"]
    ]
    lines.append(f"{'Together':<{wide}}  £{told['sum_pence'] / 100:>16,.2f}")
    for each in told["fifths"]:
        lines.append(f"Fifth {each['fifth']} (1 is the most deprived): {_head(each['per_head'])}")
    lines += [f"Look at “{each['term']}”: {each['kind']}." for each in told["alarms"]]
    return "\n".join(lines)


def _head(pounds: float | None) -> str:
    return "nobody lives there" if pounds is None else f"£{pounds:,.2f} a head"


def _limit(limit: str) -> str:
    return {"least": " (held up)", "most": " (held back)"}.get(limit, "")

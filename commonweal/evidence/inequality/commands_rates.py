"""`commonweal inequality rates | proportions | means | dsr | isr | life-expectancy FILE`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.config import say
from commonweal.core.errors import Invalid
from commonweal.evidence.inequality.telling import tell
from commonweal.evidence.lines import Lines, read
from commonweal.methods import rates as plain
from commonweal.methods.inequality import averages, lifetable, proportions, standardised

File = Annotated[Path, typer.Argument(help="A CSV file with a first line of column names.")]
Confidence = Annotated[float, typer.Option(min=0.5, max=0.99999, help="0.95: 95 in 100.")]
Per = Annotated[float, typer.Option(help="For every so many people.")]


def add_to(app: typer.Typer) -> None:
    """These commands among those of inequality."""
    for name, command in (
        ("rates", rates),
        ("proportions", shares),
        ("means", means),
        ("dsr", dsr),
        ("isr", isr),
        ("life-expectancy", life_expectancy),
    ):
        app.command(name)(command)


def _by_line(lines: Lines, make: Callable[[float, float | None], Any]) -> list[dict[str, Any]]:
    """One answer for each line of count and population; unknown where either is."""
    names = lines.text("area") if lines.has("area") else [str(line) for line, _ in lines.rows]
    made = []
    for at, (name, count, people) in enumerate(
        zip(names, lines.maybe("count"), lines.maybe("population"), strict=True)
    ):
        one = Lines(lines.path, lines.header, (lines.rows[at],), name)
        found = None if count is None else one.worked(lambda count=count, people=people: make(count, people))
        told = asdict(found) if found else {"value": None, "lower": None, "upper": None, "count": count}
        made.append({"area": name, **told})
    return made


def rates(file: File, per: Per = 100_000.0, confidence: Confidence = 0.95, as_json: say.AsJson = False) -> None:
    """Rates of a count. Columns: count, population. Limits are exact below ten, Byar’s from there on."""
    lines = read(file, needs=("count", "population"))
    tell(
        _by_line(lines, lambda count, people: plain.rate(count, people, per=per, confidence=confidence)),
        as_json=as_json,
    )


def shares(file: File, per: Per = 1.0, confidence: Confidence = 0.95, as_json: say.AsJson = False) -> None:
    """Parts of a whole, with Wilson’s limits. Columns: count, population. --per 100 gives per cent."""
    lines = read(file, needs=("count", "population"))
    tell(
        _by_line(lines, lambda count, people: proportions.proportion(count, people, per=per, confidence=confidence)),
        as_json=as_json,
    )


def means(file: File, confidence: Confidence = 0.95, as_json: say.AsJson = False) -> None:
    """Means with Student’s limits. Column: value."""
    made = []
    for each in read(file, needs=("value",)).by("area"):
        found = averages.mean(each.maybe("value"), confidence=confidence)
        made.append({"area": each.name, **(asdict(found) if found else {"value": None})})
    tell(made, as_json=as_json)


def dsr(file: File, per: Per = 100_000.0, confidence: Confidence = 0.95, as_json: say.AsJson = False) -> None:
    """Directly standardised rates. Columns: count, population, and standard_population, unless there are the nineteen
    bands of the European population of 2013. Events that repeat: events_1, events_2 … for how many people had so many.
    """
    lines = read(file, needs=("population",))
    repeated = {int(name[7:]): name for name in lines.header if name.startswith("events_") and name[7:].isdigit()}

    def one(each: Lines) -> dict[str, Any]:
        people = each.numbers("population")
        standard = each.numbers("standard_population") if each.has("standard_population") else _european(len(people))
        how: dict[str, Any] = {"per": per, "confidence": confidence}
        if repeated:
            persons = {often: each.maybe(name) for often, name in repeated.items()}
            return {"area": each.name, **asdict(standardised.dsr_of_repeats(persons, people, standard, **how))}
        return {"area": each.name, **asdict(standardised.dsr(each.maybe("count"), people, standard, **how))}

    tell([each.worked(lambda each=each: one(each)) for each in lines.by("area")], as_json=as_json)


def _european(bands: int) -> tuple[int, ...]:
    if bands != len(standardised.ESP_2013):
        raise Invalid("Give a column “standard_population”, or the nineteen age bands 0–4, 5–9, … 85–89, 90 and over.")
    return standardised.ESP_2013


def isr(file: File, per: Per = 100_000.0, confidence: Confidence = 0.95, as_json: say.AsJson = False) -> None:
    """Indirectly standardised rates and ratios. Columns: count, population, ref_count, ref_population."""
    lines = read(file, needs=("count", "population", "ref_count", "ref_population"))

    def one(each: Lines) -> dict[str, Any]:
        here = each.maybe("count"), each.numbers("population")
        there = each.numbers("ref_count"), each.numbers("ref_population")
        return {"area": each.name, **asdict(standardised.isr(*here, *there, per=per, confidence=confidence))}

    tell([each.worked(lambda each=each: one(each)) for each in lines.by("area")], as_json=as_json)


def life_expectancy(file: File, confidence: Confidence = 0.95, as_json: say.AsJson = False) -> None:
    """Years still to live, by Chiang’s table. Columns: age (first year of each band), population, deaths."""
    made: list[dict[str, Any]] = []
    for each in read(file, needs=("age", "population", "deaths")).by("area"):
        columns = each.numbers("age"), each.maybe("population"), each.maybe("deaths")
        table = each.worked(lambda columns=columns: lifetable.life_table(*columns, confidence=confidence))
        made += [{"area": each.name, **asdict(row), "refused": table.refused} for row in table.rows]
    tell(made, as_json=as_json)

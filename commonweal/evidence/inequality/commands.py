"""`commonweal inequality …`: the measures of inequality on CSV files, for analysts and programs.

A file with a column “area” gives an answer for each area. Cells that are empty, * or - are not known, which is not 0.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import numpy as np
import typer

from commonweal.config import say
from commonweal.core.errors import Invalid
from commonweal.evidence.inequality import commands_rates
from commonweal.evidence.inequality.telling import tell
from commonweal.evidence.lines import Lines, read
from commonweal.methods.inequality import concentration as concentrations
from commonweal.methods.inequality import disparity, funnel, logistic, simulated, slope, trend
from commonweal.methods.quantiles import equal_lots

app = typer.Typer(help="How unequal is it? The measures of the field, on CSV files.", no_args_is_help=True)
commands_rates.add_to(app)
File = commands_rates.File
Confidence = commands_rates.Confidence
SCALES = {"other": slope.PLAIN, "rate": slope.LOG, "proportion": slope.LOGIT}
ENGLISH, WHO = "english", "who"


@app.command("sii")
def sii(
    file: File,
    kind: Annotated[str, typer.Option(help="What values are: other, rate or proportion (of 1).")] = "other",
    transform: Annotated[bool, typer.Option(help="Lay the line through logarithms (rates) or logits.")] = False,
    multiplier: Annotated[float, typer.Option(help="Below 0 turns the gap and the ratio about.")] = 1.0,
    definition: Annotated[str, typer.Option(help="english (least squares) or who (logistic; values in per cent).")] = (
        ENGLISH
    ),
    confidence: Confidence = 0.95,
    draws: Annotated[int, typer.Option(min=1_000, help="Where limits are simulated.")] = simulated.DRAWS,
    seed: Annotated[int, typer.Option(help="Where limits are simulated.")] = simulated.SEED,
    as_json: say.AsJson = False,
) -> None:
    """Slope index and relative index. Columns: population, value, and se or lower and upper.

    Groups stand in order, the most deprived first, or are put in the order of a column “quantile”.
    """
    lines = read(file, needs=("population", "value"))
    if kind not in SCALES or definition not in (ENGLISH, WHO):
        raise Invalid("A kind is other, rate or proportion; a definition is english or who.")

    def one(each: Lines) -> Any:
        values, people, errors = (row if row is None else _in_order(each, row) for row in _values(each, kind))
        if definition == WHO:
            return logistic.who_sii(values, people, errors, confidence=confidence)
        asked: dict[str, Any] = {"multiplier": multiplier, "confidence": confidence}
        if SCALES[kind] == slope.PLAIN or transform or errors is None:
            scale = SCALES[kind] if transform else slope.PLAIN
            return slope.sii(values, people, errors, scale=scale, **asked)
        return simulated.sii(values, people, errors, spread=SCALES[kind], draws=draws, seed=seed, **asked)

    made = [(each.name, each.worked(lambda each=each: one(each))) for each in lines.by("area")]
    tell(
        [
            {"area": name, "definition": definition, **(asdict(found) if found else {"sii": None})}
            for name, found in made
        ],
        as_json=as_json,
    )


def _values(lines: Lines, kind: str) -> tuple[list[float], list[float], Any]:
    values, people = lines.numbers("value"), lines.numbers("population")
    if lines.has("se"):
        return values, people, lines.numbers("se")
    if lines.has("lower", "upper"):
        return values, people, slope.errors_of(lines.numbers("lower"), lines.numbers("upper"), scale=SCALES[kind])
    return values, people, None


def _in_order(lines: Lines, row: Any) -> Any:
    if not lines.has("quantile"):
        return row
    return np.array(row, dtype=float)[np.argsort(lines.numbers("quantile"), kind="stable")]


@app.command("measures")
def measures(
    file: File,
    adverse: Annotated[bool, typer.Option("--adverse/--favourable", help="Is more of it worse?")] = False,
    ordered: Annotated[bool, typer.Option(help="Groups stand in order, the most disadvantaged first.")] = False,
    average: Annotated[float | None, typer.Option(help="The published average, instead of the groups’ own.")] = None,
    reference: Annotated[int, typer.Option(min=0, help="Line of the reference group, from 1; 0: none.")] = 0,
    upper_bound: Annotated[float, typer.Option(help="The most a value can be, for Wagstaff and Erreygers.")] = 100.0,
    confidence: Confidence = 0.95,
    as_json: say.AsJson = False,
) -> None:
    """The World Health Organization’s measures. Columns: value, population, and se if it is known."""
    lines = read(file, needs=("value", "population"))

    def one(each: Lines) -> list[dict[str, Any]]:
        errors = each.numbers("se") if each.has("se") else None
        held = disparity.groups(each.numbers("value"), each.numbers("population"), errors, average=average)
        found = _ordered(held, upper_bound, confidence) if ordered else {}
        found |= _between(held, not adverse, confidence)
        found |= {
            name: measure(held, favourable=not adverse, ordered=ordered, confidence=confidence)
            for name, measure in (("par", disparity.par), ("paf", disparity.paf))
        }
        if reference:
            found |= {
                f"mdr{letter}": disparity.mdr(held, reference - 1, weighted=letter == "w", confidence=confidence)
                for letter in "uw"
            }
        return [
            {"area": each.name, "measure": name, **(asdict(made) if made else {"value": None})}
            for name, made in found.items()
        ]

    made = [row for each in lines.by("area") for row in each.worked(lambda each=each: one(each))]
    tell(made, as_json=as_json)


def _ordered(held: disparity.Groups, most: float, confidence: float) -> dict[str, Any]:
    bounds = (0.0, most)
    return {
        "aci": disparity.aci(held, confidence=confidence),
        "rci": disparity.rci(held, confidence=confidence),
        "rci_wagstaff": disparity.rci(held, bounds=bounds, correction="wagstaff", confidence=confidence),
        "rci_erreygers": disparity.rci(held, bounds=bounds, correction="erreygers", confidence=confidence),
    }


def _between(held: disparity.Groups, favourable: bool, confidence: float) -> dict[str, Any]:
    plain = {"bgv": disparity.bgv, "bgsd": disparity.bgsd, "cov": disparity.cov, "ti": disparity.theil}
    found: dict[str, Any] = {name: measure(held, confidence=confidence) for name, measure in plain.items()}
    found["mld"] = disparity.mld(held, confidence=confidence)
    for letter in "uw":
        how: dict[str, Any] = {"weighted": letter == "w", "confidence": confidence}
        found[f"mdm{letter}"] = disparity.mdm(held, **how)
        found[f"idis{letter}"] = disparity.idis(held, **how)
        found[f"mdb{letter}"] = disparity.mdb(held, favourable=favourable, **how)
    return found


@app.command("concentration")
def concentration(
    file: File,
    ties: Annotated[str, typer.Option(help="“shared”, or “file order”.")] = concentrations.SHARED,
    lowest: Annotated[float | None, typer.Option(help="The least a value can be.")] = None,
    highest: Annotated[float | None, typer.Option(help="The most a value can be.")] = None,
    confidence: Confidence = 0.95,
    as_json: say.AsJson = False,
) -> None:
    """Concentration indices. Columns: value, rank_by (least first), and weight if there is one."""
    lines = read(file, needs=("value", "rank_by"))
    bounds = None if lowest is None or highest is None else (lowest, highest)

    def one(each: Lines) -> dict[str, Any]:
        weights = each.numbers("weight") if each.has("weight") else None
        values, order = each.numbers("value"), each.numbers("rank_by")
        found = concentrations.concentration(values, order, weights, ties=ties, bounds=bounds)
        told = asdict(found)
        for name in ("index", "generalised", "erreygers", "wagstaff"):
            sure = concentrations.limits(told[name], told.pop(f"{name}_error"), found.n, confidence=confidence)
            told[f"{name}_lower"], told[f"{name}_upper"] = sure
        return {"area": each.name, **told}

    tell([each.worked(lambda each=each: one(each)) for each in lines.by("area")], as_json=as_json)


@app.command("funnel")
def funnels(
    file: File,
    kind: Annotated[str, typer.Option(help="proportion, ratio or rate.")] = "proportion",
    per: Annotated[float, typer.Option(help="Rates are for every so many people.")] = 100_000.0,
    standardised: Annotated[bool, typer.Option(help="Rates are directly standardised.")] = False,
    as_json: say.AsJson = False,
) -> None:
    """Who differs from the average by more than chance. Columns: count, and population (proportion), expected (ratio),
    or rate and population (rate).
    """
    lines = read(file, needs=("count",))

    def classes() -> list[str]:
        counts = lines.numbers("count")
        if kind == "proportion":
            return funnel.proportion_classes(counts, lines.numbers("population"))
        if kind == "ratio":
            return funnel.ratio_classes(counts, lines.numbers("expected"))
        if kind != "rate":
            raise Invalid("A kind is proportion, ratio or rate.")
        rates = np.array(lines.maybe("rate"), dtype=float)
        people = lines.maybe("population") if lines.has("population") else None
        return funnel.rate_classes(counts, np.nan_to_num(rates), people, per=per, standardised=standardised)

    names = lines.text("area") if lines.has("area") else [str(line) for line, _ in lines.rows]
    found = zip(names, lines.worked(classes), strict=True)
    tell([{"area": name, "standing": standing} for name, standing in found], as_json=as_json)


@app.command("quantiles")
def quantiles(
    file: File,
    lots: Annotated[int, typer.Option(min=2, help="5 for fifths, 10 for tenths.")] = 5,
    lowest_first: Annotated[bool, typer.Option(help="Lot 1 has the lowest values.")] = False,
    as_json: say.AsJson = False,
) -> None:
    """Equal lots by the rule of Fingertips. Column: value; and group, if lots are made within each."""
    lines = read(file, needs=("value",))
    made = []
    for each in lines.by("group"):
        names = each.text("area") if each.has("area") else [str(line) for line, _ in each.rows]
        values = each.maybe("value")
        found = equal_lots(values, lots, highest_first=not lowest_first)
        made += [
            {"group": each.name, "area": name, "value": value, "lot": lot}
            for name, value, lot in zip(names, values, found, strict=True)
        ]
    tell(made, as_json=as_json)


@app.command("trend")
def trends(file: File, confidence: Confidence = 0.95, as_json: say.AsJson = False) -> None:
    """Is the gap growing? Columns: year, sii, sii_lower, sii_upper (95 in 100), and rii, rii_lower, rii_upper."""
    lines = read(file, needs=("year", "sii", "sii_lower", "sii_upper"))

    def one(each: Lines) -> dict[str, Any]:
        nothing: list[float | None] = [None] * len(each.rows)
        ratios = [each.maybe(name) if each.has(name) else nothing for name in ("rii", "rii_lower", "rii_upper")]
        limits = (np.array(each.maybe(name), dtype=float) for name in ("sii_lower", "sii_upper"))
        errors = slope.errors_of(*limits)
        found = trend.trend(each.numbers("year"), each.maybe("sii"), errors, *ratios, confidence=confidence)
        return {"area": each.name, **asdict(found), "agree": found.agree}

    tell([each.worked(lambda each=each: one(each)) for each in lines.by("area")], as_json=as_json)

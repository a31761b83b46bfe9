"""How complete, valid and timely a return is, and what its missing part does to a figure: cases to follow by hand."""

from __future__ import annotations

from datetime import date

from commonweal.methods.completeness import bounds, fields, periods
from tests.spec.guide import Case, Family, Method

MANSKI = "Manski, Partial Identification of Probability Distributions (2003): worst-case bounds"
DQMI = "The measures of the NHS Data Quality Maturity Index, each by itself: how its items combine was not verified"
FIRST = periods.read("2026-Q1", "quarter")
CAME = {"2026-Q1": date(2026, 4, 20), "2026-Q3": date(2026, 11, 10)}


def _timely() -> dict[str, float | None]:
    found = periods.timeliness(FIRST, CAME, due_days=30, today=date(2026, 11, 29))
    return {
        "expected": found.expected,
        "received": found.received,
        "coverage": found.coverage,
        "median days": found.median_days,
        "days since": found.days_since,
    }


def _field() -> dict[str, float | None]:
    found = fields.field(
        ["A", "Z", "", "?"], [True, True, False, False], not_stated={"Z"}, weights=[60.0, 20.0, 10.0, 10.0]
    )
    return {"complete": found.complete, "valid": found.valid, "not stated": found.not_stated}


def _wide(**parts: float) -> dict[str, float | None]:
    found = bounds.widened(0.4, 0.3, 0.5, **parts)  # type: ignore[arg-type]
    return {"value": found.value, "lowest": found.lowest, "highest": found.highest}


def _nothing() -> dict[str, float | None]:
    found = bounds.widened(None, 0, 0, known=0, expected=4)
    return {"value": found.value, "lowest": found.lowest, "highest": found.highest}


FAMILY = Family(
    name="completeness",
    title="Complete, valid, timely: the returns of partners",
    opening="Each measure stands by itself. There is no score: a return that is late and whole is not the same as one "
    "that is early and half empty. What is missing is never counted as zero.",
    methods=(
        Method(
            title="Expected and received",
            question="Do returns come when they are expected?",
            definition="A period counts as expected once its day has come (its last day and the days allowed) or once "
            "it has come. Coverage is received over expected; a return that came late has come. Days are counted from "
            "the last day of the period to the day its first file came.",
            assumes="Periods are calendar years, quarters or months.",
            source=DQMI,
            function="commonweal.methods.completeness.periods.timeliness",
            command="commonweal returns check CONTRACT.json FILE.csv",
            cases=(
                Case(
                    "quarters from 2026-Q1, 30 days allowed; the first came on 20 April, the second never, the third "
                    "on 10 November; today is 29 November",
                    _timely,
                    {"expected": 3, "received": 2, "coverage": 2 / 3, "median days": 30.5, "days since": 19},
                ),
            ),
        ),
        Method(
            title="Complete, valid, not stated",
            question="How well is a field recorded?",
            definition="Complete: filled in, of all. Valid: can be used, of what is filled in. Not stated, and default "
            "codes: of what can be used. Weighted by the people counted where a row is a count.",
            assumes="A “not stated” code is valid and still tells nothing.",
            source=DQMI,
            function="commonweal.methods.completeness.fields.field",
            command="commonweal returns check CONTRACT.json FILE.csv --json",
            cases=(
                Case(
                    "60 people of group A, 20 not stated (Z), 10 left empty, 10 with a code that is none",
                    _field,
                    {"complete": 0.9, "valid": 80 / 90, "not stated": 0.25},
                ),
            ),
        ),
        Method(
            title="Areas with any record",
            question="Of how many of the areas does a return say anything?",
            definition="Areas of the place with at least one row, of all areas of that kind in the place.",
            assumes="An area that is absent is unknown; an area with a row of 0 is known.",
            source=DQMI,
            function="commonweal.methods.completeness.fields.areas_with_any",
            cases=(Case("3 areas, of which 2 have a row", lambda: fields.areas_with_any("abc", "ab"), 2 / 3),),
        ),
        Method(
            title="A figure with a missing part",
            question="Part of a return is missing: where may the figure of the whole lie?",
            definition="lowest = k low + (1 − k) min(least, low); highest = k high + (1 − k) max(most, high), where "
            "k is the share that is known, low and high the limits of chance of the known part, and least and most "
            "what is allowed to the missing part. The value shown is that of the known part.",
            assumes="With 0 and 1: nothing about the missing part. With rates seen earlier: that it is like them.",
            source=MANSKI,
            function="commonweal.methods.completeness.bounds.widened",
            cases=(
                Case(
                    "0.4 (0.3 to 0.5) from 3 of 4 areas, nothing assumed",
                    lambda: _wide(known=3, expected=4),
                    {"value": 0.4, "lowest": 0.225, "highest": 0.625},
                ),
                Case(
                    "the same, the missing area between none and the highest rate seen, 0.6",
                    lambda: _wide(known=3, expected=4, most=0.6),
                    {"value": 0.4, "lowest": 0.225, "highest": 0.525},
                ),
                Case("nothing has come", _nothing, {"value": None, "lowest": 0, "highest": 1}),
            ),
        ),
        Method(
            title="A group, where some did not say",
            question="Between which shares does a group's own lie, wherever those belong who did not say?",
            definition="lowest = top / (bottom + unsaid below − unsaid above); highest = (top + unsaid above) / "
            "(bottom + unsaid above).",
            assumes="Nothing about those who did not say.",
            source=MANSKI,
            function="commonweal.methods.completeness.bounds.group_bounds",
            cases=(
                Case(
                    "20 of 50 people of the group; 5 of 20 people did not say theirs",
                    lambda: bounds.group_bounds(20, 50, 5, 20),
                    (20 / 65, 25 / 55),
                ),
            ),
        ),
        Method(
            title="A share by chance",
            question="Between which shares would chance alone have let this one lie?",
            definition="Wilson's limits: (2x + z² ∓ z √(z² + 4x(1 − x/n))) / (2(n + z²)).",
            assumes="People are counted once, and one does not make the next likelier.",
            source="Wilson (1927), as used for English public health indicators",
            function="commonweal.methods.completeness.bounds.wilson",
            cases=(
                Case("20 of 100", lambda: bounds.wilson(20, 100), (0.133367, 0.288829), to=1e-5),
                Case("nobody of nobody", lambda: bounds.wilson(0, 0), (0, 1)),
            ),
        ),
    ),
)

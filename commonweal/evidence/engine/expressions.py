"""Every expression there is, in one place. It takes and gives Ibis tables, and knows no engine.

Nothing here is brought in before it is asked for: Ibis takes longer to load than the whole house.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from commonweal.methods.disclosure import profile

if TYPE_CHECKING:
    from ibis.expr.types import Table

RULE = profile("nhs")  # of one to seven people nothing is told; the rest to the nearest five
BANDS = 10
COLUMNS = ("area", "count", "found", "score", "rank", "decile")


def ranked(rows: Table, area: str, marks: Sequence[str]) -> Table:
    """Of people or homes, a row each: in which areas do most of them carry one of these marks?

    A mark is 1 or true where it is so, 0 or false where it is not, and empty where nobody knows: a row of which no
    mark is known is not counted. An area of fewer than eight, or with one to seven found, is left out. Counts are
    rounded to the nearest five and the score, for every thousand, is made of the rounded counts: what is told is all
    that anybody could work back from. Rank and tenth 1 have the highest score; equal scores share a rank, and go into
    tenths in the order of their codes.
    """
    import ibis

    areas = told(counted(rows, area, marks))
    scored = areas.mutate(score=areas["found"].cast("float64") * 1000.0 / areas["count"].cast("float64"))
    highest = ibis.desc(scored["score"])
    return scored.mutate(
        rank=(ibis.rank().over(ibis.window(order_by=highest)) + 1).cast("int64"),
        decile=(ibis.ntile(BANDS).over(ibis.window(order_by=[highest, scored["area"]])) + 1).cast("int64"),
    ).select(*COLUMNS)


def counted(rows: Table, area: str, marks: Sequence[str]) -> Table:
    """For every area: how many rows of which a mark is known, and how many of those carry one."""
    known: Any = reduce(or_, (rows[each].notnull() for each in marks))
    carries: Any = reduce(or_, (rows[each].cast("int64").fill_null(0) != 0 for each in marks))
    each_row = rows.filter(known, rows[area].notnull()).select(
        area=rows[area].cast("string"), carries=carries.cast("int64")
    )
    return each_row.group_by("area").aggregate(people=each_row.count(), carrying=each_row["carries"].sum())


def told(areas: Table) -> Table:
    """Those areas of which anything may be told, with rounded counts."""
    people, carrying = areas["people"], areas["carrying"]
    enough = areas.filter(people >= RULE.threshold, (carrying == 0) | (carrying >= RULE.proportion_from))
    return enough.select("area", count=_nearest(enough["people"]), found=_nearest(enough["carrying"]))


def _nearest(many: Any) -> Any:
    step = RULE.rounding
    return ((many.cast("int64") + step // 2) // step).cast("int64") * step

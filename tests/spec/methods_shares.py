"""Worked examples of fair shares: docs/methods/shares.md."""

from __future__ import annotations

import numpy as np

from commonweal.methods.shares import REVERSED, Limits, Term, alarms, by_fifth, pence, share
from tests.spec.guide import Case, Family, Method

NEED = Term("need", 1, need=np.array([3.0, 1.0, 1.0]))
PEOPLE = Term("people", 1)
SCREENED = np.array([60.0, 70.0, 80.0, 75.0, 65.0])

FAMILY = Family(
    name="shares",
    title="Fair shares",
    opening=(
        "A fund shared by people and need, in the open: what each term gives, what limits change, and whether a term "
        "moves anything at all. Money is in pence."
    ),
    methods=(
        Method(
            title="Sharing by a rule",
            question="How much of a fund does each area get, by people and by need?",
            definition=(
                "Each term has a weight and shares its part of the fund by people × need: "
                "a(z) = people(z) × need(z) / Σ(people × need) × part. Without a need it shares by people. Where less "
                "is worse, the need is the gap to the top (100 − x). An area whose need is not known counts as the "
                "average of the others, by people, and is named. Then every amount is multiplied by one factor and "
                "held between its least and its most, so that all add up to the fund. Least: the floor; most: the "
                "cap; the pace holds an area within so much of its current share. Where they differ, the floor goes "
                "before the pace and the pace before the cap."
            ),
            assumes="That people are known everywhere, and that no need is below zero.",
            source="Cambridgeshire & Peterborough inequalities strategy, as in the eFIT tool; limits are our own.",
            function="commonweal.methods.shares.rule.share",
            command="commonweal share out FILE --fund 1000000 --by head:1 --by imd:1",
            cases=(
                Case("£12; 100, 100 and 200 people; half by people, half by a need of 3, 1 and 1",
                     lambda: share(1200, [100, 100, 200], [PEOPLE, NEED]).pence, [450, 250, 500]),
                Case("£10; 10, 100 and 200 people; a floor of £1",
                     lambda: share(1000, [10, 100, 200], [PEOPLE], Limits(floor_each=100)).pence, [100, 300, 600]),
                Case("£10 between two that get half each now; a need of 9 and 1; a pace of 5 in 100",
                     lambda: share(1000, [10, 10], [Term("need", 1, need=np.array([9.0, 1.0]))],
                                   Limits(pace=0.05, current=[1, 1])).pence, [525, 475]),
            ),
        ),
        Method(
            title="Pennies",
            question="What does each get in whole pence, so that together it is the fund exactly?",
            definition="Everybody gets the whole pence; a penny each of the rest goes to the largest fractions.",
            assumes="Of equal fractions the first goes first.",
            source="Hamilton's method of largest remainders.",
            function="commonweal.methods.shares.pennies.pence",
            cases=(Case("100 pence as 33.4, 33.3, 33.3", lambda: pence(100, [33.4, 33.3, 33.3]), [34, 33, 33]),),
        ),
        Method(
            title="Pounds a head by fifth",
            question="How many pounds a head do the areas of each fifth by deprivation get?",
            definition=(
                "Areas in order of deprivation, cut into five of as equal a number as can be. Money of a fifth divided "
                "by its people, from the most deprived."
            ),
            assumes="An area whose deprivation is not known is in no fifth.",
            source="As in the published example of three NHS boards (310 practices), to four decimals.",
            function="commonweal.methods.shares.proof.by_fifth",
            cases=(
                Case("five areas of 100 people with £500, £400, £300, £200, £100",
                     lambda: [each.per_head for each in
                              by_fifth([50000, 40000, 30000, 20000, 10000], [100] * 5, [5, 4, 3, 2, 1])],
                     [5.0, 4.0, 3.0, 2.0, 1.0]),
            ),
        ),
        Method(
            title="What a rule really moves",
            question="Which terms of a rule move nothing, or the wrong way?",
            definition=(
                "Inert: a term by need whose highest pounds a head are less than 1.05 times its lowest, or without "
                "which less than 1 in 1,000 of the fund would go elsewhere. Backwards: one that gives the most "
                "deprived fifth less a head than the least. Unknown: one whose need is not known everywhere. Limited: "
                "floor, cap or pace decide for more than half of the areas."
            ),
            assumes="The thresholds are ours, chosen to catch 1 − x/Σx, which a tool in use offers for screening.",
            source="Own; measured on three NHS boards, where that term gives at most 1.0099 times as much a head.",
            function="commonweal.methods.shares.proof.alarms",
            command="commonweal share out FILE --fund 1000000 --by head:1 --by screened:1:reversed",
            cases=(
                Case("60 to 80 in 100 screened over 400 areas, as 1 − x/Σx",
                     lambda: [each.kind for each in alarms(
                         10**8, [100.0] * 400, [PEOPLE, Term("screened", 1, need=np.tile(SCREENED, 80), form=REVERSED)]
                     )], ["inert"]),
                Case("the same as the gap to 100",
                     lambda: [each.kind for each in alarms(
                         10**8, [100.0] * 400, [PEOPLE, Term("screened", 1, need=np.tile(SCREENED, 80), form="gap")]
                     )], []),
            ),
        ),
    ),
)  # fmt: skip

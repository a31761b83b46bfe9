"""The measures between groups, of people in order, and of who stands out: worked examples for the guide."""

from __future__ import annotations

from math import log, sqrt
from typing import Any

from commonweal.methods import quantiles
from commonweal.methods.inequality import concentration, disparity, funnel
from tests.spec.guide import Case, Method

HERE = "commonweal.methods.inequality"
COMMAND = "commonweal inequality"
PHE = "PHEindicatormethods 2.1.0 (UKHSA and DHSC)"
WHO = "World Health Organization, Handbook on Health Inequality Monitoring (2013); HEAT technical notes"
Z = 1.959963984540054
THREE = disparity.groups([20.0, 30.0, 40.0], [1, 1, 2])


def some(found: Any, *names: str) -> dict[str, Any]:
    """These of a result’s numbers."""
    return {name.replace("_", " "): getattr(found, name) for name in names}


def value(found: Any) -> float:
    """The value alone."""
    return float(found.value)


WHO_SET = (
    Method(
        "Absolute and relative concentration index (ACI, RCI)",
        "How much of the whole lies with the better off rather than the worse off?",
        "ACI: twice the sum of shares times (rank less a half) times values. RCI: divided by the mean; corrections by "
        "Wagstaff and Erreygers for values between two bounds.",
        "groups have an order.",
        WHO,
        f"{HERE}.disparity.aci",
        f"{COMMAND} measures FILE --ordered",
        (
            Case(
                "20, 30 and 40 of 1, 1 and 2 parts of the people: ranks 1/8, 3/8 and 3/4",
                lambda: value(disparity.aci(THREE)),
                2 * (0.25 * -0.375 * 20 + 0.25 * -0.125 * 30 + 0.5 * 0.25 * 40),
            ),
            Case("the same as a part of the mean of 32.5", lambda: value(disparity.rci(THREE)), 4.375 / 32.5),
        ),
    ),
    Method(
        "Variance between groups (BGV), its root (BGSD), coefficient of variation",
        "How far are groups from the mean, by people?",
        "Weighted mean of squared distances from the mean; its root; the root in hundredths of the mean.",
        "large groups should count more.",
        WHO,
        f"{HERE}.disparity.bgv",
        f"{COMMAND} measures FILE",
        (
            Case("20, 30, 40", lambda: value(disparity.bgv(THREE)), 68.75),
            Case("its root", lambda: value(disparity.bgsd(THREE)), sqrt(68.75)),
            Case("in hundredths of the mean", lambda: value(disparity.cov(THREE)), 100 * sqrt(68.75) / 32.5),
        ),
    ),
    Method(
        "Theil’s index, mean log deviation",
        "How uneven is it, in thousandths, with those who have much, or little, counting most?",
        "1,000 Σ p (y/μ) ln (y/μ); 1,000 Σ -p ln (y/μ). Fault of a peer, not repeated: healthequal’s errors of both "
        "are a thousand times too small.",
        "values are above nothing; the mean log deviation of a group that has nothing is not known.",
        WHO,
        f"{HERE}.disparity.theil",
        f"{COMMAND} measures FILE",
        (
            Case(
                "all with half of the people",
                lambda: value(disparity.theil(disparity.groups([0, 5], [1, 1]))),
                1_000 * log(2),
            ),
            Case(
                "mean log deviation of 1 and 3",
                lambda: value(disparity.mld(disparity.groups([1, 3], [1, 1]))),
                -500 * (log(0.5) + log(1.5)),
            ),
        ),
    ),
    Method(
        "Mean difference from the mean, the best, a reference (MDM, MDB, MDR), index of disparity (IDIS)",
        "How far are groups from the mean, the best, or one of them, on average?",
        "Mean of distances, by people (w) or each group alike (u); IDIS in hundredths of the mean.",
        "a best that is picked out of many is partly luck.",
        WHO,
        f"{HERE}.disparity.mdm",
        f"{COMMAND} measures FILE",
        (
            Case("from the mean, by people", lambda: value(disparity.mdm(THREE)), 7.5),
            Case(
                "from the best, each alike", lambda: value(disparity.mdb(THREE, favourable=True, weighted=False)), 10.0
            ),
            Case("from the second group", lambda: value(disparity.mdr(THREE, 1)), 7.5),
            Case("in hundredths of the mean", lambda: value(disparity.idis(THREE)), 750 / 32.5),
        ),
    ),
    Method(
        "Population attributable risk and fraction (PAR, PAF)",
        "How much would the whole change if everybody had what the best-off have?",
        "Best-off less mean; in hundredths of the mean. Nothing where the best-off have no more than the mean. "
        "Fault of a peer, not repeated: healthequal’s error of the fraction is a hundred times too small.",
        "the difference could be taken away, which numbers cannot show.",
        WHO,
        f"{HERE}.disparity.par",
        f"{COMMAND} measures FILE",
        (
            Case("20, 30, 40", lambda: value(disparity.par(THREE, favourable=True, ordered=True)), 7.5),
            Case("as a fraction", lambda: value(disparity.paf(THREE, favourable=True, ordered=True)), 750 / 32.5),
        ),
    ),
    Method(
        "Concentration index of people, with its curve",
        "Is it gathered among the better off or the worse off?",
        "Twice the weighted covariance of value and rank, divided by the mean; generalised (times the mean), Erreygers "
        "(bounded values), Wagstaff (shares). Those who tie share a rank, or stand in file order. Errors by influence "
        "function (each one’s part, that of ranks found from those at hand included); limits by Student’s t, n - 2, "
        "errors widened by √(n/(n - 2)). Fault of a peer, not repeated: rineq 0.3.0 with weights has variances below "
        "zero.",
        "the order means more than itself; limits take those at hand for a draw out of many alike. Of 12 groups they "
        "hold the truth 92 times in 100 rather than 95, of 300 94 times (simulated in the tests).",
        "Kakwani, Wagstaff and van Doorslaer (1997); Erreygers (2009); Wagstaff (2005)",
        f"{HERE}.concentration.concentration",
        f"{COMMAND} concentration FILE",
        (
            Case(
                "the better-off half has all of it",
                lambda: some(concentration.concentration([0, 0, 1, 1], [1, 2, 3, 4]), "index", "erreygers", "wagstaff"),
                {"index": 0.5, "erreygers": 1.0, "wagstaff": 1.0},
            ),
            Case(
                "its error: here the index is 1 less the share who have it, a half among four: √(1/4 · 1/4)",
                lambda: float(concentration.concentration([0, 0, 1, 1], [1, 2, 3, 4]).index_error or 0),
                0.25,
            ),
            Case(
                "the curve of 3 and 1",
                lambda: [list(each) for each in concentration.curve([3, 1], [1, 2], [1, 1])],
                [[0.0, 0.0], [0.5, 0.75], [1.0, 1.0]],
            ),
        ),
    ),
)

STANDING = (
    Method(
        "Equal lots",
        "Into which of so many equal lots does each fall?",
        "Fingertips’ rule: floor((Q + 1) - ceiling(((n + 1) - rank) / (n / Q))), ranks of those alike the first of "
        "theirs; nobody falls into any where there are fewer than lots.",
        "those alike stay together, so lots may differ in size.",
        PHE,
        "commonweal.methods.quantiles.equal_lots",
        f"{COMMAND} quantiles FILE",
        (
            Case("six in thirds", lambda: quantiles.equal_lots([50, 10, 30, 20, 40, 60], 3), [1, 3, 2, 3, 2, 1]),
            Case("two in thirds", lambda: quantiles.equal_lots([1, 2], 3), [None, None]),
        ),
    ),
    Method(
        "Funnel limits and classes",
        "Which places differ from the average by more than chance?",
        "Proportions: average ± z √(average (1 - average) / n), at 95 and 99.8 in 100. Ratios and rates: limits of the "
        "count, exact below ten and Byar’s from there on, beside what was expected.",
        "places would all be as the average but for chance; most real ones are not.",
        f"Spiegelhalter (2005); {PHE}",
        f"{HERE}.funnel.proportion_classes",
        f"{COMMAND} funnel FILE",
        (
            Case(
                "half of 100, at 95 in 100: upper limit",
                lambda: float(funnel.proportion_limits(0.5, 100)[1]),
                0.5 + Z * 0.05,
            ),
            Case(
                "50, 10 and 90 of 100 beside a half",
                lambda: funnel.proportion_classes([50, 10, 90], [100] * 3, average=0.5),
                ["not significant", "low (0.001)", "high (0.001)"],
            ),
            Case(
                "10, 30 and 2 events where 10 were expected",
                lambda: funnel.ratio_classes([10, 30, 2], [10, 10, 10]),
                ["not significant", "high (0.001)", "low (0.025)"],
            ),
        ),
    ),
)

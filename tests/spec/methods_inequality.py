"""The measures of inequality, by worked examples: this page prints docs/methods/inequality.md."""

from __future__ import annotations

from math import sqrt

from commonweal.methods import rates
from commonweal.methods.inequality import (
    averages,
    lifetable,
    logistic,
    lots,
    proportions,
    simulated,
    slope,
    standardised,
    trend,
)
from tests.spec.guide import Case, Family, Method
from tests.spec.inequality_between import COMMAND, HERE, PHE, STANDING, WHO, WHO_SET, Z, some

COUNTED = (
    Method(
        "Rate of a count",
        "How many for every so many people, and how sure can we be?",
        "Count divided by people. Limits are exact (Poisson) below ten events, and Byar’s from there on.",
        "one event does not make the next likelier.",
        "Breslow and Day (1987); " + PHE,
        "commonweal.methods.rates.rate",
        f"{COMMAND} rates FILE",
        (
            Case("20 of 100, for every 100", lambda: rates.rate(20, 100, per=100).value, 20.0),
            Case("3 of nobody", lambda: rates.rate(3, 0), None),
        ),
    ),
    Method(
        "Proportion",
        "How large a part is it, and how sure can we be?",
        "Part divided by whole, with Wilson’s limits, which stay between none and all.",
        "those counted answer for themselves.",
        "Wilson (1927)",
        f"{HERE}.proportions.proportion",
        f"{COMMAND} proportions FILE --per 100",
        (
            Case("20 of 100, in per cent", lambda: proportions.proportion(20, 100, per=100).value, 20.0),
            Case(
                "none of 10: the upper limit is z² / (n + z²)",
                lambda: some(proportions.proportion(0, 10), "lower", "upper"),
                {"lower": 0.0, "upper": Z**2 / (10 + Z**2)},
            ),
        ),
    ),
    Method(
        "Mean",
        "What is the mean of these, and how sure can we be?",
        "Arithmetic mean; Student’s t on one fewer than were measured.",
        "those measured were picked without regard to the answer.",
        "Student (1908)",
        f"{HERE}.averages.mean",
        f"{COMMAND} means FILE",
        (
            Case(
                "2, 4 and 6; t on 2 degrees is 4.302653",
                lambda: some(averages.mean([2, 4, 6]), "value", "upper"),
                {"value": 4.0, "upper": 4 + 4.302652729696144 * 2 / sqrt(3)},
            ),
            Case("one measurement: no limits", lambda: averages.mean([4]).lower, None),
        ),
    ),
    Method(
        "Directly standardised rate (DSR)",
        "What would the rate be if people here were as old as in the standard population?",
        "Mean of the age bands’ rates, weighted by the standard population. Dobson’s limits by Byar. Not given "
        "below ten events. For events that repeat in one person, `dsr_of_repeats` weights the variance of those "
        "with f events by f².",
        "one event does not make the next likelier, or the repeats are given.",
        "Dobson and others (1991); European Standard Population 2013",
        f"{HERE}.standardised.dsr",
        f"{COMMAND} dsr FILE",
        (
            Case(
                "two bands: 10 of 100 and 20 of 100, three quarters of the standard in the second",
                lambda: standardised.dsr([10, 20], [100, 100], [1, 3], per=100).value,
                17.5,
            ),
            Case("nine events", lambda: standardised.dsr([4, 5], [100, 100], [1, 1]).value, None),
            Case(
                "5 people with one event and 10 with two: 25 events",
                lambda: standardised.dsr_of_repeats({1: [5], 2: [10]}, [100], [1], per=100).value,
                25.0,
            ),
        ),
    ),
    Method(
        "Indirectly standardised rate and ratio (ISR, SMR)",
        "Are there more events here than the ages of the people would lead us to expect?",
        "Observed events divided by those that the reference rates would bring; limits are those of the observed "
        "count.",
        "only the comparison with the reference is fair, not that of two places.",
        PHE,
        f"{HERE}.standardised.isr",
        f"{COMMAND} isr FILE",
        (
            Case(
                "30 events where a reference rate of 200 in 1,000 would bring 20",
                lambda: some(standardised.isr([30], [100], [200], [1000]), "observed", "expected", "ratio"),
                {"observed": 30.0, "expected": 20.0, "ratio": 1.5},
            ),
        ),
    ),
    Method(
        "Life expectancy",
        "How many years can people here expect to live, if at every age they die as they do now?",
        "Chiang’s abridged table; babies who die live a tenth of their year, others half of their band. Standard error "
        "with Silcocks’ term for the open band. Refused with nobody in a band, deaths below none or above the people, "
        "5,000 people or fewer, nobody dead in the last band; one row is not given where its limits lie over ten years "
        "to each side.",
        "it describes deaths now, and no person’s future.",
        "Chiang (1984); Silcocks and others (2001)",
        f"{HERE}.lifetable.life_table",
        f"{COMMAND} life-expectancy FILE",
        (
            Case(
                "two bands from 30, a tenth dying within each year of the open one: at 40, 1 / 0.1 years",
                lambda: lifetable.life_table([30, 40], [10_000, 10_000], [0, 1_000]).rows[1].value,
                10.0,
            ),
            Case(
                "the same at 30: ten more",
                lambda: lifetable.life_table([30, 40], [10_000, 10_000], [0, 1_000]).rows[0].value,
                20.0,
            ),
            Case("5,000 people", lambda: lifetable.life_table([0, 1], [2_500, 2_500], [9, 9]).rows[0].value, None),
        ),
    ),
)

GAPS = (
    Method(
        "Slope index and relative index of inequality, English definition (SII, RII)",
        "How much does a value change from the most deprived end of a place to the least deprived, in all and in "
        "ratio?",
        "Groups in order, most deprived first; a = part of the people, b = rank of the group’s middle; weighted least "
        "squares of value on b with weight a. SII: the line at the least deprived end less the line at the most "
        "deprived; RII: the one divided by the other. Limits by formula: the SII is a weighted sum of the values, "
        "so its variance is the same sum of theirs, squared; the RII’s are Fieller’s. With logarithms or logits the "
        "line is laid there and its ends taken back, limits being those of the slope about the middle. A multiplier "
        "below zero turns gap and ratio about. Fault of a peer, not repeated: phe_sii takes a multiplier between 0 "
        "and 1 for a negative one on the log scale, swaps the limits and turns the ratio’s over.",
        "values change roughly in a straight line across the order, and the groups’ errors are independent.",
        f"Mackenbach and Kunst (1997); Fieller (1954); point values as in {PHE}",
        f"{HERE}.slope.sii",
        f"{COMMAND} sii FILE",
        (
            Case(
                "30, 20 and 10 in three equal groups: the line from 35 to 5",
                lambda: some(slope.sii([30, 20, 10], [1, 1, 1]), "sii", "rii", "intercept"),
                {"sii": -30.0, "rii": 5 / 35, "intercept": 35.0},
            ),
            Case(
                "the same with errors of 1: weights -1.5, 0 and 1.5",
                lambda: slope.sii([30, 20, 10], [1, 1, 1], [1, 1, 1]).sii_lower,
                -30 - Z * 1.5 * sqrt(2),
            ),
            Case(
                "told from the most deprived end (multiplier -1)",
                lambda: some(slope.sii([30, 20, 10], [1, 1, 1], multiplier=-1), "sii", "rii"),
                {"sii": 30.0, "rii": 7.0},
            ),
            Case(
                "8, 4 and 2 on logarithms: halved from middle to middle, so three times from end to end",
                lambda: slope.sii([8, 4, 2], [1, 1, 1], scale=slope.LOG).rii,
                0.125,
            ),
            Case("a group that is not known", lambda: slope.sii([30, None, 10], [1, 1, 1]).sii, None),
        ),
    ),
    Method(
        "The same for many places at once",
        "How far apart are the two ends of each of many places?",
        "As above for a table of places by groups. All England’s areas by sex take about a thousandth of a second.",
        "as above.",
        "as above",
        f"{HERE}.slope.slopes",
        "",
        (
            Case(
                "two places",
                lambda: slope.slopes([[30, 20, 10], [5, 5, 5]], [[1, 1, 1], [2, 1, 4]]).sii.tolist(),
                [-30.0, 0.0],
                1e-9,
            ),
        ),
    ),
    Method(
        "SII and RII of rates and proportions without transformation: limits by simulation",
        "How much does a rate or a proportion change from end to end, when its limits are lopsided?",
        "The line is laid through the values, while their errors are known on the logarithm or the logit, so there "
        "is no formula. Values are drawn 100,000 times around those found, a line laid through each, and the limits "
        "are the draws at round(N p) in order. The chance is seeded (20251129) and the same for every place.",
        "errors are normal on the logarithm or logit.",
        f"{PHE}; ours is seeded and said",
        f"{HERE}.simulated.sii",
        f"{COMMAND} sii FILE --kind rate",
        (
            Case(
                "the value itself is no draw",
                lambda: simulated.sii([30, 20, 10], [1, 1, 1], [0.1] * 3, draws=1_000).sii,
                -30.0,
            ),
        ),
    ),
    Method(
        "Slope index, World Health Organization’s definition",
        "By the WHO’s definition: how far apart are the two ends of the order, and how many times as much is the "
        "upper?",
        "Another definition than the English one, with other numbers: a logistic curve through the groups’ shares, "
        "each weighing as its people; the difference and the ratio of its ends. Whole people are counted, as a "
        "binomial does. Fault of a peer, not repeated: healthequal lets people count twice (44.445 for 44.905).",
        "shares follow a logistic curve along the order.",
        WHO,
        f"{HERE}.logistic.who_sii",
        f"{COMMAND} sii FILE --definition who",
        (
            Case(
                "everybody alike",
                lambda: some(logistic.who_sii([30, 30, 30], [100, 100, 100]), "sii", "rii"),
                {"sii": 0.0, "rii": 1.0},
            ),
            Case(
                "two groups, whose logits lie half an order apart: 25 % and 75 % make ends of 10 % and 90 %",
                lambda: logistic.who_sii([25, 75], [100, 100]).sii,
                80.0,
            ),
        ),
    ),
    Method(
        "Fifths of a place’s own neighbourhoods",
        "How large is the share in each fifth of a place, and how sure can we be with so few neighbourhoods?",
        "Counts added up in each fifth, with Wilson’s limits as wide again as neighbourhoods scatter within their "
        "fifth (square root of Pearson’s dispersion, never below one) and as Student’s t asks of so few.",
        "neighbourhoods scatter alike in all fifths.",
        "Wedderburn (1974), quasi-likelihood; ours to combine",
        f"{HERE}.lots.of_areas",
        "",
        (
            Case(
                "two neighbourhoods in each of two lots",
                lambda: [each.value for each in lots.of_areas([1, 3, 10, 14], [20, 20, 40, 40], [1, 1, 2, 2]).lots],
                [10.0, 30.0],
            ),
            Case(
                "one neighbourhood in each: nothing says how sure it is",
                lambda: lots.of_areas([1, 3], [20, 20], [1, 2]).lots[0].lower,
                None,
            ),
        ),
    ),
    Method(
        "Trend in the gap",
        "Is the gap growing or shrinking, in all and in ratio?",
        "A weighted straight line through the gaps of the years, each counting by its error; widened where years lie "
        "further off the line than their errors say. The ratio is followed on its logarithm and told in per cent a "
        "year. A gap widens where it moves away from nothing. Both are always said: they need not agree.",
        "the years were measured alike.",
        "weighted least squares with known variances; Mackenbach (2015) on why both are said",
        f"{HERE}.trend.trend",
        f"{COMMAND} trend FILE",
        (
            Case(
                "-10 in 2019 and -16 in 2025",
                lambda: trend.change([2019, 2025], [-10, -16], [0.5, 0.5]).per_year,
                -1.0,
            ),
            Case(
                "10 and 10, while the ratio goes from 2 to 3: in all it cannot be told, in ratio it widens",
                lambda: trend.trend([2019, 2025], [10, 10], [0.1] * 2, [2, 3], [1.9, 2.9], [2.1, 3.1]).relative.verdict,
                "widening",
            ),
            Case("one year", lambda: trend.change([2025], [-16], [0.5]), None),
        ),
    ),
)

FAMILY = Family(
    "inequality",
    "How unequal is it?",
    "Rates and what makes them comparable, gaps, and who stands out. Two definitions of the slope index are here, the "
    "English one and the World Health Organization’s: they give different numbers from the same figures, and are never "
    "mixed. Limits come from a formula wherever there is one. Published cases of three peers are met to the digits "
    "they state (tests/methods/inequality); faults found in the peers are told below and not repeated.",
    (*COUNTED, *GAPS, *WHO_SET, *STANDING),
)

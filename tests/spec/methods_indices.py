"""The guide to indices: one order made of several figures, whose weights these are, and how firm it is."""

from __future__ import annotations

import numpy as np

from commonweal.methods.indices import building, english, firm, overlap, weights
from tests.spec.guide import Case, Family, Method

FOUR = [[40.0, 9.0], [30.0, 7.0], [20.0, 8.0], [10.0, 1.0]]  # areas × parts
APART = np.array([[100.0, 0.0], [0.0, 100.0], [0.0, 0.0]])  # one is hardest by one part, one by the other


def _domains(places: list[int]) -> dict[str, list[int]]:
    """Two areas of which one is first in these domains."""
    names = list(english.WEIGHTS)
    return {name: [1, 2] if at in places else [2, 1] for at, name in enumerate(names)}


def _judged() -> dict[str, float | None]:
    found = weights.compared("abc", [("a", "b", 2), ("b", "c", 2), ("a", "c", 4)])
    return dict(zip("abc", found.weights.tolist(), strict=True)) | {"index": found.index}


def _shared_out() -> dict[str, float | None]:
    found = weights.points([[60, 40], [20, 80]])
    return {"first": float(found.mean[0]), "spread": float(found.spread[0]), "points apart": found.apart}


def _shaken(first: float, second: float) -> list[str]:
    return list(firm.firm(APART, [first, second], worst=1 / 3).verdicts)


FAMILY = Family(
    "indices",
    "Indices: one order made of several figures",
    "An index is a choice of parts, of a scale, of weights. These methods make one as the English indices are made or "
    "as people choose, say how far the people differ, and say which of the order would stand whatever the weights. An "
    "area of which a part is not known has no score: unknown is not zero.",
    (
        Method(
            "The exponential scale",
            "How hard is it here, by rank, so that a very bad figure is not wholly made up for by a good one?",
            "R = (n − rank + 1)/n, X = −23 ln(1 − R(1 − exp(−100/23))): from near 0 to 100, a tenth of the areas "
            "above 50. Of figures, not ranks, areas that are equal share the middle of their ranks.",
            "The order is what counts, not how far apart figures are.",
            "English Indices of Deprivation, technical report; formula in Scottish Indices of Deprivation 2003, app. 5",
            "commonweal.methods.indices.building.exponential",
            cases=(
                Case("the first of 10", lambda: float(building.exponential([1], 10)[0]), 100.0),
                Case(
                    "where a tenth lies above: rank 3,376 of 33,755",
                    lambda: float(building.exponential([3376], 33_755)[0]),
                    50.43,
                    1e-3,
                    "worked by hand",
                ),
            ),
        ),
        Method(
            "An index of chosen parts",
            "Where is it hardest, if these things matter this much?",
            "Each part is turned so that higher is harder and put on a scale (exponential, rank, z, range), weighed, "
            "and added; or multiplied (weighted geometric mean), where a good figure makes up less for a bad one. "
            "Rank 1 is the hardest; equals share the better rank.",
            "Parts may make up for each other. Which parts, and which way is harder, is people’s choice.",
            "OECD and JRC (2008), Handbook on Constructing Composite Indicators",
            "commonweal.methods.indices.building.index",
            "commonweal index build FILE --part COLUMN=WEIGHT",
            cases=(
                Case(
                    "four areas, by range, 0.5 and 0.5",
                    lambda: building.index(FOUR, [0.5, 0.5], how="range").scores.tolist(),
                    [100.0, 70.8333333, 60.4166667, 0.0],
                    1e-6,
                ),
                Case(
                    "the same where the second part is not known of the second area",
                    lambda: [
                        None if each != each else each
                        for each in building.index(
                            [[40, 9], [30, float("nan")], [20, 8], [10, 1]], [0.5, 0.5], how="range"
                        ).ranks.tolist()
                    ],
                    [1.0, None, 2.0, 3.0],
                ),
            ),
        ),
        Method(
            "The Index of Multiple Deprivation",
            "How deprived is each area of England, as its publisher works it out?",
            "The ranks of seven domains on the exponential scale, times 0.225 (income), 0.225 (employment), 0.135 "
            "(education), 0.135 (health), 0.093 (crime), 0.093 (barriers), 0.093 (living environment). The weights "
            "sum to 0.999 and are used as they are.",
            "All areas of an edition are there. Ranks are those published: where they are ties, rounding may move a "
            "rank.",
            "English Indices of Deprivation 2010, 2019, 2025 (Ministry of Housing, Communities and Local Government). "
            "Of 2025, 33,753 of 33,755 scores are as published to three decimals, and as many ranks",
            "commonweal.methods.indices.english.imd",
            "commonweal index imd FILE",
            cases=(
                Case(
                    "two areas, one first in all domains",
                    lambda: english.imd(_domains(list(range(7)))).scores.tolist(),
                    [99.9, 0.999 * -23 * float(np.log1p(-0.5 * -np.expm1(-100 / 23)))],
                    1e-9,
                ),
                Case(
                    "one first in crime, barriers and living environment only",
                    lambda: english.imd(_domains([4, 5, 6])).ranks.tolist(),
                    [2.0, 1.0],
                ),
            ),
        ),
        Method(
            "A domain of the index, of two sub-domains",
            "How deprived is each area in education, in barriers, or in its living environment?",
            "The ranks of two sub-domains on the exponential scale: education 0.5 children and young people, 0.5 "
            "adult skills; barriers 0.5 geographical, 0.5 wider; living environment 0.7 indoors, 0.3 outdoors.",
            "The weights of 2025. Those of living environment were found by fitting the published scores.",
            "English Indices of Deprivation 2025; of 33,755 areas 33,751, all, and all to 0.0005",
            "commonweal.methods.indices.english.domain",
            cases=(
                Case(
                    "living environment: first indoors, last outdoors, of two",
                    lambda: english.domain("living", {"indoors": [1, 2], "outdoors": [2, 1]}).ranks.tolist(),
                    [1.0, 2.0],
                ),
            ),
        ),
        Method(
            "Points shared out",
            "What matters how much to these people together, and how far do they differ?",
            "Each person shares out a hundred points. The mean of the shares, their standard deviation, the lowest "
            "and the highest, and how many points two people would have to move, on average, to agree. Every row is "
            "kept. A row that does not come to a hundred is refused by its number.",
            "Everybody’s hundred counts the same.",
            "Budget allocation, as in OECD and JRC (2008), Handbook on Constructing Composite Indicators",
            "commonweal.methods.indices.weights.points",
            cases=(
                Case(
                    "60 to 40 and 20 to 80", _shared_out, {"first": 0.4, "spread": 0.28284271247, "points apart": 40.0}
                ),
            ),
        ),
        Method(
            "Two things at a time",
            "What matters how much, from judgements such as “company matters three times as much as money”?",
            "The weights whose ratios come nearest to all judgements (least squares of logarithms; the geometric mean "
            "of rows where every pair was judged). The geometric consistency index says how far judgements contradict "
            "each other: up to 0.31 (three parts), 0.35 (four), 0.37 (more) they go together. Circles are named.",
            "Judgements are ratios. Pairs may be left out as long as all parts hang together.",
            "Crawford and Williams (1985); Bozóki, Fülöp and Rónyai (2010); Aguarón and Moreno-Jiménez (2003)",
            "commonweal.methods.indices.weights.compared",
            cases=(
                Case(
                    "a twice b, b twice c, a four times c",
                    _judged,
                    {"a": 4 / 7, "b": 2 / 7, "c": 1 / 7, "index": 0.0},
                    1e-9,
                ),
                Case(
                    "a over b, b over c, and c over a, each twice",
                    lambda: weights.compared("abc", [("a", "b", 2), ("b", "c", 2), ("c", "a", 2)]).index,
                    3 * float(np.log(2)) ** 2,
                ),
            ),
        ),
        Method(
            "How firm an order is",
            "Which areas are among the worst whatever one values, and for which does it depend?",
            "The weights are shaken 1,000 times (Dirichlet, 50 × weights; the same draws each time). Among the worst "
            "in 95 % of the draws or more: certain. In 5 to 95 %: it depends on what one values. Ranks at the 5th, "
            "50th and 95th percentile of the draws.",
            "The parts are what people mean, and only how much each matters is in doubt.",
            "Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical Society A 168. On the IMD 2025 "
            "domains, worst tenth: 2,691 areas certain, 1,407 depend",
            "commonweal.methods.indices.firm.firm",
            "commonweal index firm FILE --part COLUMN=WEIGHT",
            cases=(
                Case(
                    "three areas, the first hardest by a part that weighs 0.9",
                    lambda: _shaken(0.9, 0.1),
                    ["certain", "not", "not"],
                ),
                Case(
                    "the same where both parts weigh alike",
                    lambda: _shaken(0.5, 0.5),
                    ["depends", "depends", "not"],
                ),
            ),
        ),
        Method(
            "Each part left out",
            "What would change if one part were not counted?",
            "The index again without it: how many areas leave the worst, how far an area moves at the most, and how "
            "alike the two orders are (Spearman).",
            "The other weights keep their ratios.",
            "OECD and JRC (2008), Handbook on Constructing Composite Indicators",
            "commonweal.methods.indices.firm.without",
            cases=(
                Case(
                    "three areas whose order by one part (0.9) is the other’s (0.1) turned round: leave, furthest",
                    lambda: [
                        [each.leave, each.furthest]
                        for each in firm.without(np.array([[1.0, 3], [2, 2], [3, 1]]), [0.9, 0.1], worst=1 / 3)
                    ],
                    [[1, 2], [0, 0]],
                ),
            ),
        ),
        Method(
            "Overlap of parts",
            "Do two parts count the same thing twice?",
            "Spearman’s correlation of each pair of parts over the areas of which both are known. From 0.8 on they "
            "say much the same of areas, and weigh together more than people may have meant.",
            "Alike is not the same: two different wrongs can fall on the same places.",
            "Spearman (1904), American Journal of Psychology 15",
            "commonweal.methods.indices.overlap.correlations",
            cases=(
                Case(
                    "one rises while the other falls",
                    lambda: float(overlap.correlations([[1, 9], [2, 7], [3, 1]])[0, 1]),
                    -1.0,
                ),
            ),
        ),
        Method(
            "Markers that are high together",
            "In which areas are several markers high at once, and which ones?",
            "A marker is high in the share of areas (a fifth, say) in which it is highest, of those where it is "
            "known; the lowest figure of all is never high. Areas are told by the set of markers that are high in "
            "them, as an UpSet picture shows it.",
            "Areas, never households. Not known is not high, and is shown as not known.",
            "Lex et al. (2014), IEEE Transactions on Visualization and Computer Graphics 20, for the picture",
            "commonweal.methods.indices.overlap.markers",
            cases=(
                Case(
                    "four areas, two markers, the highest half",
                    lambda: [
                        len(each.areas)
                        for each in overlap.markers([[9, 9], [8, 1], [1, 2], [2, 3]], top=0.5).combinations
                    ],
                    [1, 1, 1],
                ),
            ),
        ),
    ),
)

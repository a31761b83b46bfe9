"""Worked examples of what may be said of counts of people: docs/methods/disclosure.md."""

from __future__ import annotations

from typing import Any

from commonweal.methods.disclosure import profile
from commonweal.methods.disclosure.differencing import Given, Said, decide, safe_across
from commonweal.methods.disclosure.editions import together
from tests.spec.guide import Case, Family, Method

NHS, ONS, STRICT = (profile(name) for name in ("nhs", "ons", "strict"))
COUNTS = {"A": 20, "B": 30, "C": 3}


def _after(*questions: str) -> list[str]:
    given: list[Given] = []
    for each in questions:
        given.append(Given(frozenset(each), decide(NHS, each, COUNTS, given)))
    return [each.shown.text for each in given]


# 28 people of one area, by sex and by ethnicity.
CUTS = {
    "": {("A", ""): 28},
    "sex": {("A", "women"): 12, ("A", "men"): 16},
    "ethnicity": {("A", "White"): 22, ("A", "Asian"): 6},
}


def _said(cut: str, *parts: str) -> Said:
    cells = frozenset(("A", part) for part in parts)
    return Said(cut, cells, NHS.count(sum(CUTS[cut][each] for each in cells)))


def _across(new: Said, *said: Said) -> bool:
    return safe_across(NHS, new, CUTS, said)


def _both(before: int, after: int) -> list[int]:
    cells = together([{"A": before}, {"A": after}], [{("A", ""): before}, {("A", ""): after}])
    return sorted(cells.values(), reverse=True)


def _cells(counts: list[list[int]], rules: Any = NHS) -> list[str]:
    table = rules.table(counts)
    rows = [*(zip(table.cells, table.row_totals, strict=True)), (table.column_totals, table.total)]
    return [" ".join(cell.text for cell in (*cells, total)) for cells, total in rows]


FAMILY = Family(
    name="disclosure",
    title="What may be said of counts of people",
    opening=(
        "A number of people can help a whole place; a very small one can point at somebody. These methods decide what "
        "is shown. `*` means hidden. Unknown is a third thing: neither hidden nor zero.\n\n"
        "| profile | hidden | rounded to | zero | mean from | proportion from | crude rate from | standardised from |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| `nhs` | 1 to 7 | 5 | shown | 8 | 8 | 8 | 10 |\n"
        "| `ons` | 1 to 2 | not | shown | 3 | 3 | 3 | 10 |\n"
        "| `strict` | 0 to 9 | 5 | hidden | 10 | 10 | 10 | 10 |\n\n"
        "Rates with fewer than 20 events are marked as wide."
    ),
    methods=(
        Method(
            title="A count",
            question="How many people, as it may be said?",
            definition=(
                "Counts from 1 to below the threshold are hidden. Others go to the nearest step, halves up, the same "
                "count always to the same figure."
            ),
            assumes="That the count is of people, and whole.",
            source="NHS England, Hospital Episode Statistics: 1 to 7 as `*`, others to the nearest 5; ONS; ACRO 1.0.2.",
            function="commonweal.methods.disclosure.profile",
            command="commonweal disclosure check FILE --profile nhs",
            cases=(
                Case("0, 1, 7, 8, 12 and 13 people, `nhs`", lambda: [NHS.count(n).text for n in (0, 1, 7, 8, 12, 13)],
                     ["0", "*", "*", "10", "10", "15"]),
                Case("0, 2 and 3 deaths, `ons`", lambda: [ONS.count(n).text for n in (0, 2, 3)], ["0", "*", "3"]),
                Case("0, 9 and 12 people, `strict`", lambda: [STRICT.count(n).text for n in (0, 9, 12)],
                     ["*", "*", "10"]),
                Case("nobody counted", lambda: NHS.count(None).value, None),
            ),
        ),
        Method(
            title="A share and a rate",
            question="Which share of people, or how many for every thousand, as it may be said?",
            definition=(
                "From the rounded numbers, so that no count can be worked back. A share is hidden where its numerator "
                "is small, and where those left over are few. Standardised rates and means are worked out from the "
                "true counts and given from enough events or values only."
            ),
            assumes="That everybody knows the population.",
            source="NHS England (percentages from rounded numbers); PHEindicatormethods (no DSR below 10 events).",
            function="commonweal.methods.disclosure.profile",
            cases=(
                Case("23 of 98", lambda: NHS.proportion(23, 98).value, 25.0),
                Case("7 of 98", lambda: NHS.proportion(7, 98).text, "*"),
                Case("95 of 98: three are left over", lambda: NHS.proportion(95, 98).text, "*"),
                Case("a standardised rate of 81.25 from 9 and from 12 events",
                     lambda: [NHS.standardised(81.25, n).text for n in (9, 12)], ["*", "81.2"]),
                Case("a mean of 7 and of 8 values", lambda: [NHS.mean(4.0, n).text for n in (7, 8)], ["*", "4.0"]),
            ),
        ),
        Method(
            title="A total that some give to",
            question="May a total be given, or can one large giver be read off it?",
            definition=(
                "Hidden where fewer than the threshold gave, where the two largest make more than 90 in 100, or where "
                "all but the two largest give less than 10 in 100 of the largest (p-ratio)."
            ),
            assumes="That givers know their own part and nobody else's.",
            source="ACRO 1.0.2 defaults.",
            function="commonweal.methods.disclosure.profile",
            cases=(
                Case("twelve give 10 each", lambda: STRICT.total([10.0] * 12).value, 120.0),
                Case("one gives 5,000 and 400 give 1 each", lambda: STRICT.total([5000.0] + [1.0] * 400).text, "*"),
            ),
        ),
        Method(
            title="A table",
            question="Which cells of a table may be shown, so that no hidden one can be worked back?",
            definition=(
                "Small cells are hidden. Where counts are not rounded, every row and column with one hidden cell gets "
                "a second: the smallest. Then linear programming bounds every small cell over all tables that would "
                "have been shown alike, and as long as one is bounded too closely (less than the threshold apart; "
                "with rounding, to one value), a further cell is hidden."
            ),
            assumes="A reader who adds up perfectly, and cannot tell why a cell is hidden. At most 900 cells.",
            source="Own. Hundepool et al., Statistical Disclosure Control (2012), chapter 4, for the problem.",
            function="commonweal.methods.disclosure.tables.protect",
            command="commonweal disclosure check FILE --profile ons",
            cases=(
                Case("3, 20 over 12, 31, `nhs` (last row and column: totals)", lambda: _cells([[3, 20], [12, 31]]),
                     ["* 20 25", "10 30 45", "15 50 65"]),
                Case("2, 20, 7 over 12, 31, 9 over 10, 11, 30, `ons`",
                     lambda: _cells([[2, 20, 7], [12, 31, 9], [10, 11, 30]], ONS)[3], "24 62 46 132"),
            ),
        ),
        Method(
            title="After what was said before",
            question="May this count be given, after all that was given before?",
            definition=(
                "The same question has the same answer. A count is hidden if it is small; if adding and taking away up "
                "to two figures that were given leaves a few people; or if, with it, fewer than three numbers of "
                "people would remain possible for some few (every cell by itself, pairs of cells, and up to eight "
                "kinds of cells every union of them), in worlds that are written down and checked. The words are the "
                "same for every reason.\n\n"
                "What it cannot do: somebody who knows every rule, asks everything there is to ask of three cells, "
                "and plays all of it through in each of 4,096 possible worlds learned of a few people in 2 of 400 "
                "tries, because that something is refused tells a little. Visitors cannot ask as they like: what is "
                "given out is chosen by whoever looks after the evidence."
            ),
            assumes="That counts do not change between questions; a corrected count is another edition.",
            source="Own. No published tool does this across releases; ACRO tells its user to look.",
            function="commonweal.methods.disclosure.differencing.decide",
            cases=(
                Case("A is 20, B 30, C 3: asked for A, then A and B", lambda: _after("A", "AB"), ["20", "50"]),
                Case("for A, then A and C: they differ by 3", lambda: _after("A", "AC"), ["20", "*"]),
                Case("for A, B, then A, B and C", lambda: _after("A", "B", "ABC"), ["20", "30", "*"]),
            ),
        ),
        Method(
            title="The same people told apart in several ways",
            question="May this be said of one way of telling people apart, beside what was said of another?",
            definition=(
                "By sex and by ethnicity an area has the same people. Figures of both are added and taken away as "
                "before, and what is left counts people if every combination of parts has nobody taken away. Worlds "
                "are of both at once: whoever comes to an area, or leaves it, does so in every way of telling people "
                "apart, and whoever only changes parts does so in one."
            ),
            assumes=(
                "That of those who are in two parts at once (Asian women) nothing was counted and nothing is said. A "
                "part in which nobody is anywhere, because everybody said it, is known not to be there."
            ),
            source="Own, as the method above.",
            function="commonweal.methods.disclosure.differencing.safe_across",
            cases=(
                Case("22 White people, where nothing was said", lambda: _across(_said("ethnicity", "White")), True),
                Case("22 White people, after 28 women and men: six are left",
                     lambda: _across(_said("ethnicity", "White"), _said("sex", "women", "men")), False),
                Case("22 White people, after 12 women",
                     lambda: _across(_said("ethnicity", "White"), _said("sex", "women")), True),
            ),
        ),
        Method(
            title="A count that was corrected",
            question="Who is in both editions, who came and who went?",
            definition=(
                "As many are taken to have stayed, in the area and in their part, as the counts allow. The cells of "
                "both editions together are those who stayed, came, went or changed parts, and every figure of either "
                "edition is of some of them: so the two are one system, and 3 and 4 above hold for it. A question "
                "that differs by fewer than the threshold is answered as before; that is held as a figure of its own, "
                "for it tells that hardly anybody came or went."
            ),
            assumes="A reader who knows who stayed, which hardly anybody does: it is the worst there can be.",
            source="Own.",
            function="commonweal.methods.disclosure.editions.together",
            cases=(
                Case("41 people, then 45: who stayed, who came", lambda: _both(41, 45), [41, 4]),
                Case("60, then 41: who stayed, who went", lambda: _both(60, 41), [41, 19]),
            ),
        ),
    ),
)  # fmt: skip

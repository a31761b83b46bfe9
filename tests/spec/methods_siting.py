"""Worked examples of choosing places; docs/methods/siting.md is printed from them."""

from __future__ import annotations

from commonweal.methods import choosing, siting
from tests.spec.guide import Case, Family, Method

# Four villages in a row, and three halls: minutes from each village to each hall.
MINUTES = [[0, 20, 40], [10, 10, 30], [30, 10, 10], [40, 20, 0]]
PEOPLE = [100, 50, 50, 300]
FIGURES = [[0.0, 9.0], [1.0, 0.0], [2.0, 1.0]]


def _found(found: siting.Siting) -> dict[str, float]:
    return {"value": found.value, "bound": found.bound, "first place": found.sites[0]}


def _sentence(value: float, bound: float) -> str:
    return siting.Siting((0,), value, bound).sentence


FAMILY = Family(
    "siting",
    "Choosing places",
    "Where would a few hubs help most, who gains and who loses, and which neighbourhoods meet stated criteria? Every "
    "choice of places comes with a bound: a number that no other choice can beat. Only where the two meet is it said "
    "to be proved that nothing is better; else it is said by how much another choice could be, at the most.",
    (
        Method(
            "Nearest on the whole (p-median)",
            "Which p places bring people nearest to a hub, all in all?",
            "Minimises people × minutes to the nearest chosen place, added up. The choice is found by swapping; the "
            "bound by Lagrange multipliers on “every zone goes somewhere”, raised by smoothed subgradient steps. "
            "Candidates that the bound rules out are dropped; a gap that is left is searched by branching on "
            "groups of neighbours (none of them, or at least one), until it is closed or the time is up.",
            "Everybody of a zone starts from one point and goes to the nearest place.",
            "Cornuéjols, Fisher and Nemhauser 1977; Barahona and Anbil 2000; Resende and Werneck 2007.",
            "commonweal.methods.siting.p_median",
            "commonweal hubs p-median ZONES CANDIDATES --choose 3",
            (
                Case(
                    "four villages, three halls, one hall",
                    lambda: _found(siting.p_median(MINUTES, PEOPLE, 1)),
                    {"value": 6_000.0, "bound": 6_000.0, "first place": 2},
                ),
                Case(
                    "two halls",
                    lambda: _found(siting.p_median(MINUTES, PEOPLE, 2)),
                    {"value": 1_000.0, "bound": 1_000.0, "first place": 0},
                ),
            ),
        ),
        Method(
            "Most people near enough (maximal covering)",
            "Which p places bring most people within so many minutes?",
            "Maximises the people whose nearest chosen place is within the limit: an integer program on a sparse "
            "table, solved by HiGHS with its proof, after candidates that add nothing have been taken out.",
            "A minute beyond the limit counts for nothing.",
            "Church and ReVelle 1974.",
            "commonweal.methods.siting.most_covered",
            "commonweal hubs coverage ZONES CANDIDATES --choose 3 --within 15",
            (
                Case(
                    "one hall, 15 minutes",
                    lambda: _found(siting.most_covered(MINUTES, PEOPLE, 1, 15)),
                    {"value": 350.0, "bound": 350.0, "first place": 2},
                ),
            ),
        ),
        Method(
            "Fewest places for everybody (set covering)",
            "How few places bring everybody within so many minutes?",
            "Minimises the number of places such that each zone has one within the limit. Zones that no candidate can "
            "reach are told, never left out in silence.",
            "Every zone counts alike, however few live there.",
            "Toregas, Swain, ReVelle and Bergman 1971.",
            "commonweal.methods.siting.fewest_to_cover",
            "commonweal hubs set-cover ZONES CANDIDATES --within 15",
            (
                Case("15 minutes", lambda: siting.fewest_to_cover(MINUTES, 15).value, 2.0),
                Case("20 minutes", lambda: siting.fewest_to_cover(MINUTES, 20).sites, (1,)),
                Case("a village that nothing reaches", lambda: siting.fewest_to_cover([[5], [99]], 15).beyond, (1,)),
            ),
        ),
        Method(
            "The shortest longest way (p-centre)",
            "Which p places make the longest way of anybody as short as it can be?",
            "Searches the minutes by halves: for each it is asked how few places bring everybody within them.",
            "The one who has farthest to go decides, and nobody else.",
            "Minieka 1970.",
            "commonweal.methods.siting.p_centre",
            "commonweal hubs p-centre ZONES CANDIDATES --choose 3",
            (
                Case("one hall", lambda: siting.p_centre(MINUTES, 1).value, 20.0),
                Case("two halls", lambda: siting.p_centre(MINUTES, 2).value, 10.0),
            ),
        ),
        Method(
            "Who gains and who loses",
            "Who gains and who loses where hubs are opened, moved or closed?",
            "People within the limit before and after, minutes of a person on average, and how many have less far or "
            "farther to go, by group. Where a group has no hub at all, its minutes are not known.",
            "Everybody goes to the nearest hub.",
            "Added up.",
            "commonweal.methods.siting.gains",
            "",
            (
                Case(
                    "20 minutes become 10 for 100 people, 5 become 30 for 50",
                    lambda: [
                        (each.within_before, each.within_after, each.nearer, each.farther)
                        for each in siting.gains([20, 5], [10, 30], [100, 50], ["a", "b"], 15).values()
                    ],
                    [(0, 100, 100, 0), (50, 0, 0, 50)],
                ),
                Case(
                    "no hub before",
                    lambda: siting.gains([float("inf")], [10], [100], ["a"], 15)["a"].minutes_before,
                    None,
                ),
            ),
        ),
        Method(
            "What may be said of a choice",
            "May it be said that no other choice is better?",
            "Only where the bound meets the value. Else the gap is said, rounded up.",
            "The bound is right: it is proved by the search itself.",
            "Follows from the definition of a bound.",
            "commonweal.methods.siting.Siting",
            "",
            (
                Case("value 1,000, bound 1,000", lambda: _sentence(1000, 1000), "Proved: no other choice is better."),
                Case(
                    "value 1,000, bound 998.4",
                    lambda: _sentence(1000, 998.4),
                    "No other choice can be better by more than 0.2 %.",
                ),
            ),
        ),
        Method(
            "Neighbourhoods by stated criteria",
            "Which neighbourhoods meet what was stated best, and how firm is that?",
            "By each criterion the areas are put in order, from 0 to 1; the score is the weighted mean. Weights are "
            "drawn 1,000 times around those stated (Dirichlet, 50 × weights), and it is counted how often each area is "
            "chosen; and each criterion is left out once. What is not known stands in the middle, and in a draw "
            "anywhere.",
            "Order matters, not distance; the criteria say different things.",
            "Own definition; the draws as for composite indices (OECD and JRC handbook, 2008, chapter 7).",
            "commonweal.methods.choosing.choose",
            "",
            (
                Case(
                    "three areas, more of the first and less of the second, weights 3 and 1",
                    lambda: choosing.choose(FIGURES, [True, False], [3, 1], 1).scores,
                    (0.0, 0.625, 0.875),
                ),
                Case(
                    "chosen, and chosen with each criterion left out",
                    lambda: [
                        choosing.choose(FIGURES, [True, False], [3, 1], 1).areas,
                        *(tuple(each) for each in choosing.choose(FIGURES, [True, False], [3, 1], 1).without),
                    ],
                    [(2,), (1,), (2,)],
                ),
            ),
        ),
    ),
)

"""The worked examples of likeness: which places are alike, and by how much."""

from __future__ import annotations

import numpy as np

from commonweal.methods.likeness import likeness
from tests.spec.guide import Case, Family, Method

TOWNS = np.array([[10.0, 100.0, 4.0], [10.0, 100.0, 8.0], [20.0, 300.0, 4.0]])
GAPS = np.array([[10.0, 100.0, 4.0], [10.0, np.nan, 8.0], [20.0, 300.0, 4.0]])


def _distances(table: np.ndarray, at: int = 0) -> list[float | None]:
    found = likeness(table, at).distances
    return [None if np.isnan(each) else round(float(each), 6) for each in found]


FAMILY = Family(
    name="likeness",
    title="Which places are alike",
    opening="A place learns from places like it. Likeness is a choice, so the figures it is told by are always named.",
    methods=(
        Method(
            title="Distance over standardised figures",
            question="Which of these places is most like this one?",
            definition=(
                "Each figure is measured in standard deviations (population) over the places that have it. The "
                "distance of two places is the root of the mean square difference over the figures that both have: 0 "
                "is the same, 1 is as different as places here usually are. A figure that is the same everywhere is "
                "left out."
            ),
            assumes=(
                "Every figure counts as much as any other, and figures that say nearly the same count twice: choose "
                "one of each. Alike in these is not alike in all. Two places need three figures in common."
            ),
            source="Euclidean distance on standardised variables, as in nearest-neighbour models of councils (CIPFA).",
            function="commonweal.methods.likeness.likeness",
            cases=(
                Case(
                    "three towns of which the second differs from the first in one figure of three by 2.1213 spreads, "
                    "and the third in two by 2.1213 each: roots of 4.5/3 and 9/3",
                    lambda: _distances(TOWNS),
                    [0.0, 1.224745, 1.732051],
                    to=1e-6,
                ),
                Case(
                    "the same, where one figure of the second is not known: too little in common, so no distance",
                    lambda: _distances(GAPS)[1],
                    None,
                ),
            ),
        ),
    ),
)

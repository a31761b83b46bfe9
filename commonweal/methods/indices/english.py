"""The English Indices of Deprivation, from the ranks of their domains to the index, as their publisher makes them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from commonweal.methods.indices.building import Index, Numbers, added, exponential

# As published for 2010, 2015, 2019 and 2025. They sum to 0.999 and are not made to sum to one.
WEIGHTS: dict[str, float] = {
    "income": 0.225,
    "employment": 0.225,
    "education": 0.135,
    "health": 0.135,
    "crime": 0.093,
    "barriers": 0.093,
    "living": 0.093,
}
# Domains made of two sub-domains on the same scale, 2025. That of living environment was found by least squares over
# all areas: it fits to 0.0005, and two thirds to one third does not.
SUB_DOMAINS: dict[str, dict[str, float]] = {
    "education": {"children and young people": 0.5, "adult skills": 0.5},
    "barriers": {"geographical": 0.5, "wider": 0.5},
    "living": {"indoors": 0.7, "outdoors": 0.3},
}


def imd(ranks: Mapping[str, ArrayLike]) -> Index:
    """How deprived is each area by the Index of Multiple Deprivation, from the ranks of its seven domains?

    `ranks`: domain → the rank of each area, 1 the most deprived, among all areas (a whole edition, or `areas` would be
    unknown). Scores are those published: the sum of weight × exponential scale.
    Source: English Indices of Deprivation, technical reports. Rebuilt for every area of 2025: 33,753 of 33,755 scores
    to three decimals and as many ranks; the two others differ by one rank.
    """
    missing = [domain for domain in WEIGHTS if domain not in ranks]
    if missing:
        raise ValueError(f"The index needs the ranks of seven domains; these are missing: {', '.join(missing)}.")
    parts = _scaled([ranks[domain] for domain in WEIGHTS])
    return added(parts, list(WEIGHTS.values()))


def domain(name: str, ranks: Mapping[str, ArrayLike]) -> Index:
    """How deprived is each area in a domain that is made of two sub-domains, from their ranks? As in 2025.

    `name`: "education", "barriers" or "living"; `ranks`: sub-domain → ranks, 1 the most deprived.
    """
    weights = SUB_DOMAINS[name]
    return added(_scaled([ranks[each] for each in weights]), list(weights.values()))


def _scaled(ranks: list[ArrayLike]) -> Numbers:
    columns = np.column_stack([np.asarray(each, dtype=float) for each in ranks])
    return exponential(columns, len(columns))

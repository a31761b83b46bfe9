"""Which places bring most people within so many minutes, and how few bring everybody?

Both are integer programs on a sparse table of who is near what, solved by HiGHS with its proof. Before that, what can
be seen at once is taken out: a candidate that is near nobody whom another is not near too, and a zone that is served
whenever another is.

Source: R. Church and C. ReVelle, "The maximal covering location problem", Papers of the Regional Science Association
32, 1974; C. Toregas, R. Swain, C. ReVelle and L. Bergman, "The location of emergency service facilities", Operations
Research 19, 1971.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonweal.methods.siting import found
from commonweal.methods.siting.found import Numbers, Siting

SECONDS = 60.0
Near = NDArray[np.bool_]
Ids = NDArray[np.intp]


def most_covered(
    minutes: ArrayLike,
    weights: ArrayLike | None,
    p: int,
    within: float,
    *,
    beside: ArrayLike | None = None,
    seconds: float = SECONDS,
) -> Siting:
    """Which p places bring most people within so many minutes of a hub?

    `minutes`: a row for each zone, a column for each candidate; infinity where there is no way. `weights`: people of
    each zone. `beside`: minutes to the nearest hub that is there already. `value`: people within `within` minutes of
    any hub. ValueError where no number can be given.

    >>> most_covered([[5, 20], [20, 5], [20, 5]], [10, 10, 10], 1, 15).value
    20.0
    """
    table = found.table(minutes)
    weight = found.weighed(weights, len(table))
    found.how_many(p, table.shape[1])
    served = np.zeros(len(table), bool) if beside is None else np.asarray(beside, dtype=np.float64) <= within
    already = float(weight[served].sum())
    near = (table <= within) & ~served[:, None] & (weight > 0)[:, None]
    columns = _worth_having(near, p)
    rows, people = _alike(near[:, columns], weight)
    if not len(rows):
        return Siting(tuple(columns[:p].tolist()), already, already, larger_is_better=True)
    start = _one_after_another(rows, people, p)
    value, sites, bound, late = _by_program(rows, people, p, start, seconds)
    chosen = tuple(sorted(int(columns[each]) for each in sites))
    return Siting(chosen, already + value, already + bound, larger_is_better=True, out_of_time=late)


def fewest_to_cover(minutes: ArrayLike, within: float, *, seconds: float = SECONDS) -> Siting:
    """How few places bring everybody within so many minutes of a hub?

    `minutes`: a row for each zone, a column for each candidate. Zones that no candidate can reach in time are told as
    `beyond`, and the others are served. `value`: how many places it takes.

    >>> fewest_to_cover([[5, 20, 9], [20, 5, 9], [99, 99, 99]], 15).sites
    (2,)
    """
    near = found.table(minutes) <= within
    beyond = tuple(np.flatnonzero(~near.any(axis=1)).tolist())
    value, sites, bound, late = fewest(near[near.any(axis=1)], seconds)
    return Siting(tuple(sorted(sites)), value, bound, out_of_time=late, beyond=beyond)


def fewest(near: Near, seconds: float, *, content: int = 0) -> tuple[float, list[int], float, bool]:
    """How few candidates are near every zone: how many, which, what is proved, whether the time was up.

    `content`: a number that is few enough; a choice of so many or fewer is not improved.
    """
    if not len(near):
        return 0.0, [], 0.0, False
    columns, rows = _bare(near)
    bare = near[np.ix_(rows, columns)]
    chosen = _cover_greedily(bare)
    if len(chosen) <= content:
        return float(len(chosen)), [int(columns[each]) for each in chosen], 1.0, False
    answer = _cover_program(bare, seconds)
    bound = max(1.0, math.ceil(_bound(answer, 1.0) - 1e-6))
    if answer.x is not None and round(answer.fun) < len(chosen):
        chosen = np.flatnonzero(answer.x > 0.5).tolist()
    late = bound < len(chosen)
    return float(len(chosen)), [int(columns[each]) for each in chosen], min(bound, float(len(chosen))), late


def _bound(answer: Any, otherwise: float) -> float:
    """What the program proved; where it was stopped before it could prove anything, what is known anyway."""
    known = getattr(answer, "mip_dual_bound", None)
    return otherwise if known is None or not math.isfinite(known) else float(known)


def _cover_program(bare: Near, seconds: float) -> Any:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    columns = bare.shape[1]
    every = LinearConstraint(csr_array(bare.astype(float)), lb=1)
    return milp(
        np.ones(columns),
        constraints=every,
        integrality=np.ones(columns),
        bounds=Bounds(0, 1),
        options=_options(seconds),
    )


def _by_program(
    rows: Near, people: Numbers, p: int, start: list[int], seconds: float
) -> tuple[float, list[int], float, bool]:
    """The better of a start and of what HiGHS finds, with what it proves."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, eye_array, hstack

    zones, columns = rows.shape
    began = float(people[rows[:, start].any(axis=1)].sum())
    # A zone counts no more than the chosen places near it, and no more than once.
    near = LinearConstraint(hstack([csr_array(-rows.astype(float)), eye_array(zones)]).tocsr(), ub=0)
    count = LinearConstraint(csr_array(np.concatenate([np.ones(columns), np.zeros(zones)])[None, :]), lb=0, ub=p)
    answer = milp(
        -np.concatenate([np.zeros(columns), people]),
        constraints=[near, count],
        integrality=np.concatenate([np.ones(columns), np.zeros(zones)]),
        bounds=Bounds(0, 1),
        options=_options(seconds),
    )
    bound = min(float(people.sum()), -_bound(answer, -float(people.sum())))
    sites = start
    if answer.x is not None:
        chosen = np.flatnonzero(answer.x[:columns] > 0.5).tolist()
        chosen += [each for each in start if each not in chosen][: p - len(chosen)]
        if people[rows[:, chosen].any(axis=1)].sum() > began:
            sites = chosen
    value = float(people[rows[:, sites].any(axis=1)].sum())
    bound = max(value, bound)
    if _whole(people):
        bound = max(value, math.floor(bound + 1e-6))
    return value, sites, bound, answer.status == 1


def _whole(people: Numbers) -> bool:
    return bool((people == np.round(people)).all())


def _options(seconds: float) -> dict[str, Any]:
    return {"time_limit": max(0.1, seconds), "mip_rel_gap": 0.0}


def _worth_having(near: Near, p: int) -> Ids:
    """Candidates that are near somebody whom no other one covers as well; at least p of them."""
    kept = _not_within(near)
    if len(kept) >= p:
        return kept
    more = np.setdiff1d(np.arange(near.shape[1]), kept)[: p - len(kept)]
    return np.sort(np.concatenate([kept, more]))


def _not_within(near: Near) -> Ids:
    """Columns that are no part of another one; of equal ones the first."""
    counts = near.sum(axis=0)
    order = np.lexsort((np.arange(len(counts)), -counts))
    held = near[:, order].astype(np.float32)
    both = held.T @ held
    part = both >= counts[order][:, None]  # every zone of the row's candidate is near the column's too
    earlier = np.tril(np.ones_like(part, dtype=bool), -1)  # a larger one, or an equal one that comes before
    inside = (part & earlier).any(axis=1)
    return np.sort(order[~inside])


def _bare(near: Near) -> tuple[Ids, Ids]:
    """The columns and rows that a cover has to be found for: the rest follows from them."""
    columns, rows = np.arange(near.shape[1]), np.arange(near.shape[0])
    while True:
        held = near[np.ix_(rows, columns)]
        left = _not_within(held)
        # A zone all of whose places include all those of another one is served whenever that one is.
        narrow = _not_within(~held[:, left].T)
        if len(left) == len(columns) and len(narrow) == len(rows):
            return columns, rows
        columns, rows = columns[left], rows[narrow]


def _alike(near: Near, weight: Numbers) -> tuple[Near, Numbers]:
    """Zones that are near the same candidates as one, with their people added up; those near none are left out."""
    some = near.any(axis=1)
    if not some.any():
        return near[:0], weight[:0]
    packed, whose = np.unique(np.packbits(near[some], axis=1), axis=0, return_inverse=True)
    people = np.bincount(whose.ravel(), weights=weight[some], minlength=len(packed)).astype(np.float64)
    rows = np.unpackbits(packed, axis=1, count=near.shape[1]).astype(bool)
    return rows, people


def _one_after_another(rows: Near, people: Numbers, p: int) -> list[int]:
    left = people.copy()
    chosen: list[int] = []
    for _each in range(p):
        adds = left @ rows
        adds[chosen] = -1
        chosen.append(int(adds.argmax()))
        left[rows[:, chosen[-1]]] = 0
    return chosen


def _cover_greedily(near: Near) -> list[int]:
    left = np.ones(len(near))
    chosen: list[int] = []
    while left.any():
        chosen.append(int((left @ near).argmax()))
        left[near[:, chosen[-1]]] = 0
    return chosen

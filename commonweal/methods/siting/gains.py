"""Who gains and who loses where hubs are opened, moved or closed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from commonweal.methods.siting.found import Numbers, weighed

SAME = 0.05  # minutes: three seconds nearer is no nearer


@dataclass(frozen=True, slots=True)
class Gain:
    """One group of zones before and after. Minutes are those of a person on average; None where nobody has a hub."""

    zones: int
    people: float
    within_before: float  # people
    within_after: float
    minutes_before: float | None
    minutes_after: float | None
    nearer: float  # people who have less far to go
    farther: float

    @property
    def share_before(self) -> float | None:
        """Of a hundred people, how many are near enough."""
        return 100 * self.within_before / self.people if self.people else None

    @property
    def share_after(self) -> float | None:
        """The same afterwards."""
        return 100 * self.within_after / self.people if self.people else None


def gains(
    before: ArrayLike, after: ArrayLike, people: ArrayLike, groups: Sequence[object], within: float
) -> dict[object, Gain]:
    """Who gains and who loses, by group?

    `before`, `after`: minutes from each zone to its nearest hub, infinity where there is none. `people` of each zone.
    `groups`: which group each zone is in. `within`: minutes that are near enough. ValueError where lengths differ.

    >>> gains([20, 5], [10, 5], [100, 50], ["a", "b"], 15)["a"].within_after
    100.0
    """
    was, now = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    weight = weighed(people, len(was))
    if not len(was) == len(now) == len(groups):
        raise ValueError("minutes, people and groups are one for each zone")
    of: dict[object, list[int]] = {}
    for zone, group in enumerate(groups):
        of.setdefault(group, []).append(zone)
    return {group: _one(was[ids], now[ids], weight[ids], within) for group, ids in of.items()}


def _one(was: Numbers, now: Numbers, people: Numbers, within: float) -> Gain:
    with np.errstate(invalid="ignore"):
        nearer, farther = was - now > SAME, now - was > SAME
    return Gain(
        len(was),
        float(people.sum()),
        float(people[was <= within].sum()),
        float(people[now <= within].sum()),
        _mean(was, people),
        _mean(now, people),
        float(people[nearer].sum()),
        float(people[farther].sum()),
    )


def _mean(minutes: Numbers, people: Numbers) -> float | None:
    if not people.sum() or not np.isfinite(minutes[people > 0]).all():
        return None
    return float((minutes[people > 0] * people[people > 0]).sum() / people.sum())

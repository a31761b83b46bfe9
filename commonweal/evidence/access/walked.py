"""The way on foot on the streets of a place: minutes along the shortest way, and which points no street is near."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from commonweal.evidence.access import packed_streets
from commonweal.evidence.access.question import MINUTES
from commonweal.evidence.keep import kept
from commonweal.evidence.models import Streets
from commonweal.methods.access.pairs import Numbers, Pairs

if TYPE_CHECKING:
    from commonweal.methods.access.network import Network

Spots = Sequence[tuple[float, float]]  # lat, lon
FARTHEST_METRES = 500  # from a point to the nearest street (methods/access/network.py)
HELD = 2  # networks in memory: a county's streets are 100 MB


@lru_cache(maxsize=HELD)
def network_of(streets: Any) -> Network:
    """The streets with this id, ready to be searched. What is kept of them never changes."""
    return packed_streets.unpack(bytes(Streets.objects.values_list("graph", flat=True).get(pk=streets)))


def far(streets: Streets, spots: Spots) -> np.ndarray[Any, Any]:
    """Which of these points no street is near."""
    return ~_snapped(network_of(streets.pk), spots).known


def every_pair(streets: Streets, origins: Spots, venues: Spots) -> Pairs:
    """Who reaches what in the longest walk that anybody can ask for: worked out once, and kept for every question."""
    key = ("walked", str(streets.pk), hash(tuple(origins)), hash(tuple(venues)))
    return kept(
        key, lambda: minutes(streets, origins, venues, max(MINUTES)), weight=lambda made: 1 + len(made) // 8_000
    )


def minutes(streets: Streets, origins: Spots, venues: Spots, most: float) -> Pairs:
    """Who reaches what within so many minutes. Points that no street is near reach nothing: ask `far`."""
    from commonweal.methods.access import network

    net = network_of(streets.pk)
    return network.minutes(net, _snapped(net, origins), _snapped(net, venues), most)


def nearest(streets: Streets, origins: Spots, hubs: Spots) -> tuple[Numbers, np.ndarray[Any, Any]]:
    """Minutes to the nearest hub, however far, and which that is; infinity and -1 where none can be told."""
    from commonweal.methods.access import network

    net = network_of(streets.pk)
    return network.nearest(net, _snapped(net, origins), _snapped(net, hubs))


def _snapped(net: Network, spots: Spots) -> Any:
    from commonweal.methods.access import network

    where = np.array(spots, float).reshape(-1, 2)
    return network.snap(net, where[:, 0], where[:, 1])

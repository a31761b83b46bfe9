"""How long does it take to walk a county? A network like one, its neighbourhoods, hubs and venues; all invented.

    ./do bench evidence_streets

160,000 corners and 1.3 million points are about what OpenStreetMap has of two million people. What-ifs ask for the
nearest of 130 hubs, reach for all venues within half an hour. Beside it, the floor: one search over all corners.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.sparse.csgraph import dijkstra

from bench import machine
from commonweal.evidence.access import packed_streets
from commonweal.methods.access import network

WIDE, BENDS, METRES = 400, 3, 25.0  # corners each way, points between two, metres from point to point
HOMES, HUBS, VENUES, CANDIDATES = 1_400, 130, 5_000, 300
METRE = 1 / 111_194.93
TIMES = 3


def main(_words: list[str]) -> int:
    """Measure, and print a table for docs/benchmarks.md."""
    print(machine.said())
    lat, lon, start, end = town()
    took, net = best(lambda: network.network(lat, lon, start, end, np.full(len(start), METRES)), times=1)
    told("made of its ways", took, f"{net.nodes:,} points, {net.corners:,} corners, {net.kilometres:,.0f} km")
    took, packed = best(lambda: packed_streets.pack(net), times=1)
    told("packed", took, f"{len(packed) / 1e6:.1f} MB")
    took, net = best(lambda: packed_streets.unpack(packed))
    told("made ready again, once a process", took, "")
    chance = np.random.default_rng(1)
    homes, hubs, venues, spots = (_spots(net, chance, many) for many in (HOMES, HUBS, VENUES, CANDIDATES))
    floor, _ = best(lambda: dijkstra(net.graph, indices=[0]))
    told("floor: one search over all corners", floor, "")
    took, _ = best(lambda: network.nearest(net, homes, hubs))
    told(f"nearest of {HUBS} hubs, for {HOMES:,} neighbourhoods", took, f"{took / floor:.1f} × the floor")
    took, found = best(lambda: network.minutes(net, homes, spots, 90), times=1)
    told(f"{CANDIDATES} candidates within 90 minutes, for a suggestion", took, f"{len(found):,} pairs")
    took, found = best(lambda: network.minutes(net, homes, venues, 30), times=1)
    told(f"{VENUES:,} venues within 30 minutes, once for all questions", took, f"{len(found):,} pairs")
    print(
        f"\nMost memory held: {machine.peak_mb(children=False):,.0f} MB. The best of {TIMES} where it was done again."
    )
    return 0


def town() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Square blocks, with points that only bend a way: every fifth street is missing, as a river has it."""
    pitch = BENDS + 1
    number = np.full((WIDE * pitch, WIDE * pitch), -1)
    chance = np.random.default_rng(7)
    number[::pitch, :] = number[:, ::pitch] = 0
    row, column = np.nonzero(number == 0)
    number[row, column] = np.arange(len(row))
    stretches = []
    for one, other in ((number[:, :-1], number[:, 1:]), (number[:-1], number[1:])):
        both = (one >= 0) & (other >= 0)
        stretches.append(np.column_stack([one[both], other[both]]))
    start, end = np.concatenate(stretches).T
    kept = chance.random(len(start)) > 0.05
    return row * METRES * METRE, column * METRES * METRE, start[kept], end[kept]


def _spots(net: network.Network, chance: np.random.Generator, many: int) -> network.Snapped:
    at = chance.integers(0, net.nodes, many)
    return network.snap(net, net.lat[at], net.lon[at])


def best(work: Callable[[], Any], times: int = TIMES) -> tuple[float, Any]:
    took, made = [], None
    for _time in range(times):
        began = time.process_time()
        made = work()
        took.append(time.process_time() - began)
    return min(took), made


def told(what: str, took: float, more: str) -> None:
    print(f"| {what} | {took:.2f} s of processor | {more} |", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

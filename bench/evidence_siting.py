"""How long does it take to choose places for hubs in an Integrated Care System, and how near is that to the best?

    ./do bench evidence_siting [SPOPT_PYTHON]

Invented zones and candidates, made anew by a fixed chance: 1,400 zones and 3,000 candidates. The peer, where a Python
that has spopt 0.7.0 (BSD-3, no part of Commonweal) with highspy is named, has 200 of the candidates, in the same run,
for a short time; what it says then is printed as it says it. Seconds are of the processor.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench import machine
from commonweal.methods import siting
from commonweal.methods.access import pairs

PEER = Path(__file__).with_name("evidence_siting_spopt.py")
LIMIT = 25  # seconds for each of the peer's problems: a short look, not a fair end
OURS = 40
SOME = 200


def main(words: list[str]) -> int:
    """Measure, and print a table for docs/benchmarks.md."""
    print(machine.said())
    minutes, people = system()
    some = minutes[:, np.random.default_rng(99).choice(minutes.shape[1], SOME, replace=False)]
    theirs = _peer(words[0], some, people) if words else {}
    print("\n| problem | candidates | value | gap | proved | cpu s | spopt | cpu s | ratio |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, candidates, work in _problems(minutes, some, people):
        began = time.process_time()
        found = work()
        took = time.process_time() - began
        told = f"| {name} | {candidates:,} | {found.value:,.6f} | {100 * found.gap:.4f} % |"
        told += f" {_yes(found.proved)} | {took:.2f} |"
        peer = theirs.get(name) if candidates == SOME else None
        value = "–" if not peer else f"{peer['value']:,.1f}, “{peer['status']}”" if peer["value"] else peer["status"]
        ratio = f"{peer['cpu'] / took:.0f} ×" if peer else "–"
        print(f"{told} {value} | {peer['cpu']:.1f} | {ratio} |" if peer else f"{told} – | – | – |", flush=True)
    if words:
        print(f"\nSan Francisco, 205 tracts × 16 stores, beside full enumeration: {_san_francisco(words[0])}.")
    print(f"\nMost memory held: {machine.peak_mb(children=False):,.0f} MB. Peer: {theirs.get('version', 'none')}.")
    print(f"Ours stops after {OURS} s, the peer after {LIMIT} s of solving (building its model is not limited).")
    return 0


def system(zones: int = 1400, assets: int = 3000, *, side: float = 60.0, towns: int = 12):  # type: ignore[no-untyped-def]
    """Minutes and people of an invented Integrated Care System: towns, most zones and assets near them."""
    chance = np.random.default_rng(20261123)
    centres = chance.uniform(0, side, (towns, 2))
    size = 1 / np.arange(1, towns + 1)
    size /= size.sum()

    def around(many: int, share: float, spread: float):  # type: ignore[no-untyped-def]
        near = int(many * share)
        town = chance.choice(towns, near, p=size)
        about = centres[town] + chance.normal(size=(near, 2)) * (spread * np.sqrt(size[town] * towns))[:, None]
        return np.clip(np.vstack([about, chance.uniform(0, side, (many - near, 2))]), 0, side)

    where = around(zones, 0.75, 4.0)
    people = chance.integers(1000, 3000, zones).astype(float)
    return pairs.every(where, around(assets, 0.8, 3.0), speed=30), people


def _problems(minutes, some, people) -> list[tuple[str, int, Callable[[], siting.Siting]]]:  # type: ignore[no-untyped-def]
    every, all_people = minutes.shape[1], people
    return [
        ("p-median", SOME, lambda: siting.p_median(some, all_people, 10, seconds=OURS)),
        ("coverage", SOME, lambda: siting.most_covered(some, all_people, 10, 15, seconds=OURS)),
        ("set-cover", SOME, lambda: siting.fewest_to_cover(some, 60, seconds=OURS)),
        ("p-centre", SOME, lambda: siting.p_centre(some, 10, seconds=OURS)),
        ("p-median, p = 10", every, lambda: siting.p_median(minutes, all_people, 10, seconds=OURS)),
        ("p-median, p = 40", every, lambda: siting.p_median(minutes, all_people, 40, seconds=OURS)),
        ("coverage, 15 min", every, lambda: siting.most_covered(minutes, all_people, 10, 15, seconds=OURS)),
        ("set-cover, 30 min", every, lambda: siting.fewest_to_cover(minutes, 30, seconds=OURS)),
    ]


def _peer(python: str, some, people) -> dict[str, dict[str, object]]:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.npz"
        np.savez(given, minutes_some=some, people=people)
        done = subprocess.run([python, str(PEER), str(given), str(LIMIT)], capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {row["name"]: row for row in rows} | {"version": f"spopt {rows[0]['version']}"}  # type: ignore[dict-item]


# By full enumeration: p → (p-median in metres × people, p-centre in metres, people within 5,000 metres).
EXACT = {
    2: (4_009_098_972.134912, 9_130.758741, 671_938),
    4: (2_848_268_129.714512, 7_403.063811, 875_247),
    6: (2_347_055_166.677383, 5_903.667154, 941_462),
}


def _san_francisco(python: str) -> str:
    """The peer's own small case, read from the tests that come with it."""
    where = "import spopt, pathlib; print(pathlib.Path(spopt.__file__).parent / 'tests' / 'test_locate' / 'data')"
    told = subprocess.run([python, "-c", where], capture_output=True, text=True, check=True).stdout.strip()
    folder = Path(told.splitlines()[-1])
    with (folder / "SF_demand_205_centroid_uniform_weight.csv").open() as stream:
        people = {row["NAME"]: float(row["POP2000"]) for row in csv.DictReader(stream)}
    with (folder / "SF_network_distance_candidateStore_16_censusTract_205_new.csv").open() as stream:
        ways = [(row["DestinationName"], row["name"], float(row["distance"])) for row in csv.DictReader(stream)]
    tracts, stores = sorted(people), sorted({store for _tract, store, _metres in ways})
    metres = np.full((len(tracts), len(stores)), np.nan)
    for tract, store, away in ways:
        metres[tracts.index(tract), stores.index(store)] = away
    live = np.array([people[each] for each in tracts])
    found = []
    for p, (median, centre, covered) in EXACT.items():
        found.append((siting.p_median(metres, live, p), median))
        found.append((siting.p_centre(metres, p), centre))
        found.append((siting.most_covered(metres, live, p, 5_000), covered))
    found += [(siting.fewest_to_cover(metres, within), few) for within, few in ((10_000, 2), (8_000, 3))]
    same = sum(each.proved and abs(each.value - expected) <= 1e-9 * expected for each, expected in found)
    return f"{same} of {len(found)} the same to nine figures, and proved"


def _yes(said: bool) -> str:
    return "yes" if said else "no"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

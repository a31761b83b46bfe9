"""How long do pairs and catchments take, for one care system and for all England, beside the `access` package?

    ./do bench evidence_access [ACCESS_PYTHON] [--england]

`access` 1.1.10 (BSD, no part of Commonweal) lives in an environment of its own, whose Python is named; it sees the same
pairs in the same run. `--england` has it do all England too, which takes minutes and 4 GB. The country is invented.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench import machine
from bench.reach_problem import ENGLAND, SYSTEM, problem
from commonweal.methods.access import floating, pairs

PEER = Path(__file__).with_name("evidence_access_peer.py")
METHODS: dict[str, Callable[..., Any]] = {
    "2SFCA": floating.two_step,
    "E2SFCA": floating.enhanced,
    "3SFCA": floating.three_step,
}
TIMES = 3


def main(words: list[str]) -> int:
    """Measure, and print a table for docs/benchmarks.md."""
    peer = next((word for word in words if not word.startswith("--")), "")
    print(machine.said())
    print("\n| problem | step | ours, s of processor | `access` | ratio | outcome (sum) | largest difference |")
    print("|---|---|---|---|---|---|---|")
    version = _rows("one system", SYSTEM, peer)
    _rows("England", ENGLAND, peer if "--england" in words else "")
    print(f"\nMost memory held by ours: {machine.peak_mb(children=False):,.0f} MB. Peer: {version or 'none'}.")
    print("The best of 3; the peer's once. Pairs by straight line within 30 minutes, at 30 km an hour times 1.3.")
    return 0


def _rows(name: str, size: tuple[int, int, float, int], peer: str) -> str:
    where, people, there, capacity = problem(*size)
    took, found = _best(lambda: pairs.within(where, there, 30, speed=30))
    print(f"| {name} | {len(found):,} pairs | {took:.3f} | – | – | – | – |", flush=True)
    ours = {method: _best(lambda work=work: work(found, people, capacity)) for method, work in METHODS.items()}  # type: ignore[misc]
    theirs = _peer(peer, found, people, capacity) if peer else {}
    for method, (seconds, shares) in ours.items():
        told = f"| {name} | {method} | {seconds:.4f} |"
        if theirs:
            took_there, apart = theirs["seconds"][method], float(np.abs(theirs["shares"][method] - shares).max())
            told += f" {took_there:.2f} | {took_there / seconds:,.0f} × | {shares.sum():.10f} | {apart:.0e} |"
        else:
            told += f" – | – | {shares.sum():.10f} | – |"
        print(told, flush=True)
    return theirs.get("version", "")  # type: ignore[no-any-return]


def _best(work: Callable[[], Any]) -> tuple[float, Any]:
    took = []
    for _time in range(TIMES):
        began = time.process_time()
        made = work()
        took.append(time.process_time() - began)
    return min(took), made


def _peer(python: str, found: pairs.Pairs, people: np.ndarray, capacity: np.ndarray) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        given, answer = Path(folder) / "pairs.npz", Path(folder) / "shares.npz"
        start = np.repeat(np.arange(found.origins, dtype=np.int32), np.diff(found.starts))
        np.savez(given, start=start, to=found.to, minutes=found.minutes, people=people, capacity=capacity)
        done = subprocess.run([python, str(PEER), str(given), str(answer)], capture_output=True, text=True, check=True)
        with np.load(answer) as kept:
            shares = {name: kept[name] for name in METHODS}
    return {**json.loads(done.stdout.splitlines()[-1]), "shares": shares}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

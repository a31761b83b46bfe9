"""How long do groups of opinion take, with how steady they are, on conversations that Polis published?

    ./do bench opinion [RED_DWARF_PYTHON]

Ours: reading the export, groups, consensus, typical and minority statements, and 20 times one person left out and 6
times one in twenty. The peer, where a Python that has red-dwarf 0.4.0 (MPL-2.0, no part of Commonweal) is named, sees
the same last votes in the same run: its whole pipeline once, without steadiness, which it does not have; what 27 runs
of it would take is worked out. The conversations are held beside the project.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench import machine
from commonweal.listening.opinion import polis
from commonweal.methods import opinion as methods

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "participation" / "polis"
PEER = Path(__file__).with_name("opinion_red_dwarf.py")
TIMES = 3


def main(words: list[str]) -> int:
    """Measure, and print a table for docs/benchmarks.md."""
    if not FOLDER.is_dir():
        print("This needs the published conversations beside the project.")
        return 1
    print(machine.said())
    print(
        "\n| conversation | people × statements | read | groups | 26 leave-outs | steady | red-dwarf | ratio | same |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    version = ""
    for folder in sorted(each for each in FOLDER.iterdir() if each.is_dir()):
        version = _row(folder, words[0] if words else "") or version
    print(
        f"\nMost memory held: {machine.peak_mb(children=False):,.0f} MB (all of this run). Peer: {version or 'none'}."
    )
    print("Seconds of the clock, the best of 3. Ratio: red-dwarf's one run against our groups alone.")
    return 0


def _row(folder: Path, peer: str) -> str:
    began = time.perf_counter()
    export = polis.read(folder)
    held = methods.matrix(export.log)
    read = time.perf_counter() - began
    out = np.array([each in export.statements and export.statements[each].out for each in held.statements])
    once, found = _best(lambda: methods.opinion(held.votes, out, smallest=1))
    long, steady = _best(lambda: methods.steadiness(found, out, smallest=1), times=1)
    theirs = _peer(peer, held, out) if peer else {}
    size = f"{len(held.people):,} × {len(held.statements):,}"
    told = f"| {folder.name} | {size} | {read:.2f} | {once:.2f} | {long:.2f} | {steady.verdict} |"
    if theirs:
        same = sorted(found.sizes) == sorted(theirs["sizes"])
        told += f" {theirs['seconds']:.2f} | {theirs['seconds'] / once:.0f} × | {'yes' if same else 'no'} |"
    else:
        told += " – | – | – |"
    print(told, flush=True)
    return f"red-dwarf {theirs['version']}" if theirs else ""


def _best(work, times: int = TIMES):  # type: ignore[no-untyped-def]
    took = []
    for _time in range(times):
        began = time.perf_counter()
        made = work()
        took.append(time.perf_counter() - began)
    return min(took), made


def _peer(python: str, held: methods.Matrix, out: methods.Flags) -> dict[str, object]:
    """Red-dwarf on the last votes: on the log as it is, it stops at a vote that was changed."""
    votes = [
        [row, held.statements[column], int(held.votes[row, column])]
        for row, column in np.argwhere(~np.isnan(held.votes)).tolist()
    ]
    gone = [held.statements[each] for each in np.flatnonzero(out)]
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "votes.json"
        given.write_text(json.dumps({"votes": votes, "out": gone}), "utf-8")
        done = subprocess.run([python, str(PEER), str(given), str(TIMES)], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

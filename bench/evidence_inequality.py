"""How long do slope indices take for all England's areas, by formula, by simulation, and in R?

    ./do bench evidence_inequality [DRAWS]

361 areas by ten deprivation tenths, men's life expectancy, limits at 95 and 99.8 in 100, SII and RII. Ours by formula;
the same numbers by simulation in numpy (as many draws as the peer makes); a line through each place by numpy's own
least squares, one by one, without any limits; and the peer, PHEindicatormethods (GPL-3, no part of Commonweal), where
Rscript and the package are there. The figures are held beside the project.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench import machine
from commonweal.methods.inequality import slope
from commonweal.methods.inequality.arrays import Numbers

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "inequality"
INPUT = FOLDER / "sii_england_life_expectancy_input.csv"
CONFIDENCE = (0.95, 0.998)
DRAWS, SEED = 100_000, 20251129
PEER = """
suppressMessages({library(PHEindicatormethods); library(dplyr)})
d <- read.csv(commandArgs(TRUE)[1])
t <- proc.time()
r <- phe_sii(group_by(d, Sex, GeoCode), Decile, Pop, value_type = 0, value = LifeExp, se = SE,
             confidence = c(0.95, 0.998), repetitions = as.integer(commandArgs(TRUE)[2]), rii = TRUE)
u <- proc.time() - t
cat(u[["elapsed"]], u[["user.self"]] + u[["sys.self"]], as.character(packageVersion("PHEindicatormethods")), "\\n")
"""


def main(words: list[str]) -> int:
    """Measure, and print a table for docs/benchmarks.md."""
    if not INPUT.is_file():
        print("This needs the published figures beside the project.")
        return 1
    draws = int(words[0]) if words else DRAWS
    values, people, errors = tables()
    closed, found = best(lambda: slope.slopes(values, people, errors, confidence=CONFIDENCE), times=20)
    one, _ = best(lambda: one_by_one(values, people), times=3)
    drawn, limits = best(lambda: simulated(values, people, errors, draws), times=1)
    apart = float(np.abs(found.sii_lower[:, 0] - limits).max())
    print(machine.said())
    print(f"\n{len(values)} places by {values.shape[1]} tenths, limits at 95 and 99.8 in 100\n")
    print("| how | seconds | times ours by formula |\n|---|---|---|")
    print(f"| ours, by formula | {closed:.5f} | 1 |")
    print(f"| numpy's least squares, place by place, no limits | {one:.4f} | {one / closed:,.0f} |")
    print(f"| the same limits by {draws:,} draws in numpy | {drawn:.1f} | {drawn / closed:,.0f} |")
    peer = in_r(draws)
    print(told(peer, draws, closed))
    print(f"\nLower limits at 95 in 100 by formula and by draws lie at most {apart:.3f} years apart.")
    print("Seconds of the clock, the best of several. A formula and a simulation are not one algorithm.")
    return 0


def told(peer: tuple[float, float, str] | None, draws: int, closed: float) -> str:
    """The peer's line of the table."""
    if peer is None:
        return "| PHEindicatormethods in R | not run: Rscript or the package is not here | not known |"
    clock, processor, version = peer
    took = f"{clock:.1f} (cpu {processor:.1f})"
    return f"| PHEindicatormethods {version} in R, {draws:,} draws | {took} | {processor / closed:,.0f} |"


def tables() -> tuple[Numbers, Numbers, Numbers]:
    """Places by tenths: life expectancy, people, standard errors."""
    with INPUT.open() as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["Sex"], row["GeoCode"], int(row["Decile"])))
    made = (np.array([float(row[name]) for row in rows]).reshape(-1, 10) for name in ("LifeExp", "Pop", "SE"))
    values, people, errors = made
    return values, people, errors


def best(work: Callable[[], object], times: int) -> tuple[float, object]:
    """The shortest of several runs, and what came of it."""
    taken, found = [], None
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        taken.append(time.perf_counter() - began)
    return min(taken), found


def one_by_one(values: Numbers, people: Numbers) -> Numbers:
    """A line through each place, as one would write it first."""
    out = []
    for row, those in zip(values, people, strict=True):
        share = those / those.sum()
        out.append(np.polyfit(np.cumsum(share) - share / 2, row, 1, w=np.sqrt(share))[0])
    return np.array(out)


def simulated(values: Numbers, people: Numbers, errors: Numbers, draws: int) -> Numbers:
    """Lower limits of the SII at 95 in 100, place by place, SII and RII drawn and put in order."""
    chance = np.random.default_rng(SEED).standard_normal((draws, values.shape[1]))
    share, weight = slope.weights(people)
    out = []
    for row, unsure, part, lean in zip(values, errors, share, weight, strict=True):
        drawn = row + chance * unsure
        gaps, middle = drawn @ lean, drawn @ part
        np.sort((middle + gaps / 2) / (middle - gaps / 2))
        gaps.sort()
        out.append(gaps[round(draws * 0.025) - 1])
    return np.array(out)


def in_r(draws: int) -> tuple[float, float, str] | None:
    """Clock and processor seconds of the peer, and its version; None where it is not here."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    ran = subprocess.run([rscript, "-e", PEER, str(INPUT), str(draws)], capture_output=True, text=True, check=False)
    if ran.returncode:
        return None
    clock, processor, version = ran.stdout.split()[-3:]
    return float(clock), float(processor), version


if __name__ == "__main__":
    import sys

    raise SystemExit(main(sys.argv[1:]))

"""How long does it take to bring a place in from published files, from nothing, and again?

    ./do bench place_load [FOLDER] [PLACE ...]

Peer: none of the tools looked at brings these files in for a place. What stands beside it is the floor: the time
Python's own csv and json readers need to read the same files once and do nothing with them.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import machine

ROOT = Path(__file__).resolve().parent.parent
FILES = ROOT.parent / "shared" / "data" / "places"


def main(words: list[str]) -> int:
    """Measure, and print lines for docs/benchmarks.md."""
    folder = Path(words[0]) if words else FILES
    if not folder.is_dir():
        print(f"There is no folder {folder}. Say where the published files are: ./do bench place_load FOLDER")
        return 1
    print(machine.said())
    floor = seconds_to_read(folder)
    print(f"floor: reading every file once with csv and json: {floor:.1f} s")
    for place in words[1:] or ["west-yorkshire"]:
        with tempfile.TemporaryDirectory() as var:
            run(var, "migrate")
            cold = run(var, "place", "load", place, "--from", str(folder), "--json")
            peak = machine.peak_mb()
            again = run(var, "place", "load", place, "--from", str(folder), "--json")
            size = sum(each.stat().st_size for each in Path(var).glob("*.sqlite3*")) / 1e6
        print(
            f"{place}: cold {cold:.1f} s ({cold / floor:.1f} × the floor), again {again:.1f} s, "
            f"peak {peak:.0f} MB, database {size:.0f} MB"
        )
    return 0


def run(var: str, *words: str) -> float:
    """Seconds that a command takes."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "commonweal", *words],
        env=os.environ | {"COMMONWEAL_VAR": var},
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def seconds_to_read(folder: Path) -> float:
    """Reading every CSV and GeoJSON file once."""
    began = time.perf_counter()
    for path in sorted(folder.rglob("*")):
        name = path.name.removesuffix(".gz")
        if not name.endswith((".csv", ".geojson", ".json")):
            continue
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as stream:
            if name.endswith(".csv"):
                for _ in csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")):
                    pass
            else:
                json.load(stream)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How long does all England take: to bring in, to make a place from it, to show its map and its ranks?

    ./do bench england [FOLDER]

Every neighbourhood with its deprivation (2025, 2019) and population (2021, 2020), its outline and its names, from
the published files. Budget: 5 minutes on two cores, 1.5 GB. Floor, in the same run: the same files read with csv, and
their rows written with sqlite3's own executemany into one plain table: nothing checked, nested, drawn or resumable.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import machine
from bench.place_load import FILES, ROOT, run
from bench.place_page import ask

ONLY = "iod2025,iod2019,census2021.ts007a,population2020"
COUNCIL = "lad24:E08000035"
PAGES = {
    "place page": "/place/england",
    "council map, outlines": "/place/england/map.json?kind=lad24",
    "council map, colours": "/place/england/map-values.json?kind=lad24&figure=imd_decile",
    "one council's neighbourhoods, outlines": f"/place/england/map.json?kind=lsoa21&within={COUNCIL}",
    "ranks of 33,755, first page": "/place/england/areas?kind=lsoa21&figure=imd_decile&sort=figure",
    "ranks of 33,755, page 200": "/place/england/areas?kind=lsoa21&figure=imd_decile&sort=figure&page=200",
    "neighbourhood with its ranks": "/area/lsoa21:E01011229",
    "ranks of 33,755, CSV": "/place/england/areas.csv?kind=lsoa21&figure=imd_decile&sort=figure",
}
TIMES = 40


def main(words: list[str]) -> int:
    """Measure, and print lines for docs/benchmarks.md."""
    folder = Path(words[0]) if words else FILES
    if not folder.is_dir():
        print(f"There is no folder {folder}. Say where the published files are: ./do bench england FOLDER")
        return 1
    print(f"{machine.said()}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as var:
        floor(folder, Path(var) / "floor.sqlite3")
        run(var, "migrate")
        before = os.times()
        seconds = run(var, "place", "load", "england", "--from", str(folder), "--only", ONLY, "--json")
        after = os.times()
        worked = after.children_user + after.children_system - before.children_user - before.children_system
        peak, database = machine.peak_mb(), Path(var) / "commonweal.sqlite3"
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as held:
            (figures,) = held.execute("SELECT count(*) FROM places_value").fetchone()
        size = sum(each.stat().st_size for each in Path(var).glob("commonweal.sqlite3*")) / 1e6
        print(
            f"England: {seconds:.0f} s ({worked:.0f} s of processor), peak {peak:.0f} MB, database {size:.0f} MB, "
            f"{figures:,} figures, {figures / seconds:,.0f} a second"
        )
        made = run(var, "place", "make", "leeds", "--json")
        whole = run(var, "place", "make", "west-yorkshire", "--json")
        again = run(var, "place", "load", "kirklees", "--from", str(folder), "--only", ONLY, "--json")
        print(f"made from it: Leeds {made:.1f} s, West Yorkshire {whole:.1f} s; `load kirklees` {again:.1f} s")
        pages(var)
    return 0


def floor(folder: Path, path: Path) -> None:
    """The cells of the same files as rows of one table."""
    wanted = (
        "iod20*File*",
        "iod2019*rows.csv",
        "census2021-ts007a*",
        "*mid2020*",
        "*population*2020*",
        "*lsoa11*syoa*",
    )
    files = {each for name in wanted for each in folder.rglob(name) if ".csv" in each.name}
    began = time.perf_counter()
    with sqlite3.connect(path) as into:
        into.execute("CREATE TABLE figure (area TEXT, measure INTEGER, value REAL, PRIMARY KEY (measure, area))")
        for each in sorted(files):
            into.executemany("INSERT OR REPLACE INTO figure VALUES (?, ?, ?)", cells(each))
        (rows,) = into.execute("SELECT count(*) FROM figure").fetchone()
    print(f"floor: {len(files)} files with csv and executemany: {time.perf_counter() - began:.0f} s, {rows:,} rows")
    path.unlink()


def cells(path: Path) -> Iterator[tuple[str, int, str]]:
    """Every number of a CSV file with its row's code and a number for its column."""
    with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as stream:
        rows = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""))
        base = hash(tuple(next(rows))) % 10**9 * 1_000
        for row in rows:
            code = next((cell for cell in row[:4] if len(cell) == 9 and cell[1:].isdigit()), "")
            for column, cell in enumerate(row):
                if cell.replace(".", "", 1).isdigit():
                    yield code, base + column, cell


def pages(var: str) -> None:
    """Each page of England: the first time, then the middle and the 95th percentile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "uvicorn", "commonweal.config.asgi:application", "--port", str(port)),
            *("--log-level", "warning", "--lifespan", "off"),
        ],
        env=os.environ | {"COMMONWEAL_VAR": var},
        cwd=ROOT,
    )
    try:
        for _ in range(300):
            try:
                ask(address + "/about")
                break
            except OSError:
                time.sleep(0.1)
        print("| page of England | first, ms | p50, ms | p95, ms | kB on the wire |")
        print("|---|---|---|---|---|")
        for name, path in PAGES.items():
            first, size = ask(address + path)
            times = [ask(address + path)[0] for _ in range(3 if path.count(".csv") else TIMES)]
            numbers = (first, machine.quantile(times, 0.5), machine.quantile(times, 0.95))
            print(f"| {name} | {' | '.join(f'{1000 * each:.0f}' for each in numbers)} | {size / 1000:.0f} |")
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

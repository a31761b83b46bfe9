"""How long does a nation of invented people take to become ranked areas, on one machine and on Spark?

    ./do bench evidence_engine [ROWS] [AREAS] [MASTER …]

Made by DuckDB itself into Parquet in a folder that goes afterwards (57 million rows of nine columns: England), read
twice. A master such as local[1] or local-cluster[2,1,1024] is measured beside it where pyspark and Java are, and its
mark of the whole held against DuckDB's.
"""

from __future__ import annotations

import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from bench import machine

ROWS, AREAS = 57_000_000, 33_755
GOAL_SECONDS = 10.0


def measured(rows: int = ROWS, areas: int = AREAS, masters: tuple[str, ...] = ()) -> list[dict[str, object]]:
    """A row for each engine and run."""
    from commonweal.evidence.engine import invented, running

    found: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as folder:
        path = invented.people(Path(folder) / "people.parquet", rows=rows, areas=areas)
        for engine in ("", "", *masters):
            began, worked = time.perf_counter(), time.process_time()
            told = running.rank(path, area="area", marks=invented.MARKS, engine=engine)
            took = time.perf_counter() - began
            found.append(
                {"what": f"{rows:,} rows, {told.engine}", "seconds": took, "cpu": time.process_time() - worked}
                | {"areas": len(told.areas), "left_out": told.left_out, "hash": told.hash}
            )
    return found


def ratios() -> list[tuple[str, float, float | None, str]]:
    """For `./do bench evidence`: what, seconds, how often the goal fits into it, and beside what."""
    if not (find_spec("ibis") and find_spec("duckdb")):
        return []
    return [(str(row["what"]), float(str(row["seconds"])), float(str(row["seconds"])) / GOAL_SECONDS, "goal of 10 s")
            for row in measured()]  # fmt: skip


def main(rows: int = ROWS, areas: int = AREAS, *masters: str) -> None:
    """Print what was measured."""
    print(machine.said())
    for row in measured(rows, areas, tuple(masters)):
        print(
            f"{row['what']}: {row['seconds']:.2f} s, {row['cpu']:.1f} s of work here, {row['areas']:,} areas, "
            f"{row['left_out']:,} left out, mark {row['hash']}"
        )
    print(f"Most memory held: {machine.peak_mb(children=False):,.0f} MB")


if __name__ == "__main__":
    given = sys.argv[1:]
    if not (find_spec("ibis") and find_spec("duckdb")):
        raise SystemExit("This needs the extra `engine`: pip install -r requirements/engine.txt")
    main(*(int(each) for each in given[:2]), *given[2:])

"""The same services in PostgreSQL's full text, asked the same questions in the same run as our own store.

One table as somebody would make it who has PostgreSQL at hand: a generated column of words with a GIN index, terms in
a jsonb with another, ages, moments and points in plain columns with btrees. Each answer is an exact count and 50 rows,
by two statements on one connection; rows of a search come best first (`ts_rank`), others in the order of the list. A
service has one point there, and near is a box about the circle that ours measures. It looks for no misspelt words.
"""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from bench import machine
from commonweal.openreferral.serving import asks, facts, pages
from commonweal.openreferral.serving.documents import moment
from commonweal.openreferral.serving.grid import Circle
from commonweal.openreferral.serving.reader import View
from tests.cluster import cluster

SETTINGS = ("shared_buffers=1GB", "work_mem=64MB", "maintenance_work_mem=512MB", "jit=off", "max_wal_size=8GB")
TABLE = """
CREATE TABLE service(
    id integer PRIMARY KEY, name text NOT NULL, said text NOT NULL,
    words tsvector GENERATED ALWAYS AS
        (setweight(to_tsvector('english', name), 'A') || to_tsvector('english', said)) STORED,
    low double precision NOT NULL, high double precision NOT NULL, modified bigint NOT NULL,
    latitude double precision, longitude double precision, terms jsonb NOT NULL, listed text NOT NULL)
"""
COPY = "COPY service(id, name, said, low, high, modified, latitude, longitude, terms, listed) FROM STDIN"
INDEXES = (
    "CREATE INDEX ON service USING gin(words)",
    "CREATE INDEX ON service USING gin(terms jsonb_path_ops)",
    "CREATE INDEX ON service(high)",
    "CREATE INDEX ON service(modified)",
    "CREATE INDEX ON service(latitude, longitude)",
)
# Our parameters, and what says the same there.
SAME = {
    "search": "words @@ plainto_tsquery('english', %(search)s)",
    "taxonomy_term_id": "terms @> to_jsonb(%(taxonomy_term_id)s::text)",
    "minimum_age": "high >= %(minimum_age)s::double precision",
    "modified_after": "modified > %(modified)s",
    "postcode": "latitude BETWEEN %(south)s AND %(north)s AND longitude BETWEEN %(west)s AND %(east)s",
}
Question = Callable[[], dict[str, str]]
Points = Callable[[str], tuple[float, float]]


def beside(view: View, questions: dict[str, Question], point: Points, times: int) -> None:
    """Load what the store holds, ask both the same, and print a table."""
    missing = _missing()
    if missing:
        print(f"PostgreSQL does not stand beside it: {missing}")
        return
    import psycopg

    with cluster(*SETTINGS) as addresses, psycopg.connect(addresses["COMMONWEAL_DATABASE_OWNER_URL"]) as there:
        there.autocommit = True
        _load(view, there)
        print(
            "| exact count and 50 rows | p50, ms | p99, ms | PostgreSQL p50 | p99 | times, p50 | times, p99 | found |"
        )
        print("|---|---|---|---|---|---|---|---|")
        for name, question in questions.items():
            _line(view, there, name, [question() for _ in range(times)], point)


def _line(view: View, there: Any, name: str, asked: list[dict[str, str]], point: Points) -> None:
    ours, theirs, found = [], [], []
    for each in asked:
        began = time.perf_counter()
        ask, _unknown = asks.parse("service", each.items())
        result = pages.find(view, ask, point)
        pages.page(view, ask, result, pages.rows(view, ask, result.numbers))
        between = time.perf_counter()
        _ask(there, each, point)
        ours.append(1000 * (between - began))
        theirs.append(1000 * (time.perf_counter() - between))
        found.append(result.total)
    both = [machine.quantile(took, share) for took in (ours, theirs) for share in (0.5, 0.99)]
    figures = " | ".join(f"{each:.2f}" for each in both)
    print(
        f"| {name} | {figures} | {both[2] / both[0]:.1f} | {both[3] / both[1]:.1f} | {statistics.median(found):,.0f} |",
        flush=True,
    )


def _ask(there: Any, asked: dict[str, str], point: Points) -> bytes:
    """The count, and the first 50 rows as a page."""
    values: dict[str, Any] = dict(asked)
    if "postcode" in asked:
        circle = Circle(*point(asked["postcode"]), float(asked["proximity"]))
        values |= dict(zip(("south", "north"), circle.south_north, strict=True))
        values |= dict(zip(("west", "east"), circle.west_east, strict=True))
    values["modified"] = moment(asked.get("modified_after"))
    where = " AND ".join(SAME[name] for name in asked if name in SAME)
    order = "ts_rank(words, plainto_tsquery('english', %(search)s)) DESC, id" if "search" in asked else "id"
    (total,) = there.execute(f"SELECT count(*) FROM service WHERE {where}", values).fetchone()
    asking = f"SELECT listed FROM service WHERE {where} ORDER BY {order} LIMIT 50"
    rows = [row[0] for row in there.execute(asking, values).fetchall()]
    return f'{{"total_items":{total},"contents":[{",".join(rows)}]}}'.encode()


def _load(view: View, there: Any) -> None:
    began = time.perf_counter()
    there.execute(TABLE)
    with there.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in _rows(view):
            copy.write_row(row)
    copied = time.perf_counter()
    for each in INDEXES:
        there.execute(each)
    there.execute("VACUUM ANALYZE service")
    indexed = time.perf_counter()
    (version,) = there.execute("SHOW server_version").fetchone()
    (size,) = there.execute("SELECT pg_total_relation_size('service')").fetchone()
    print(f"PostgreSQL {version}, {', '.join(SETTINGS)}; fsync and autovacuum off, vacuumed once by hand")
    print(f"services alone: loaded in {copied - began:.0f} s, indexed in {indexed - copied:.0f} s; {size / 1e6:.0f} MB")


def _rows(view: View) -> Iterator[tuple[Any, ...]]:
    """What the store holds, as rows of the table."""
    number = 0
    for listed, full in zip(view.all_rows("service"), view.all_rows("service", full=True), strict=True):
        for row, document in zip(listed, map(orjson.loads, full), strict=True):
            number += 1
            changed = moment(document.get("last_modified")) or 0
            entry = facts.entry(facts.service_part(document, facts.of_itself(document)), document, changed)
            point = (entry["latitude"] or [None])[0], (entry["longitude"] or [None])[0]
            terms = orjson.dumps(entry["term"]).decode()
            ages = entry["low"], entry["high"]
            yield number, entry["name"], entry["text"], *ages, changed, *point, terms, row.decode()


def _missing() -> str:
    """What is not here and would be needed."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if homes and not shutil.which("initdb"):
        os.environ["PATH"] = f"{homes[0]}{os.pathsep}{os.environ.get('PATH', '')}"
    if not shutil.which("initdb"):
        return "its server is not installed (Debian: apt-get install postgresql)."
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed (requirements/postgres.txt)."
    return ""

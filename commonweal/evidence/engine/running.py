"""Running an expression: on DuckDB in this process, or on the Spark cluster that an installation names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.core.errors import Invalid
from commonweal.evidence.engine import expressions

if TYPE_CHECKING:
    from ibis.backends import BaseBackend
    from ibis.expr.types import Table

INSTALL = "This needs the extra `engine`: pip install -r requirements/engine.txt"
INSTALL_SPARK = (
    "COMMONWEAL_ENGINE names Spark. Install it beside the extra `engine`: pip install 'pyspark==4.0.5' (needs Java 17)."
)
STRANGE = "COMMONWEAL_ENGINE is “%s”. It is empty, or the address of a Spark master: spark://host:7077."
SPARK = ("spark:", "local", "k8s:", "yarn")  # how the address of a Spark master begins


@dataclass(frozen=True, slots=True)
class Ranked:
    """Areas in order, how many were left out because few people live in them, and a mark of the whole."""

    areas: tuple[dict[str, Any], ...]
    left_out: int
    hash: str  # of areas, counts, scores, ranks and tenths: the same on every engine
    engine: str


@contextmanager
def connected(engine: str = "") -> Iterator[BaseBackend]:
    """A connection: DuckDB where nothing is named, Spark where the address of a master is."""
    if find_spec("ibis") is None or find_spec("duckdb") is None:
        raise Invalid(INSTALL)
    import ibis

    if not engine or engine == "duckdb":
        con = ibis.duckdb.connect()
        try:
            yield con
        finally:
            con.disconnect()
        return
    if not engine.startswith(SPARK):
        raise Invalid(STRANGE % engine)
    if find_spec("pyspark") is None:
        raise Invalid(INSTALL_SPARK)
    with _spark(engine) as session:
        yield ibis.pyspark.connect(session)


@contextmanager
def _spark(master: str) -> Iterator[Any]:
    """A session that is stopped: one that is not prints pages as the process ends."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("commonweal").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", "16")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def opened(con: BaseBackend, path: Path) -> Table:
    """The rows of a file, which stays where it is."""
    if not path.exists():
        raise Invalid(f"There is no file {path}.")
    try:
        if path.is_dir() or path.suffix == ".parquet":
            return con.read_parquet(str(path))
        if path.suffix == ".csv":
            return con.read_csv(str(path), **({"header": True, "inferSchema": True} if con.name == "pyspark" else {}))
    except Exception as error:  # each engine has errors of its own
        raise Invalid(f"{path.name} cannot be read: {_first_line(error)}") from error
    raise Invalid(f"{path.name} is neither .parquet nor .csv.")


def rank(path: Path, *, area: str, marks: Sequence[str], engine: str = "") -> Ranked:
    """Rank the areas of a file of people or homes by how many of them carry one of these marks."""
    with connected(engine) as con:
        rows = opened(con, path)
        _refuse_wrong_columns(rows, path, area, marks)
        try:
            found = expressions.ranked(rows, area, marks).order_by("rank", "area").execute()
            every = expressions.counted(rows, area, marks).count().execute()
        except Exception as error:
            raise Invalid(f"{path.name} cannot be worked out: {_first_line(error)}") from error
    areas = tuple(_plain(each) for each in found.to_dict("records"))
    return Ranked(areas, int(every) - len(areas), hash_of(areas), engine or "duckdb")


def _refuse_wrong_columns(rows: Table, path: Path, area: str, marks: Sequence[str]) -> None:
    schema = rows.schema()
    missing = [each for each in (area, *marks) if each not in schema]
    if missing:
        there = ", ".join(schema.names[:20])
        raise Invalid(f"{path.name}, line 1: there is no column “{missing[0]}”. There is: {there}.")
    words = [each for each in marks if not (schema[each].is_numeric() or schema[each].is_boolean())]
    if words:
        raise Invalid(
            f"{path.name}, column “{words[0]}”: a mark is 1 or 0, true or false, or empty where nobody knows."
        )
    if not marks:
        raise Invalid("Name at least one column with a mark.")


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Numbers as Python has them: engines hand back numbers of their own."""
    numbers = {name: int(row[name]) for name in ("count", "found", "rank", "decile")}
    return {"area": str(row["area"]), **numbers, "score": float(row["score"])}


def hash_of(areas: Iterable[dict[str, Any]]) -> str:
    """A mark that two engines share when they say the same of every area."""
    told = hashlib.sha256()
    for each in sorted(areas, key=lambda row: row["area"]):
        line = f"{each['area']}|{each['count']}|{each['score']:.6f}|{each['rank']}|{each['decile']}\n"
        told.update(line.encode())
    return told.hexdigest()[:16]


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]

"""Many rows to a few ranked areas: the same on every engine, and never fewer than eight people."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from importlib.util import find_spec

import pytest

from commonweal.core.errors import Invalid
from commonweal.evidence.engine import invented, running

needs_engine = pytest.mark.skipif(not find_spec("ibis"), reason="the extra `engine` is not installed")
needs_spark = pytest.mark.skipif(
    not (find_spec("ibis") and find_spec("pyspark") and shutil.which("java")), reason="pyspark and Java are not here"
)


def written(folder, rows):
    """A CSV of (area, one mark, another)."""
    path = folder / "homes.csv"
    path.write_text("area,cold,alone\n" + "".join(f"{a},{c},{b}\n" for a, c, b in rows))
    return path


def slowly(rows):
    """The obvious twin: counted one by one, with the same rule for what may be told."""
    people, carrying = defaultdict(int), defaultdict(int)
    for area, cold, alone in rows:
        known = [each for each in (cold, alone) if each != ""]
        if known:
            people[area] += 1
            carrying[area] += any(int(each) for each in known)
    near = lambda many: (many + 2) // 5 * 5  # noqa: E731
    told = {
        area: (near(many), near(carrying[area]))
        for area, many in people.items()
        if many >= 8 and (carrying[area] == 0 or carrying[area] >= 8)
    }
    scores = {area: 1000 * found / count for area, (count, found) in told.items()}
    return {area: 1 + sum(other > score for other in scores.values()) for area, score in scores.items()}, told


ROWS = (
    [("A", 1, 0)] * 30 + [("A", 0, 0)] * 13 + [("A", "", "")] * 4  # 30 of 43; four of whom nothing is known
    + [("B", 0, 1)] * 9 + [("B", 0, 0)] * 91  # 9 of 100
    + [("C", 1, 1)] * 7 + [("C", 0, 0)] * 50  # seven found: not told
    + [("D", 0, 0)] * 7  # seven people: not told
    + [("E", 0, 0)] * 20  # nobody found, of twenty
)  # fmt: skip


@needs_engine
def test_areas_are_ranked_as_when_counted_one_by_one(tmp_path):
    found = running.rank(written(tmp_path, ROWS), area="area", marks=["cold", "alone"])
    ranks, told = slowly(ROWS)
    assert {each["area"]: each["rank"] for each in found.areas} == ranks == {"A": 1, "B": 2, "E": 3}
    assert {each["area"]: (each["count"], each["found"]) for each in found.areas} == told
    assert found.left_out == 2 and found.engine == "duckdb"


@needs_engine
def test_no_count_of_fewer_than_eight_is_told_and_what_is_told_is_rounded(tmp_path):
    path = invented.people(tmp_path / "people.parquet", rows=6_000, areas=300)
    found = running.rank(path, area="area", marks=invented.MARKS)
    assert found.left_out
    for each in found.areas:
        assert each["count"] % 5 == each["found"] % 5 == 0 and each["count"] >= 10 and each["found"] not in (5,)


@needs_engine
def test_the_same_rows_in_another_order_have_the_same_mark(tmp_path):
    once = running.rank(written(tmp_path, ROWS), area="area", marks=["cold"])
    again = running.rank(written(tmp_path, list(reversed(ROWS))), area="area", marks=["cold"])
    assert once.hash == again.hash


@needs_engine
def test_a_wrong_file_is_told_kindly(tmp_path):
    path = written(tmp_path, [("A", "x", 1)])
    for marks, said in (
        (["warm"], "no column “warm”"),
        (["cold"], "column “cold”: a mark is 1 or 0"),
        ([], "at least one"),
    ):
        with pytest.raises(Invalid, match=said):
            running.rank(path, area="area", marks=marks)
    with pytest.raises(Invalid, match="no file"):
        running.rank(tmp_path / "nowhere.csv", area="area", marks=["cold"])
    with pytest.raises(Invalid, match="neither"):
        running.opened(None, _text(tmp_path))


def _text(folder):
    path = folder / "rows.txt"
    path.write_text("x")
    return path


def test_without_the_extra_the_command_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "find_spec", lambda name: None)
    with pytest.raises(Invalid, match="requirements/engine.txt"):
        running.rank(tmp_path / "rows.csv", area="area", marks=["cold"])


@needs_engine
def test_an_engine_that_is_none_is_refused_with_what_it_may_be(tmp_path):
    with pytest.raises(Invalid, match="spark://host:7077"):
        running.rank(written(tmp_path, ROWS), area="area", marks=["cold"], engine="oracle")


def test_nothing_of_it_is_loaded_as_the_house_starts():
    told = (
        "import django, sys; django.setup(); print(sorted({'ibis', 'duckdb', 'pandas', 'pyspark'} & set(sys.modules)))"
    )
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "commonweal.config.settings"}
    said = subprocess.run([sys.executable, "-c", told], env=settings, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@needs_spark
@pytest.mark.deep
def test_spark_says_the_same_of_every_area_as_duckdb(tmp_path):
    path = invented.people(tmp_path / "people.parquet", rows=200_000, areas=500)
    here = running.rank(path, area="area", marks=invented.MARKS)
    there = running.rank(path, area="area", marks=invented.MARKS, engine="local[2]")
    assert (here.hash, here.areas) == (there.hash, there.areas)

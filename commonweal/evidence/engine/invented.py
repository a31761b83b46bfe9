"""Invented rows of people, made by DuckDB itself into a Parquet file: for measuring, and for showing how it works."""

from __future__ import annotations

from pathlib import Path

MAKE = """
COPY (
  SELECT
    'N' || lpad(CAST(hash(i) % {areas} AS VARCHAR), 6, '0') AS area,
    i AS person,
    CAST(hash(i, 'age') % 96 AS TINYINT) AS age,
    CAST(hash(i, 'sex') % 2 AS TINYINT) AS sex,
    CAST(hash(i, 'ethnicity') % 19 AS TINYINT) AS ethnicity,
    hash(i, 'meals') % 1000 < 90 + 160 * (hash(i) % {areas}) / {areas} AS free_meals,
    CASE WHEN hash(i, 'seen') % 50 = 0 THEN NULL ELSE hash(i, 'bin') % 1000 < 40 END AS assisted_bin,
    hash(i, 'alone') % 1000 < 130 AS alone,
    hash(i, 'cold') % 1000 < 60 + 80 * (hash(i, 'where') % 7) / 7 AS cold_home
  FROM range({rows}) AS made(i)
) TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 1000000)
"""
MARKS = ("free_meals", "assisted_bin", "alone", "cold_home")


def people(path: Path, *, rows: int, areas: int, memory: str = "2GB") -> Path:
    """So many people in so many areas, nine columns, the same every time."""
    import duckdb

    with duckdb.connect() as con:
        con.execute(f"SET memory_limit='{memory}'")
        con.execute("SET preserve_insertion_order=false")
        con.execute(MAKE.format(rows=int(rows), areas=int(areas), path=str(path).replace("'", "''")))
    return path

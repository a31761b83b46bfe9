"""Writing a hundred thousand rows in the time that objects take for ten thousand. Only in a change: the guard sees it.

Rows are tuples in the order of the fields named. Django's own `executemany` keeps every row it has been given until it
ends, so rows go in lots.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

LOT = 20_000


def insert(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    unique: Sequence[str] = (),
    update: Sequence[str] = (),
) -> None:
    """Write rows. One that meets another by its `unique` fields updates it; with no `update` it is passed over."""
    quote = connection.ops.quote_name
    columns = [quote(_column(model, name)) for name in fields]
    table, marks = quote(model._meta.db_table), ", ".join(["%s"] * len(columns))
    # Names of tables and columns are the models' own; what comes from a file only ever stands where the marks are.
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    if update:
        meets = ", ".join(quote(_column(model, name)) for name in unique)
        given = ", ".join(f"{name} = excluded.{name}" for name in (quote(_column(model, each)) for each in update))
        sql += f" ON CONFLICT ({meets}) DO UPDATE SET {given}"
    else:
        sql += " ON CONFLICT DO NOTHING"
    _write(sql, rows)


def update(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Change these fields of rows that exist: each row of values ends with the primary key."""
    quote = connection.ops.quote_name
    given = ", ".join(f"{quote(_column(model, name))} = %s" for name in fields)
    key = quote(model._meta.pk.column)  # type: ignore[union-attr]
    _write(f"UPDATE {quote(model._meta.db_table)} SET {given} WHERE {key} = %s", rows)  # noqa: S608


def prepared(model: type[models.Model], field: str, value: Any) -> Any:
    """One value as the database has it: SQLite keeps an id as text, PostgreSQL as it is."""
    return model._meta.get_field(field).get_db_prep_value(value, connection)  # type: ignore[union-attr]


def lots(items: Iterable[Any], size: int = 2_000) -> Iterator[list[Any]]:
    """A long list in parts that a query may name one by one: databases allow only so many."""
    rest = iter(items)
    while lot := list(islice(rest, size)):
        yield lot


def _column(model: type[models.Model], name: str) -> str:
    return model._meta.get_field(name).column  # type: ignore[union-attr,no-any-return]


def _write(sql: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        for lot in lots(rows, LOT):
            cursor.executemany(sql, lot)

"""How records stand while they are staged: figures as rows under one list of their columns, all else as it is.

A national file repeats forty names of columns thirty thousand times; said once a chunk, it is a third as long to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from commonweal.feeds.records import AreaValues
from commonweal.places import takers


def pack(records: Sequence[Any]) -> str:
    """Records of one type as text."""
    if not isinstance(records[0], AreaValues):
        return orjson.dumps(records).decode()
    lots: list[tuple[tuple[str, ...], list[list[Any]]]] = []
    for each in records:
        columns = tuple(each.values)
        # A new lot where the columns change: order is kept, because the first of two contradicting files stands.
        if not lots or lots[-1][0] != columns:
            lots.append((columns, []))
        lots[-1][1].append([each.kind, each.code, each.name, *each.values.values()])
    return orjson.dumps(lots).decode()


def unpack(name: str, body: str) -> Iterator[Any]:
    """The records again."""
    made = takers.record_type(name)
    if made is not AreaValues:
        for row in orjson.loads(body):
            yield made(**row)
        return
    for columns, rows in orjson.loads(body):
        for kind, code, called, *values in rows:
            yield AreaValues(kind, code, called, dict(zip(columns, values, strict=True)))

"""Rows made a lot at a time: a page takes a few of them, a file all, and nobody holds all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Row = TypeVar("Row")
SIZE = 1_000


class Lots(Generic[Row]):
    """So many rows; `make(start, stop)` makes those between."""

    def __init__(self, total: int, make: Callable[[int, int], list[Row]]) -> None:
        self.total, self.make = total, make

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, wanted: slice) -> list[Row]:
        start, stop, _ = wanted.indices(self.total)
        return self.make(start, stop)

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, self.total, SIZE):
            yield from self.make(start, min(start + SIZE, self.total))

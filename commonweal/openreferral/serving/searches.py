"""Which rows have words that are searched for, best first; with filters, those that keep to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tantivy import Query

from commonweal.openreferral.serving import filters
from commonweal.openreferral.serving.asks import Ask
from commonweal.openreferral.serving.filters import Postcodes
from commonweal.openreferral.serving.reader import Shelf, View

# Room is made for every row before the page: not for a page that nobody can have meant.
FAR = 10_000
# So many rows about a point are fetched before it is known how many there are.
ABOUT = 5_000


@dataclass(frozen=True, slots=True)
class Search:
    """A search as the index is asked for it. Of a circle it knows the corners only: then `near` says which rows fit."""

    shelf: Shelf
    query: Query
    near: np.ndarray | None

    def page(self, most: int, offset: int) -> tuple[list[int], int]:
        """The rows of a page, best first, and how many fit."""
        if self.near is None:
            if offset > FAR and offset >= (total := self.shelf.count(self.query)):
                return [], total
            return self.shelf.best(self.query, most, offset)
        numbers, count = self.shelf.best(self.query, ABOUT)
        if count > ABOUT:
            numbers, _count = self.shelf.best(self.query, count)
        kept = self._kept(numbers)
        return kept[offset : offset + most], len(kept)

    def every(self, most: int) -> Iterator[list[int]]:
        """All rows, some at a time, in the order of the list."""
        numbers, _count = self.shelf.in_order(self.query, most)
        while numbers:
            yield self._kept(numbers)
            numbers, _count = self.shelf.in_order(filters.from_place(self.shelf, self.query, numbers[-1]), most)

    def _kept(self, numbers: list[int]) -> list[int]:
        if self.near is None:
            return numbers
        some = np.array(numbers, np.int64)
        kept: list[int] = some[np.isin(some, self.near)].tolist()
        return kept


def best(view: View, ask: Ask, postcodes: Postcodes, offset: int) -> tuple[list[int], int]:
    """The rows of a page, best first, and how many fit."""
    for words, search in _ways(view, ask, postcodes):
        numbers, total = search.page(ask.per_page, offset)
        # Words spelled nearly alike count where the words alone find nothing, whatever the filters.
        if total or (ask.narrowed and search.shelf.count(words)):
            return numbers, total
    return [], 0


def every(view: View, ask: Ask, postcodes: Postcodes, most: int) -> Iterator[list[int]]:
    """All rows that fit, some at a time, in the order of the list."""
    for words, search in _ways(view, ask, postcodes):
        if search.shelf.count(words):
            yield from (numbers for numbers in search.every(most) if numbers)
            return


def _ways(view: View, ask: Ask, postcodes: Postcodes) -> Iterator[tuple[Query, Search]]:
    """Words exactly, then nearly: alone, and with the filters."""
    shelf = view.shelf(ask.kind)
    asked = filters.wanted(view, ask, postcodes)
    near = filters.near(view, ask.kind, asked.circle) if asked.circle else None
    for words in filters.ways(shelf, ask.search):
        yield words, Search(shelf, filters.narrowed(shelf, words, asked), near)

"""Which rows have words that are searched for, best first; with filters, those that keep to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tantivy import Query

from commonweal.openreferral.serving import filters, index
from commonweal.openreferral.serving.asks import Ask
from commonweal.openreferral.serving.filters import Postcodes
from commonweal.openreferral.serving.reader import Shelf, View

# Room is made for every row before the page: not for a page that nobody can have meant.
FAR = 10_000
# So many rows about a point are fetched before it is known how many there are.
ABOUT = 5_000
# A search that looks at no more rows than this takes less time than handing it over to another thread.
LIGHT, LIGHT_PAGES = 20_000, 1_000
LIGHT_LETTERS = 4  # what is shorter may begin so many words that counting them is no light work


@dataclass(frozen=True, slots=True)
class Search:
    """A search as the index is asked for it. Of a circle it knows the corners only: then `fits` says which rows do."""

    shelf: Shelf
    query: Query
    fits: np.ndarray | None

    def page(self, most: int, offset: int) -> tuple[list[int], int]:
        """The rows of a page, best first, and how many fit."""
        if self.fits is None:
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
        if self.fits is None:
            return numbers
        some = np.array(numbers, np.int64)
        at = np.minimum(np.searchsorted(self.fits, some), len(self.fits) - 1)
        kept: list[int] = some[self.fits[at] == some].tolist()
        return kept


def best(view: View, ask: Ask, postcodes: Postcodes, offset: int) -> tuple[list[int], int]:
    """The rows of a page, best first, and how many fit."""
    for words, search in _ways(view, ask, postcodes):
        numbers, total = search.page(ask.per_page, offset)
        # Words spelled nearly alike count where the words alone find nothing, whatever the filters.
        if total or (ask.narrowed and search.shelf.count(words)):
            return numbers, total
    return [], 0


def light(view: View, ask: Ask) -> bool:
    """Is this a search for words alone that few rows have? One that may find only misspelt words is not."""
    said = index.words_of(ask.search)
    if ask.narrowed or ask.page * ask.per_page > LIGHT_PAGES or not said or len(said[-1]) < LIGHT_LETTERS:
        return False
    shelf = view.shelf(ask.kind)
    return 0 < filters.rarest(shelf, said) <= LIGHT and sum(rows for _, rows in shelf.begun(said[-1])) <= LIGHT


def every(view: View, ask: Ask, postcodes: Postcodes, most: int) -> Iterator[list[int]]:
    """All rows that fit, some at a time, in the order of the list."""
    for words, search in _ways(view, ask, postcodes):
        if search.shelf.count(words):
            yield from (numbers for numbers in search.every(most) if numbers)
            return


def _ways(view: View, ask: Ask, postcodes: Postcodes) -> Iterator[tuple[Query, Search]]:
    """Words exactly, then nearly: alone, and with the filters. None where nothing can fit."""
    shelf = view.shelf(ask.kind)
    asked = filters.wanted(view, ask, postcodes)
    fits = view.standing(ask.kind).find(asked.of) if asked.circle else None
    if fits is not None and not len(fits):
        return
    for words in filters.ways(shelf, ask.search):
        yield words, Search(shelf, filters.narrowed(shelf, words, asked), fits)

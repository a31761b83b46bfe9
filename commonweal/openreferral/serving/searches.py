"""Which rows have words that are searched for, best first; with filters, those that keep to them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from tantivy import Query

from commonweal.openreferral.serving import filters
from commonweal.openreferral.serving.asks import Ask
from commonweal.openreferral.serving.filters import Postcodes, Wanted
from commonweal.openreferral.serving.reader import Shelf, View

# Room is made for every row before the page: not for a page that nobody can have meant.
FAR = 10_000
# So many rows that have the words are looked at one by one; where there are more, the index leaves out some first.
FEW = 20_000
# So few rows that keep to the filters are named to the index one by one.
VERY_FEW = 300


Page = tuple[list[int], int]  # the rows of a page, and how many fit


def best(view: View, ask: Ask, postcodes: Postcodes, offset: int) -> Page:
    """The rows of a page. Words spelled nearly alike count where the words alone find nothing, whatever the filters."""
    shelf = view.shelf(ask.kind)
    if not ask.narrowed:
        pages = (_page(shelf, words, ask.per_page, offset) for words in filters.ways(shelf, ask.search))
        return next((page for page in pages if page[1]), ([], 0))
    asked = filters.wanted(view, ask, postcodes)
    fits = view.standing(ask.kind).find(asked.of)
    if not len(fits):
        return [], 0
    few = filters.rarest(shelf, ask.search) <= FEW
    for words in filters.ways(shelf, ask.search):
        numbers, count = shelf.best(words, FEW) if few else ([], FEW + 1)
        if count > FEW:
            numbers, total = _narrowed(shelf, words, asked, fits, ask.per_page, offset)
            if total or shelf.count(words):
                return numbers, total
        elif count:
            kept = _kept(numbers, fits)
            return kept[offset : offset + ask.per_page], len(kept)
    return [], 0


def every(view: View, ask: Ask, postcodes: Postcodes, most: int) -> Iterator[list[int]]:
    """All rows that fit, some at a time, in the order of the list."""
    shelf = view.shelf(ask.kind)
    ways = filters.ways(shelf, ask.search)
    query, fits = next((words for words in ways if shelf.count(words)), ways[-1]), None
    if ask.narrowed:
        asked = filters.wanted(view, ask, postcodes)
        fits = view.standing(ask.kind).find(asked.of)
        query = filters.narrowed(shelf, query, asked)
    numbers, _count = shelf.in_order(query, most)
    while numbers:
        kept = numbers if fits is None else _kept(numbers, fits)
        if kept:
            yield kept
        numbers, _count = shelf.in_order(filters.from_place(shelf, query, numbers[-1]), most)


def _page(shelf: Shelf, query: Query, most: int, offset: int) -> Page:
    if offset > FAR and offset >= (total := shelf.count(query)):
        return [], total
    return shelf.best(query, most, offset)


def _narrowed(shelf: Shelf, words: Query, asked: Wanted, fits: np.ndarray, most: int, offset: int) -> Page:
    """Of words that many rows have, those that keep to the filters."""
    if len(fits) <= VERY_FEW:
        return _page(shelf, filters.among(shelf, words, fits), most, offset)
    query = filters.narrowed(shelf, words, asked)
    if not asked.circle:
        return _page(shelf, query, most, offset)
    numbers, count = shelf.best(query, FEW)
    if count > FEW:
        numbers, _count = shelf.best(query, count)
    kept = _kept(numbers, fits)
    return kept[offset : offset + most], len(kept)


def _kept(numbers: list[int], fits: np.ndarray) -> list[int]:
    """Those of some rows that are among others, which are in order."""
    if not len(fits):
        return []
    some = np.array(numbers, np.int64)
    at = np.minimum(np.searchsorted(fits, some), len(fits) - 1)
    kept: list[int] = some[fits[at] == some].tolist()
    return kept

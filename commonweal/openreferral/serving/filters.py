"""From what is asked to the rows that fit. All filters combine with AND, and each is exact.

Without words the columns answer alone. With words the index does, for only it knows which fit best; of a circle it
knows the corners, and the columns the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tantivy import FieldType, Occur, Query

from commonweal.openreferral.serving import grid, index
from commonweal.openreferral.serving.asks import Ask, Misunderstood
from commonweal.openreferral.serving.columns import Bound, Columns, Some
from commonweal.openreferral.serving.facts import ANY
from commonweal.openreferral.serving.reader import Shelf, View

Postcodes = Callable[[str], tuple[float, float] | None]

NAME_COUNTS, BEGUN_COUNTS = 6.0, 0.5
# A word begun with fewer letters fits too much to be of use.
BEGUN_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked but for words: of each field any of some words, bounds of numbers, and a circle to be within."""

    words: list[tuple[str, list[str]]]
    bounds: list[Bound]
    circle: grid.Circle | None

    def of(self, columns: Columns) -> tuple[list[Some], list[Bound]]:
        """The same as rows of columns."""
        having = [columns.having(field, words) for field, words in self.words]
        if self.circle:
            having.append([columns.near(self.circle)])
        return having, self.bounds


def wanted(view: View, ask: Ask, postcodes: Postcodes) -> Wanted:
    """The filters of a question."""
    words = [*_ids(ask), *_hours(view, ask)]
    circle = None
    if ask.postcode:
        point = _point(ask, postcodes)
        if ask.proximity is None:
            words.append(("area", [ANY, *view.areas_around(*point)]))
        else:
            circle = grid.Circle(*point, ask.proximity)
    return Wanted(words, _bounds(ask), circle)


def fitting(view: View, ask: Ask, postcodes: Postcodes) -> np.ndarray:
    """The places of the rows that keep to all filters, in the order of the list; words are left aside."""
    return view.standing(ask.kind).find(wanted(view, ask, postcodes).of)


def narrowed(shelf: Shelf, words: Query, asked: Wanted) -> Query:
    """Words and filters as a query of the index. It is exact but for a circle, of which it knows the corners only."""
    clauses = [_any_of(shelf, field, some) for field, some in asked.words]
    clauses += [_bound(shelf, bound) for bound in asked.bounds]
    if asked.circle:
        for name, (least, most) in (("latitude", asked.circle.south_north), ("longitude", asked.circle.west_east)):
            clauses.append(Query.range_query(shelf.schema, name, FieldType.Float, least, most))
    return _quietly(words, clauses)


def from_place(shelf: Shelf, asked: Query, after: int) -> Query:
    """The same, of rows after a place in the list."""
    ahead = Query.range_query(shelf.schema, "ord", FieldType.Unsigned, after, None, include_lower=False)
    return _quietly(asked, [ahead])


def ways(shelf: Shelf, search: str) -> Iterator[Query]:
    """Every word, exactly or by its stem, the last one begun; and, where nothing is found so, misspelt ones."""
    said = index.words_of(search)
    if said:
        yield _every(shelf, said, _exactly)
        yield _every(shelf, said, _nearly)


def rarest(shelf: Shelf, said: Sequence[str]) -> int:
    """How many rows have the rarest of some words."""
    return min(shelf.searcher.doc_freq("stem", _stem(word)) for word in said)


def _ids(ask: Ask) -> list[tuple[str, list[str]]]:
    asked = (
        ("term", ask.taxonomy_term_id),
        ("taxonomy", ask.taxonomy_id),
        ("organization", ask.organization_id),
        ("parent", ask.parent_id),
        ("parent", ANY if ask.top_only else ""),
    )
    return [(field, [word]) for field, word in asked if word]


def _bounds(ask: Ask) -> list[Bound]:
    asked: list[tuple[str, Callable[..., np.ndarray], float | None]] = [
        ("high", np.greater_equal, ask.minimum_age),
        ("low", np.less_equal, ask.maximum_age),
        ("modified", np.greater, ask.modified_after),
    ]
    return [(name, compared, value) for name, compared, value in asked if value is not None]


def _hours(view: View, ask: Ask) -> list[tuple[str, list[str]]]:
    """Days are words themselves; hours are a choice among the few sessions in use."""
    if ask.start_time is None and ask.end_time is None:
        return [("hours", list(ask.day))] if ask.day else []
    layers = view.standing(ask.kind).layers
    words = [word for each in layers for word in each.sessions(ask.day or ("ANY",), ask.start_time, ask.end_time)]
    return [("hours", list(dict.fromkeys(words)))]


def _point(ask: Ask, postcodes: Postcodes) -> tuple[float, float]:
    point = postcodes(ask.postcode)
    if point is None:
        raise Misunderstood(
            "postcode", f"The postcode “{ask.postcode}” is not known here.", "Write a whole UK postcode: HX1 1UJ."
        )
    return point


def _every(shelf: Shelf, said: Sequence[str], one: Callable[[Shelf, str, bool], Query]) -> Query:
    last = len(said) - 1
    return Query.boolean_query([(Occur.Must, one(shelf, word, number == last)) for number, word in enumerate(said)])


def _exactly(shelf: Shelf, word: str, last: bool) -> Query:
    stem = _stem(word)
    ways = [
        Query.boost_query(Query.term_query(shelf.schema, "name", stem), NAME_COUNTS),
        Query.term_query(shelf.schema, "stem", stem),
    ]
    # Where all words that begin so have the same stem, they are found by it already, in half the time.
    if last and len(word) >= BEGUN_LETTERS and any(_stem(each) != stem for each, _ in shelf.begun(word)):
        begun = Query.fuzzy_term_query(shelf.schema, "text", word, distance=0, prefix=True)
        ways.append(Query.const_score_query(begun, BEGUN_COUNTS))
    return Query.boolean_query([(Occur.Should, way) for way in ways])


def _stem(word: str) -> str:
    return (index.analyser(True).analyze(word) or [word])[0]


def _nearly(shelf: Shelf, word: str, last: bool) -> Query:
    """One letter wrong, or two in a long word; short words are too like each other for it."""
    if len(word) < 4:
        return _exactly(shelf, word, last)
    near = Query.fuzzy_term_query(shelf.schema, "text", word, distance=2 if len(word) >= 8 else 1)
    return Query.boolean_query([(Occur.Should, _exactly(shelf, word, last)), (Occur.Should, near)])


def _quietly(words: Query, clauses: Sequence[Query]) -> Query:
    """Words alone decide what comes first."""
    if not clauses:
        return words
    quiet = Query.boolean_query([(Occur.Must, each) for each in clauses])
    return Query.boolean_query([(Occur.Must, words), (Occur.Must, Query.const_score_query(quiet, 0.0))])


def _bound(shelf: Shelf, bound: Bound) -> Query:
    name, compared, value = bound
    kind = FieldType.Integer if name == "modified" else FieldType.Float
    if compared is np.less_equal:
        return Query.range_query(shelf.schema, name, kind, None, value)
    return Query.range_query(shelf.schema, name, kind, value, None, include_lower=compared is np.greater_equal)


def _any_of(shelf: Shelf, name: str, words: Sequence[str]) -> Query:
    if not words:
        return Query.empty_query()
    if len(words) == 1:
        return Query.term_query(shelf.schema, name, words[0])
    return Query.term_set_query(shelf.schema, name, list(words))

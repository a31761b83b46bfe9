"""From what is asked to a query of the index. All filters combine with AND, and each is exact.

Ages, hours and days are choices among few short words: those in use are known, and those that fit are looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from tantivy import DocAddress, FieldType, Occur, Query

from commonweal.openreferral.serving import grid, index, times
from commonweal.openreferral.serving.asks import Ask, Misunderstood
from commonweal.openreferral.serving.facts import A_DAY_US, ANY, day_of
from commonweal.openreferral.serving.reader import Shelf, View

Postcodes = Callable[[str], tuple[float, float] | None]
Clause = tuple[Occur, Query]

NAME_COUNTS, BEGUN_COUNTS = 6.0, 0.5
# A word begun with fewer letters fits too much to be of use.
BEGUN_LETTERS = 3
# So many points on the edge of a circle are measured one by one; with more, the circle is cut finer.
EDGE_POINTS = 2_000


def query(view: View, ask: Ask, postcodes: Postcodes) -> Query:
    """What is asked, as a query of the kind's index."""
    shelf = view.shelf(ask.kind)
    clauses = [*_ids(shelf, ask), *_ages(shelf, ask), *_changed(shelf, ask), *_hours(shelf, ask)]
    if ask.postcode:
        clauses.append((Occur.Must, _where(view, ask, postcodes)))
    if not ask.search:
        return Query.boolean_query(clauses)
    words = (Occur.Must, _words(shelf, ask.search))
    # Words alone decide what comes first.
    quiet = [(Occur.Must, Query.const_score_query(Query.boolean_query(clauses), 0.0))] if clauses else []
    return Query.boolean_query([words, *quiet])


def from_place(shelf: Shelf, asked: Query, after: int) -> Query:
    """The same, of rows after a place in the list."""
    ahead = Query.range_query(shelf.schema, "ord", FieldType.Unsigned, after, None, include_lower=False)
    return Query.boolean_query([(Occur.Must, asked), (Occur.Must, ahead)])


def _ids(shelf: Shelf, ask: Ask) -> list[Clause]:
    asked = (
        ("term", ask.taxonomy_term_id),
        ("taxonomy", ask.taxonomy_id),
        ("organization", ask.organization_id),
        ("parent", ask.parent_id or (ANY if ask.top_only else "")),
    )
    clauses = [(Occur.Must, Query.term_query(shelf.schema, name, value)) for name, value in asked if value]
    if ask.parent_id and ask.top_only:
        clauses.append((Occur.Must, Query.empty_query()))
    return clauses


def _ages(shelf: Shelf, ask: Ask) -> list[Clause]:
    clauses = []
    if ask.minimum_age is not None:
        least = ask.minimum_age
        clauses.append(_chosen(shelf, "high", lambda word: word == ANY or float(word) >= least))
    if ask.maximum_age is not None:
        most = ask.maximum_age
        clauses.append(_chosen(shelf, "low", lambda word: word == ANY or float(word) <= most))
    return clauses


def _changed(shelf: Shelf, ask: Ask) -> list[Clause]:
    """Whole years, months and days after the moment; on the day itself, by the moment."""
    if ask.modified_after is None:
        return []
    day = day_of(ask.modified_after // A_DAY_US)
    later = [word for word, _ in shelf.words("day") if word > day[: len(word)] and day.startswith(_of(word))]
    the_day = Query.term_query(shelf.schema, "day", day)
    rest = Query.range_query(shelf.schema, "modified", FieldType.Integer, ask.modified_after, None, include_lower=False)
    on_it = Query.boolean_query([(Occur.Must, the_day), (Occur.Must, rest)])
    fit = [_any_of(shelf, "day", later), on_it]
    return [(Occur.Must, Query.boolean_query([(Occur.Should, each) for each in fit]))]


def _of(word: str) -> str:
    """The month of a day, the year of a month, and of a year nothing."""
    return word[:-3] if len(word) > 4 else ""


def _hours(shelf: Shelf, ask: Ask) -> list[Clause]:
    if not ask.day and ask.start_time is None and ask.end_time is None:
        return []
    if ask.start_time is None and ask.end_time is None:
        words: list[str] = list(ask.day)
    else:
        words = [
            word
            for day in ask.day or ("ANY",)
            for word, _ in shelf.words("hours", f"{day}-")
            if times.fits(word, ask.start_time, ask.end_time)
        ]
    return [(Occur.Must, _any_of(shelf, "hours", words))]


def _where(view: View, ask: Ask, postcodes: Postcodes) -> Query:
    point = postcodes(ask.postcode)
    if point is None:
        raise Misunderstood(
            "postcode", f"The postcode “{ask.postcode}” is not known here.", "Write a whole UK postcode: HX1 1UJ."
        )
    if ask.proximity is None:
        return _any_of(view.shelf(ask.kind), "area", [ANY, *view.areas_around(*point)])
    return _near(view, ask.kind, grid.Circle(*point, ask.proximity))


def _near(view: View, kind: str, circle: grid.Circle) -> Query:
    """Squares inside the circle, and the venues on its edge that measuring finds within."""
    places = view.shelf("service_at_location")
    wanted = circle.metres / 8
    for cover in grid.covers(circle):
        # Squares larger than a part of the circle are all edge: they are not worth asking about.
        if not cover.finest and cover.square_m > wanted:
            continue
        edge = Query.term_set_query(places.schema, "cell", cover.edge)
        hits, count = places.addresses(edge, EDGE_POINTS)
        if count <= EDGE_POINTS:
            break
        # What lies on the edge grows less as the squares do.
        wanted = cover.square_m * EDGE_POINTS / count
    if count > EDGE_POINTS:
        hits, count = places.addresses(edge, count)
    shelf = view.shelf(kind)
    whole, measured = _measured(places, hits, circle, "ord" if kind == "service_at_location" else "service")
    inside = Query.term_set_query(shelf.schema, "cell", [*cover.inside, *whole])
    found = [inside, *(Query.term_query(shelf.schema, "ord", each) for each in measured)]
    return Query.boolean_query([(Occur.Should, each) for each in found])


def _measured(places: Shelf, hits: Sequence[DocAddress], circle: grid.Circle, name: str) -> tuple[list[int], list[int]]:
    """Of venues on the edge, those within: by small squares of which every venue is, and the rest one by one."""
    addresses = list(hits)
    if not addresses:
        return [], []
    at = [np.array(places.searcher.fast_field_values(each, addresses), float) for each in ("latitude", "longitude")]
    within = grid.distance_m(circle.latitude, circle.longitude, *at) <= circle.metres
    squares = grid.smallest(*at)
    mixed = np.isin(squares, squares[~within])
    whole: list[int] = np.unique(squares[within & ~mixed]).tolist()
    rest = [addresses[number] for number in np.flatnonzero(within & mixed)]
    numbers = {int(each) for each in places.searcher.fast_field_values(name, rest) if each is not None}
    return whole, sorted(numbers)


def _words(shelf: Shelf, search: str) -> Query:
    """Every word, exactly or by its stem, the last one begun; misspelt ones only where nothing is found so."""
    said = index.words_of(search)
    if not said:
        return Query.empty_query()
    asked = _every(shelf, said, _exactly)
    if shelf.count(asked):
        return asked
    return _every(shelf, said, _nearly)


def _every(shelf: Shelf, said: Sequence[str], one: Callable[[Shelf, str, bool], Query]) -> Query:
    last = len(said) - 1
    return Query.boolean_query([(Occur.Must, one(shelf, word, number == last)) for number, word in enumerate(said)])


def _exactly(shelf: Shelf, word: str, last: bool) -> Query:
    stem = (index.analyser(True).analyze(word) or [word])[0]
    ways = [
        Query.boost_query(Query.term_query(shelf.schema, "name", stem), NAME_COUNTS),
        Query.term_query(shelf.schema, "stem", stem),
    ]
    if last and len(word) >= BEGUN_LETTERS:
        begun = Query.fuzzy_term_query(shelf.schema, "text", word, distance=0, prefix=True)
        ways.append(Query.const_score_query(begun, BEGUN_COUNTS))
    return Query.boolean_query([(Occur.Should, way) for way in ways])


def _nearly(shelf: Shelf, word: str, last: bool) -> Query:
    """One letter wrong, or two in a long word; short words are too like each other for it."""
    if len(word) < 4:
        return _exactly(shelf, word, last)
    near = Query.fuzzy_term_query(shelf.schema, "text", word, distance=2 if len(word) >= 8 else 1)
    return Query.boolean_query([(Occur.Should, _exactly(shelf, word, last)), (Occur.Should, near)])


def _chosen(shelf: Shelf, name: str, fits: Callable[[str], bool]) -> Clause:
    """A choice among the few short words of a field."""
    return Occur.Must, _any_of(shelf, name, [word for word, _ in shelf.words(name) if fits(word)])


def _any_of(shelf: Shelf, name: str, words: Sequence[str]) -> Query:
    if not words:
        return Query.empty_query()
    if len(words) == 1:
        return Query.term_query(shelf.schema, name, words[0])
    return Query.term_set_query(shelf.schema, name, list(words))

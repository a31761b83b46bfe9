"""The rows that fit what is asked, and the page they stand on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import orjson

from commonweal.openreferral.serving import filters, searches
from commonweal.openreferral.serving.asks import Ask
from commonweal.openreferral.serving.documents import written
from commonweal.openreferral.serving.reader import View

Postcodes = filters.Postcodes
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """Places of the rows of one page, how many rows fit, and how many of them come after this page."""

    numbers: list[int]
    total: int
    ahead: int


def find(view: View, ask: Ask, postcodes: Postcodes) -> Found:
    """The rows of one page: in the order of the list, or best first where words are searched for."""
    if not ask.filtered:
        return _unfiltered(view, ask)
    if ask.search:
        offset = (ask.page - 1) * ask.per_page
        numbers, total = searches.best(view, ask, postcodes, offset)
        return Found(numbers, total, max(0, total - offset - len(numbers)))
    fits = filters.fitting(view, ask, postcodes)
    if ask.after is not None:
        first = int(np.searchsorted(fits, ask.after, side="right"))
    else:
        first = min((ask.page - 1) * ask.per_page, len(fits))
    numbers = fits[first : first + ask.per_page].tolist()
    return Found(numbers, len(fits), len(fits) - first - len(numbers))


def page(view: View, ask: Ask, found: Found, rows: list[bytes]) -> bytes:
    """A page as the standard has it, around rows that are bytes already."""
    if ask.after is None or ask.search:
        pages = math.ceil(found.total / ask.per_page)
        last = ask.page >= pages
    else:
        # Who follows the links is told of what is left, however the list has changed since the first page.
        pages = ask.page + math.ceil(found.ahead / ask.per_page)
        last = not found.ahead
    head = {
        "total_items": found.total,
        "total_pages": pages,
        "page_number": ask.page,
        "size": len(rows),
        "first_page": ask.page == 1,
        "last_page": last,
        "empty": not rows,
    }
    return orjson.dumps(head)[:-1] + b',"contents":[' + b",".join(rows) + b"]}"


def every(view: View, ask: Ask, postcodes: Postcodes) -> Iterator[list[int]]:
    """Places of all rows that fit, some at a time, in the order of the list; no more memory however many there are."""
    if not ask.filtered:
        first = 1
        while numbers := view.numbers_from(ask.kind, first, BATCH):
            yield numbers
            first = numbers[-1] + 1
        return
    if ask.search:
        yield from searches.every(view, ask, postcodes, BATCH)
        return
    fits = filters.fitting(view, ask, postcodes)
    for first in range(0, len(fits), BATCH):
        yield fits[first : first + BATCH].tolist()


def short_rows(view: View, ask: Ask, numbers: list[int]) -> list[bytes]:
    """Rows that say only which record, and when it changed."""
    return [orjson.dumps({"id": known, "last_modified": written(at)}) for known, at in view.short(ask.kind, numbers)]


def rows(view: View, ask: Ask, numbers: list[int]) -> list[bytes]:
    """Rows as asked for: short, or with all that belongs to them."""
    if ask.full_service:
        return [with_services(view, each) for each in view.rows(ask.kind, numbers, full=True)]
    return view.rows(ask.kind, numbers, full=ask.full)


def with_services(view: View, organization: bytes) -> bytes:
    """An organisation with the whole of each of its services."""
    ask = Ask("service", organization_id=orjson.loads(organization)["id"], full=True)
    held = [row for some in every(view, ask, lambda _said: None) for row in view.rows("service", some, full=True)]
    return organization[:-1] + b',"services":[' + b",".join(held) + b"]}" if held else organization


def _unfiltered(view: View, ask: Ask) -> Found:
    total = view.count(ask.kind)
    if ask.after is not None:
        numbers = view.numbers_from(ask.kind, ask.after + 1, ask.per_page)
        ahead = view.after(ask.kind, ask.after) - len(numbers)
        return Found(numbers, total, ahead)
    offset = (ask.page - 1) * ask.per_page
    numbers = view.numbers(ask.kind, offset, ask.per_page) if offset < total else []
    return Found(numbers, total, max(0, total - offset - len(numbers)))

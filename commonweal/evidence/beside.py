"""Tells listening, which knows numbers by their keys alone, what each number is: for pages with voices beside them."""

from __future__ import annotations

from commonweal.core.errors import DomainError
from commonweal.evidence import queries
from commonweal.evidence.rows import FigureRow
from commonweal.journal.actor import Actor
from commonweal.listening.beside.figures import Number
from commonweal.places.models import Place


def numbers(viewer: Actor, place: Place, area_key: str) -> list[Number]:
    """Every figure of a place, or of an area of it. An area that nobody knows any more has none."""
    if not area_key:
        whole = queries.place_whole(viewer, place.slug)
        return [_number(each, "", "", f"/place/{place.slug}") for each in whole.figures]
    try:
        area = queries.area_whole(viewer, area_key)
    except DomainError:
        return []
    name = area.area.local_name or area.area.name
    return [_number(each, area_key, name, f"/area/{area_key}") for each in area.figures]


def _number(figure: FigureRow, area_key: str, area_name: str, address: str) -> Number:
    cite = figure.cite
    source = ", ".join(each for each in (cite.title, cite.publisher, cite.vintage) if each) if cite else ""
    return Number(
        figure.indicator, area_key, figure.label, figure.text, figure.england_text, area_name, address, source
    )

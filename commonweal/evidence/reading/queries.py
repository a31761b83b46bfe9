"""Readings of a place, and one of them page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.core.ids import is_id
from commonweal.evidence import kept_queries, queries
from commonweal.evidence.citing import Asked
from commonweal.evidence.models import Figure, Reading, ReadingPage
from commonweal.evidence.reading import words
from commonweal.evidence.reading.rows import ReadingPageRow, ReadingRow
from commonweal.evidence.rows import FigureRow
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening.answering import Answered
from commonweal.listening.models import Gathering
from commonweal.places.models import Place


def readings(viewer: Actor, place: Place) -> list[ReadingRow]:
    """A place's readings, the newest first. All of them are public, as their numbers are."""
    return [row(each) for each in _all().filter(place=place).order_by("-made_at")]


def reading(viewer: Actor, id: str) -> Reading:
    """One of them."""
    found = _all().filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(_("No reading is kept under this address."))
    return found


def _all() -> QuerySet[Reading]:
    return Reading.objects.select_related("place", "gathering").annotate(many=Count("pages"))


def row(each: Reading) -> ReadingRow:
    """A reading in a list."""
    held = each.gathering
    return ReadingRow(
        str(each.pk),
        *(each.title, each.about, each.question or str(words.QUESTION)),
        *(each.place.name, each.place.slug, each.place.invented),
        *((held.on, held.where, str(held.pk)) if held else (None, "", "")),
        getattr(each, "many", 0),
        each.made_at,
        each.ended_at is not None,
        f"/reading/{each.pk}",
    )


def pages(viewer: Actor, held: Reading) -> list[ReadingPageRow]:
    """Its pages, each with what people made of its number, as far as they agreed."""
    rows = list(held.pages.select_related("figure__place").order_by("number"))
    figures = kept_queries.kept_rows(viewer, [each.figure for each in rows])
    return [
        ReadingPageRow(
            str(each.pk),
            each.number,
            each.heading or figure.label,
            each.residents or words.for_residents(figure),
            each.clinicians or words.for_clinicians(figure),
            figure,
            f"/reading/{held.pk}/{each.number}",
        )
        for each, figure in zip(rows, figures, strict=True)
    ]


def page(viewer: Actor, held: Reading, number: int) -> ReadingPage:
    """One page as it is kept."""
    found = held.pages.select_related("figure", "reading__place", "reading__gathering").filter(number=number).first()
    if found is None:
        raise NotFound(_("This reading has no such page."))
    return found


def to_choose(viewer: Actor, place: Place) -> list[FigureRow]:
    """Numbers of a place that a reading may be made of: those that are known."""
    whole = queries.place_whole(viewer, place.slug)
    return [each for each in (whole.population, *whole.figures) if each.value is not None]


def asked_again(viewer: Actor, place: Place, ids: Sequence[str]) -> list[Asked]:
    """What was asked for each of these kept numbers, so that it can be kept as it is now."""
    held = {str(each.pk): each for each in Figure.objects.filter(pk__in=ids, place=place)}
    missing = [id for id in ids if id not in held]
    if missing:
        raise NotFound(_("No number of this place is kept under …/figure/%s.") % missing[0])
    return [Asked(row.about, row.area_key, row.community, row.asked) for row in (held[id] for id in ids)]


def answered(id: str) -> Answered | None:
    """For listening: a page of a reading that goes on, or a kept number itself, so that somebody can say what they make
    of it. Of a number whose file was taken back nothing more is asked.
    """
    rows = ReadingPage.objects.filter(pk=id, reading__ended_at=None)
    page = rows.select_related("reading__gathering", "figure__place").first()
    if page is not None:
        return _answered(page.figure, f"/reading/{page.reading_id}/{page.number}", page.reading.gathering)
    figure = Figure.objects.filter(pk=id, withdrawn_at=None).select_related("place").first()
    return _answered(figure, f"/figure/{figure.pk}") if figure else None


def _answered(figure: Figure, address: str, gathering: Gathering | None = None) -> Answered:
    card = Card(f"{figure.label}: {figure.text}", address, figure.source, figure.place.invented)
    return Answered("evidence.figure", str(figure.pk), card, gathering)


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: readings are public."""
    asked = [id for id in ids if is_id(id)]
    return {str(pk) for pk in Reading.objects.filter(pk__in=asked).values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """A reading in a line."""
    rows = Reading.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.title, f"/reading/{each.pk}", each.place.name, each.place.invented) for each in rows
    }

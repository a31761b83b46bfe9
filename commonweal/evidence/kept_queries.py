"""Numbers as they stood when they were cited, and the pages of a place's evidence."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from time import monotonic

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commonweal.core.errors import DomainError, NotFound
from commonweal.core.ids import is_id
from commonweal.core.words import number
from commonweal.evidence import columns, ground, said, ways
from commonweal.evidence.citing import Asked
from commonweal.evidence.keep import kept
from commonweal.evidence.models import Figure, ReadingPage
from commonweal.evidence.rows import FigureFileRow, KeptFigureRow, WayRow
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.people.letters import site_address
from commonweal.places import queries as places
from commonweal.places.models import Area, DatasetVersion, Place


def kept_figure(viewer: Actor, id: str) -> KeptFigureRow:
    """A number as it stood when it was cited: public, for good."""
    row = Figure.objects.filter(pk=id).select_related("place").first() if is_id(id) else None
    if row is None:
        raise NotFound(_("No number is kept under this address."))
    return kept_rows(viewer, [row], came_of=True)[0]


def kept_rows(viewer: Actor, figures: Sequence[Figure], *, came_of: bool = False) -> list[KeptFigureRow]:
    """Several, each with its files, with what people said of it and, where asked for, what was done because of it."""
    ids = [str(each.pk) for each in figures]
    beside = said.beside(viewer, ids)
    names = dict(Area.objects.filter(key__in={each.area_key for each in figures} - {""}).values_list("key", "name"))
    files = _files(figures)
    return [
        KeptFigureRow(
            id,
            *(row.label, row.text, row.value, row.low, row.high, row.unit),
            *(row.place.name, row.place.slug, row.area_key, row.community),
            *(row.source, row.licence, row.method, row.method_version, tuple(row.versions), row.made_at),
            str(row.followed_by_id or ""),
            *(row.withdrawn_at, row.withdrawn_because, tuple(map(dict, row.rows))),
            about=row.about,
            area=names.get(row.area_key, row.area_key),
            invented=row.place.invented,
            earlier=tuple(str(pk) for pk in row.follows.order_by("made_at").values_list("pk", flat=True)),
            files=tuple(files[version] for version in row.versions if version in files),
            guide=_guide(row.about),
            cite_as=cite_as(row, names.get(row.area_key, row.area_key)),
            voices=beside.get(id, said.Said()).voices,
            unheard=beside.get(id, said.Said()).unheard,
            came_of=said.came_of(viewer, id) if came_of else (),
        )
        for id, row in zip(ids, figures, strict=True)
    ]


def to_answer(viewer: Actor, id: str) -> str:
    """Under which id somebody says what they make of a number: its page in a reading that goes on, else its own."""
    page = ReadingPage.objects.filter(figure=id, reading__ended_at=None).order_by("-reading__made_at").first()
    return str(page.pk) if page else id


def _files(figures: Sequence[Figure]) -> dict[str, FigureFileRow]:
    wanted = {version for each in figures for version in each.versions if is_id(version)}
    rows = DatasetVersion.objects.filter(pk__in=wanted).select_related("dataset")
    return {
        str(each.pk): FigureFileRow(
            each.dataset_id, each.dataset.title, each.dataset.publisher, each.dataset.licence, each.dataset.vintage,
            each.sha256, each.first_seen, f"/sources#{each.dataset_id}",
        )
        for each in rows
    }  # fmt: skip


def _guide(about: str) -> str:
    """The page of the methods guide that works this family through by hand."""
    family = Asked(about).maker
    return f"docs/methods/{family}.md" if find_spec(f"commonweal.methods.{family}") else ""


def interval(about: str, low: float | None, high: float | None) -> str:
    """Between what and what a number lies; "" where nobody worked that out.

    Where the range comes from what is not known or did not come, nothing in it is likelier than anything else.
    """
    if low is None or high is None:
        return ""
    ends = {"low": number(low, 1), "high": number(high, 1)}
    if is_bounded(about):
        return _("somewhere between %(low)s and %(high)s: not all is known") % ends if low < high else ""
    return _("likely %(low)s to %(high)s") % ends


def is_bounded(about: str) -> bool:
    """Is the range of this number one of what is not known, and not of chance?"""
    return Asked(about).maker in BOUNDED


def cite_as(row: Figure, area: str) -> str:
    """A line to copy, with all that somebody else needs to find the very same number."""
    where = f"{area}, {row.place.name}" if area else row.place.name
    likely = interval(row.about, row.low, row.high)
    said = f"{row.label}, {where}: {row.text}{f' ({likely})' if likely else ''}."
    kept = _("Kept on %s") % formats.date_format(row.made_at, "j F Y")
    return f"{said} {row.source.rstrip('.')}. {row.method_version}. {kept}: {site_address(f'/figure/{row.pk}')}"


COLUMNS = {
    "where": _lazy("Where"),
    "value": _lazy("Number"),
    "text": _lazy("In words"),
    "numerator": _lazy("Counted"),
    "denominator": _lazy("Out of"),
    "areas": _lazy("Neighbourhoods"),
    "known": _lazy("Known for"),
    "low": _lazy("Likely from"),
    "high": _lazy("Likely to"),
}
FRESH = 300  # seconds
BOUNDED = {"access", "returns"}  # makers of numbers whose range is of what is not known
HIDDEN = {"beside"}  # says to programs what a row is


def as_table(row: KeptFigureRow) -> tuple[list[str], list[list[str]]]:
    """The small table a number was made of, for people: its columns, and its cells. Unknown is not nought."""
    names = [name for name in dict.fromkeys(key for each in row.rows for key in each) if name not in HIDDEN]
    cells = [[_cell(each.get(name, "")) for name in names] for each in row.rows]
    return [str(COLUMNS.get(name, name.replace("_", " "))) for name in names], cells


def _cell(value: object) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return number(value, 0 if float(value).is_integer() else 2)
    return _("not known") if value is None else str(value)


def way_rows(viewer: Actor, slug: str) -> list[WayRow]:
    """The pages of a place's evidence that this viewer may open."""
    place = places.place(viewer, slug)
    return [_way(place, group, each) for group, those in ways.ways(viewer, place).items() for each in those]


def _way(place: Place, group: str, way: ways.Way) -> WayRow:
    """One page, with what it says first to everybody: new whenever a file is, and at least every five minutes."""
    lately = int(monotonic() // FRESH)
    found = kept(("glance", place.slug, way.path, lately), lambda: _glance(place, way))
    told = (found.words, found.share, found.source) if found else ("", None, "")
    return WayRow(group, str(way.words), str(way.says), f"/place/{place.slug}/{way.path}", *told)


def _glance(place: Place, way: ways.Way) -> ways.Glance | None:
    """A place too large for a page to be worked out says nothing beforehand."""
    try:
        return way.glance(PUBLIC, place) if len(ground.of_place(place.slug).areas) <= columns.MANY else None
    except DomainError:
        return None

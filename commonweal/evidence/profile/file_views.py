"""A profile as files, of now and as it was kept: paper, a workbook, areas on the ground, a data package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonweal.core.answer import answers
from commonweal.directory.reaching import press
from commonweal.directory.reaching.sheet_views import as_pdf
from commonweal.evidence.profile import drawing, files, paper, queries, voices
from commonweal.evidence.profile.rows import Profile
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Make = Callable[[Actor, Place, Profile], HttpResponse]


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """The same numbers as a file."""

    file: str


@dataclass(frozen=True, slots=True)
class ProfileAreas:
    """GeoJSON: areas on the ground with the same numbers, and what they are of."""

    type: str
    about: dict[str, Any]
    features: list[dict[str, Any]]


def pdf(viewer: Actor, place: Place, told: Profile) -> HttpResponse:
    """To print: A4, tagged."""
    sheet = paper.sheet(told, voices.chosen(viewer, place), drawing.maps(viewer, told))
    return as_pdf(press.pdf(paper.TEMPLATE, sheet), f"{told.slug}-profile")


def xlsx(viewer: Actor, place: Place, told: Profile) -> HttpResponse:
    """A workbook."""
    return _attached(files.workbook(told), XLSX, f"{told.slug}-profile.xlsx")


def geojson(viewer: Actor, place: Place, told: Profile) -> HttpResponse:
    """Areas on the ground."""
    made = files.geojson(told, queries.outlines(viewer, told))
    return _attached(made, "application/geo+json", f"{told.slug}-profile.geojson")


def package(viewer: Actor, place: Place, told: Profile) -> HttpResponse:
    """A data package."""
    return _attached(files.package(told), "application/zip", f"{told.slug}-profile.zip")


# How each ends, what it is, and what makes it.
FILES: tuple[tuple[str, str, Make], ...] = (
    ("pdf", "application/pdf", pdf),
    ("xlsx", XLSX, xlsx),
    ("geojson", "application/geo+json", geojson),
    ("zip", "application/zip", package),
)


def now(end: str, make: Make) -> Any:
    """The view of the file of what is so now."""

    def answered(request: HttpRequest, slug: str) -> HttpResponse:
        viewer = request.viewer  # type: ignore[attr-defined]
        return make(viewer, places.place(viewer, slug), queries.now(viewer, slug))

    return _view(answered, f"now_{end}", end, f"A place's profile as it is now, as .{end}")


def kept(end: str, make: Make) -> Any:
    """The view of the file of a profile that was kept."""

    def answered(request: HttpRequest, id: str) -> HttpResponse:
        viewer = request.viewer  # type: ignore[attr-defined]
        held = queries.held(viewer, id)
        return make(viewer, held.place, queries.told(held))

    return _view(answered, f"kept_{end}", end, f"A profile that was kept, as .{end}")


def _view(answered: Callable[..., HttpResponse], name: str, end: str, summary: str) -> Any:
    answered.__qualname__ = answered.__name__ = name  # views are known by name
    told = ProfileAreas if end == "geojson" else ProfileFile
    return require_safe(answers(summary, rows={"profile": told})(answered))


def _attached(body: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

"""What is here: a place's assets, and one asset."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid
from commonweal.core.pages import SIZE, turn
from commonweal.directory import kinds, queries, words
from commonweal.directory.queries import AssetRow
from commonweal.places import queries as places

OPEN_WORDS = {
    "open": _lazy("Its source lists it as open. Opening hours are not on this list."),
    "closed": _lazy("Its source lists it as closed."),
    "unknown": _lazy("Its source does not say."),
}


@require_safe
@answers(
    "What is here, in a place",
    rows={"assets": list[AssetRow]},
    queries={"kind": "Kind of asset: library, park …", "page": "Page of the list, from 1 (the data has all rows)"},
)
def assets(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything known to be in a place, or everything of one kind."""
    place = places.place(request.viewer, slug)
    kind = request.GET.get("kind", "")
    if kind and kind not in kinds.every():
        raise Invalid(_("“%(kind)s” is no kind of asset. Choose one from the list.") % {"kind": kind[:30]})
    where = queries.here(place)
    if request.answer_form:
        rows, _total = queries.listed(request.viewer, where, kind=kind)
        return answer(request, "directory/assets.html", assets=rows)
    where_kind = where & Q(kind=kind) if kind else where
    turned = turn(request, queries.how_many(request.viewer, where_kind), kind=kind)
    rows, total = queries.listed(request.viewer, where, kind=kind, start=turned.start, count=SIZE)

    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "heading": kinds.kind(kind).plural.capitalize() if kind else _("What is here"),
        "total": total,
        "kind": kind,
        "counts": queries.counts(request.viewer, place),
    }
    return answer(request, "directory/assets.html", page=page | turned.shown(), assets=rows)


@dataclass(frozen=True, slots=True)
class SourceOf:
    """Where what is said of an asset comes from."""

    dataset: str
    title: str
    publisher: str
    licence: str
    vintage: str
    version: str
    method: str


@dataclass(frozen=True, slots=True)
class AssetPage:
    """One asset with its source."""

    id: str
    kind: str
    kind_label: str
    name: str
    area_key: str
    area_name: str
    address: str
    postcode: str
    lat: float
    lon: float
    status: str
    website: str
    details: dict[str, str]
    cite: SourceOf


@require_safe
@answers("One asset", rows={"asset": AssetPage})
def asset(request: HttpRequest, id: str) -> HttpResponse:
    """A building, green space or other spot that is here."""
    found = queries.asset(request.viewer, id)
    shown = _shown(found)
    if request.answer_form:
        return answer(request, "directory/asset.html", asset=shown)
    near = [each for each in queries.assets_near(request.viewer, found.lat, found.lon, km=1.5) if each.id != found.id]
    page = {
        "lead": _lead(found),
        "crumbs": [(found.area_name, f"/area/{found.area_key}")],
        "website": found.website if found.website.startswith(("http://", "https://")) else "",
        "details": list(found.details.items()),
        "open_words": _("It is no longer on its source’s list.") if found.gone else OPEN_WORDS.get(found.status, ""),
        "near": [words.near(each) for each in near[:6]],
    }
    return answer(request, "directory/asset.html", page=page, asset=shown)


def _shown(found: queries.AssetWhole) -> AssetPage:
    source = found.version.dataset
    cite = SourceOf(
        source.key,
        source.title,
        source.publisher,
        source.licence,
        source.vintage,
        found.version.sha256[:8],
        _("As its source lists it; the neighbourhood is the one its point lies in."),
    )
    return AssetPage(
        found.id,
        found.kind,
        found.kind_label,
        found.name,
        found.area_key,
        found.area_name,
        found.address,
        found.postcode,
        found.lat,
        found.lon,
        found.status,
        found.website,
        found.details,
        cite,
    )


def _lead(found: queries.AssetWhole) -> str:
    one = kinds.kind(found.kind).one
    said = _("%(one)s in %(area)s.") % {"one": one[0].upper() + one[1:], "area": found.area_name}
    if not found.name:
        said += " " + _("Nobody has recorded a name for it yet.")
    return said

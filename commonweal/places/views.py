"""Drawing a neighbourhood: for now by sending a file; on the map itself later. And pieces of street map."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.errors import Invalid, NotAllowed, NotFound
from commonweal.journal.door import can
from commonweal.places import changes, queries, tiles
from commonweal.places.forms import DrawForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """A form for the place's steward: a file and a name."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = queries.place(viewer, slug)
    refusal = can(viewer).ask(changes.draw_neighbourhoods, place)
    if refusal:
        raise NotAllowed(refusal)
    form = DrawForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            body, name = form.cleaned_data["file"].read(), form.cleaned_data["name"]
            drawn = changes.draw_neighbourhoods(viewer, place, body=body, name=name)
        except Invalid as wrong:
            form.add_error("file", wrong.sentence)
        else:
            messages.success(request, _("Drawn: %(names)s.") % {"names": ", ".join(each.name for each in drawn)})
            return HttpResponseRedirect(f"/area/{drawn[0].key}")
    page = {"form": form, "place": place, "crumbs": [(place.name, f"/place/{slug}")], "drawn": queries.drawn(place)}
    return render(request, "places/draw.html", page, status=400 if request.method == "POST" else 200)


@cache_control(public=True, max_age=30 * 24 * 3600)
@require_safe
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """One piece of the place's own street map. Its address carries a mark of the file, so it may be kept for long."""
    street = tiles.held()
    found = street.tile(z, x, y) if street is not None and z < 30 else None
    if street is None or found is None:
        raise NotFound(_("There is no piece of street map at this address."))
    return HttpResponse(found, content_type=street.type)

"""What of a walk goes to print, for those who listen: looked at first, then made, and noted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.core.errors import Invalid
from commonweal.directory.reaching.sheet_views import as_pdf
from commonweal.listening.views import page_of
from commonweal.listening.walks import paper, queries, rules


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, id: str) -> HttpResponse:
    """See what may be printed, and what not; make a booklet, or a postcard of one stop."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.walk(viewer, id)
    rules.may_print(viewer, held)
    if request.method == "POST":
        if request.POST.get("do") == "booklet":
            return _to_keep(paper.booklet(viewer, held), "booklet")
        if request.POST.get("stop"):
            return _to_keep(paper.postcard(viewer, held, request.POST["stop"]), "postcard")
        raise Invalid(_("Say what is to be printed: the booklet, or the postcard of one stop."))
    page = page_of(held.place) | {"print": paper.would_hold(held), "held": held}
    return answer(request, "listening/walks/print.html", page=page)


def _to_keep(file: bytes, name: str) -> HttpResponse:
    """Sent to be kept, not shown in the window: a viewer that asks for it once more would have it made anew."""
    response = as_pdf(file, name)
    response["Content-Disposition"] = response["Content-Disposition"].replace("inline", "attachment")
    return response

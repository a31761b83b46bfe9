"""The page at which whoever gets our letters stops them, or has them again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.directory.reminding import changes, queries


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, code: str) -> HttpResponse:
    """A press stops them: opening the address does not, since mail programs open addresses by themselves."""
    row = queries.by_code(code)
    if request.method == "POST":
        changes.stop(request.viewer, row, stopped=request.POST.get("stop") == "yes")  # type: ignore[attr-defined]
        return HttpResponseRedirect(request.path)
    page = {
        "organization": row.organization,
        "place": row.organization.place,
        "invented": row.organization.place.invented,
        "stopped": row.stopped_at is not None,
    }
    return answer(request, "directory/reminding/letters.html", page=page)

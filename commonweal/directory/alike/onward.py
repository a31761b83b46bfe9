"""The old address of an entry that was merged leads to the one that stands for it, whose page names both sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from commonweal.directory.alike.merged import merged_into, stands_for
from commonweal.directory.models import OF
from commonweal.directory.whole import From, source
from commonweal.journal.actor import Actor


def onward(
    request: HttpRequest, id: str, visible_to: Callable[[Actor, Iterable[str]], set[str]]
) -> HttpResponse | None:
    """The way to the entry that stands for this one now; None where it stands for itself, or may not be known of."""
    now = stands_for([id]).get(id)
    if now is None or not visible_to(request.viewer, [now]):  # type: ignore[attr-defined]
        return None
    answer = HttpResponsePermanentRedirect(request.get_full_path().replace(id, now, 1))
    # A merge can be taken back: then the old address is its own again, and no browser may insist.
    answer["Cache-Control"] = "no-cache"
    return answer


def also_from(kind: str, id: str) -> list[From]:
    """The other directories that named what was merged into this entry."""
    losers = merged_into([id]).get(id, [])
    rows = OF[kind]._default_manager.filter(pk__in=losers, source__isnull=False).order_by("pk")
    return [found for each in rows if (found := source(each.source_id))]

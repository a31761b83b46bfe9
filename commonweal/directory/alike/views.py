"""Pages for whoever answers for a place: what may be in its directory twice, side by side, and what was made one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Clash
from commonweal.core.pages import turn
from commonweal.directory.alike import board as boards
from commonweal.directory.alike import changes, finding, rules
from commonweal.directory.alike.board import AlikeRow
from commonweal.directory.alike.copying import PLACES, REACH
from commonweal.directory.alike.merging import FIELDS
from commonweal.directory.going_on import one
from commonweal.directory.models import OF, AlikePair, Judgement, Merge
from commonweal.places import queries as places

SIZE = 10  # each is read whole
SAYS = {"not-same": Judgement.NOT_SAME, "not-sure": Judgement.NOT_SURE}


@never_cache
@require_safe
@answers("Entries of a place that may be the same, the surest first", rows={"alike": list[AlikeRow]})
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """For stewards: pairs that may be one, with what speaks for and against."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    total = boards.how_many(viewer, place)
    if request.answer_form:  # type: ignore[attr-defined]
        return answer(request, "directory/alike/board.html", alike=[each.row for each in boards.pairs(viewer, place)])
    turned = turn(request, total, size=SIZE)
    pairs = boards.pairs(viewer, place, start=turned.start, stop=turned.stop)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "pairs": pairs,
        "total": total,
        "looked_at": boards.looked_at(place),
        "lately": boards.lately(viewer, place),
        "done": request.GET.get("done", ""),
    }
    return answer(request, "directory/alike/board.html", page=page | turned.shown(), alike=[each.row for each in pairs])


@require_POST
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare everything anew, now."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    rules.may_see_alike(request.viewer, place)  # type: ignore[attr-defined]
    finding.again(place)
    return HttpResponseRedirect(f"/place/{slug}/alike?done=looked")


@require_POST
def decide(request: HttpRequest, id: str) -> HttpResponse:
    """They are the same, they are not, or nobody can tell."""
    viewer = request.viewer  # type: ignore[attr-defined]
    pair = one(AlikePair.objects.select_related("place"), id)
    rules.may_see_alike(viewer, pair.place)
    entries = {str(each.pk): each for each in OF[pair.kind]._default_manager.filter(pk__in=[pair.one, pair.other])}
    stays = entries.pop(request.POST.get("stays", ""), None)
    other = next(iter(entries.values()), None)
    if stays is None or other is None:
        raise Clash(str(changes.GONE))
    verdict = request.POST.get("verdict", "")
    if verdict == "same":
        changes.merge(viewer, stays, loser=other, take=_taken(request, pair.kind, str(other.pk)), wants=_wants(request))
    else:
        changes.judge(viewer, stays, other=other, verdict=SAYS.get(verdict, ""))
    return HttpResponseRedirect(f"/place/{pair.place.slug}/alike?done={verdict}")


def _taken(request: HttpRequest, kind: str, other: str) -> list[str]:
    """Fields whose words are to be those of the one that goes."""
    return [name for name in FIELDS[kind] if request.POST.get(f"words-{name}") == other]


def _wants(request: HttpRequest) -> list[str]:
    return [each for each in request.POST.getlist("wants") if each in (PLACES, REACH)]


@require_POST
def part(request: HttpRequest, id: str) -> HttpResponse:
    """Take two entries apart again."""
    viewer = request.viewer  # type: ignore[attr-defined]
    merge = one(Merge.objects.select_related("place"), id)
    changes.part(viewer, merge)
    finding.again(merge.place)
    return HttpResponseRedirect(f"/place/{merge.place.slug}/alike?done=parted")

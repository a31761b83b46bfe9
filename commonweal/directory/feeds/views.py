"""Pages for other directories: taking one in, how it goes, what differs, and where what is here comes from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Clash, Invalid, of_form
from commonweal.core.handed import name_of
from commonweal.directory import feed_changes, rules
from commonweal.directory.feeds import changes, files, mappings, queries, runs
from commonweal.directory.feeds import differences as differing
from commonweal.directory.feeds.differences import DifferenceRow
from commonweal.directory.feeds.forms import AddForm, AgainForm
from commonweal.directory.feeds.queries import DirectoryRow, FeedRow, FeedWhole, RunWhole
from commonweal.directory.feeds.tasks import read_feed
from commonweal.directory.keep_views import keeper
from commonweal.directory.models import Feed, FeedRun
from commonweal.openreferral.reading import mapping
from commonweal.places import queries as places
from commonweal.places.models import Place


@require_safe
@answers("Where what is here comes from: other directories that a place takes in", rows={"sources": list[DirectoryRow]})
def directories(request: HttpRequest, slug: str) -> HttpResponse:
    """For everybody: whose work this is, under which licence, and how old it is."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = _page(place) | {"written_here": queries.written_here(viewer, place)}
    return answer(request, "directory/feeds/directories.html", page=page, sources=queries.directories(viewer, place))


@never_cache
@require_safe
@answers("Other directories that a place takes in, for whoever answers for it", rows={"feeds": list[FeedRow]})
def feeds(request: HttpRequest, slug: str) -> HttpResponse:
    """For a steward: what is taken in, and how that stands."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    return answer(request, "directory/feeds/feeds.html", page=_page(place), feeds=queries.feeds(viewer, place))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Another directory, by its address or by a file. It is looked at before anything is taken in."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_add_feed(viewer, place=place)
    form = AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _to(_added(request, place, form))
        except (Invalid, Clash) as refusal:
            form.add_error(None, refusal.sentence)
    status = 400 if request.method == "POST" else 200
    return answer(request, "directory/feeds/add.html", page=_page(place, feeds=True) | {"form": form}, status=status)


def _added(request: HttpRequest, place: Place, form: AddForm) -> FeedRun:
    told = form.cleaned_data
    if told["address"]:
        _refuse_near(told["address"])
    given = _given(told)
    names = ("title", "publisher", "licence", "licence_words", "attribution", "address")
    facts = {name: told[name] for name in names}
    with transaction.atomic():
        feed = feed_changes.add_feed(request.viewer, place=place, form="", **facts)  # type: ignore[attr-defined]
        return _look(request, feed, told["file"], given)


@never_cache
@require_safe
@answers("Another directory, and how taking it in went", rows={"feed": FeedWhole}, table="feed.runs")
def feed(request: HttpRequest, id: str) -> HttpResponse:
    """One feed with its history, for a steward."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.feed(viewer, id)
    page = _page(found.place, feeds=True) | {"form": AgainForm(), "about": found}
    return answer(request, "directory/feeds/feed.html", page=page, feed=queries.whole(viewer, found))


@never_cache
@require_POST
def read(request: HttpRequest, id: str) -> HttpResponse:
    """Look at it again: at its address, or at the file that is handed over now."""
    found = queries.feed(request.viewer, id)  # type: ignore[attr-defined]
    form = AgainForm(request.POST, request.FILES)
    if not form.is_valid():
        raise of_form(form)
    if not found.address and not form.cleaned_data["file"]:
        raise Invalid(_("This directory comes as a file. Choose the file to look at."))
    with transaction.atomic():
        return _to(_look(request, found, form.cleaned_data["file"], _given(form.cleaned_data)))


@never_cache
@require_POST
def take(request: HttpRequest, id: str) -> HttpResponse:
    """Take in what was looked at, or look at it again with its columns put elsewhere."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.feed(viewer, id)
    looked = FeedRun.objects.filter(feed=found, pk=_uuid(request.POST.get("run", "")), only_look=True).first()
    if looked is None or looked.state != FeedRun.DONE:
        raise Invalid(_("Look at it first: what can be read is taken in afterwards."))
    at, columns, to = (request.POST.getlist(name) for name in ("at", "column", "to"))
    given = mappings.placed(looked.mapping, zip(at, columns, to, strict=False)) if columns else None
    with transaction.atomic():
        run = runs.go_on(viewer, looked, rules_given=given, only_look=given is not None)
        _hand_to_worker(run)
    return _to(run)


@never_cache
@require_safe
@answers("One reading of another directory", rows={"run": RunWhole}, table="run.problems")
def run(request: HttpRequest, id: str, run: str) -> HttpResponse:
    """How one reading went, or how far it is."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.feed(viewer, id)
    told = queries.run(viewer, found, run)
    page = _page(found.place, feeds=True) | {"about": found, "fields": mappings.fields() if told.mapping else []}
    page["crumbs"].append((found.title, f"/feed/{found.pk}"))
    return answer(request, "directory/feeds/run.html", page=page, run=told)


@require_POST
def stop(request: HttpRequest, id: str) -> HttpResponse:
    """No longer take it in. What was made from it goes away, and can be brought back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.feed(viewer, id)
    changes.stop(viewer, found)
    messages.success(request, _("Stopped. What came from it is shown no more. It can be brought back from this page."))
    return HttpResponseRedirect(f"/feed/{found.pk}")


@require_POST
def resume(request: HttpRequest, id: str) -> HttpResponse:
    """Bring back what went away."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.feed(viewer, id)
    changes.resume(viewer, found)
    messages.success(request, _("It is back, as it was."))
    return HttpResponseRedirect(f"/feed/{found.pk}")


@never_cache
@require_safe
@answers("Where entries do not say what a source says", rows={"differences": list[DifferenceRow]})
def differences(request: HttpRequest, slug: str) -> HttpResponse:
    """For whoever keeps the directory: our words and the source's, side by side."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    found = differing.differences(viewer, place)
    page = _page(place) | {
        "waiting": [each for each in found if each.waits],
        "decided": [each for each in found if not each.waits],
    }
    page["crumbs"].append((_("Keep it true"), f"/place/{slug}/keeping"))
    return answer(request, "directory/feeds/differences.html", page=page, differences=found)


@require_POST
def settle(request: HttpRequest, id: str) -> HttpResponse:
    """Take the source's words, or keep ours."""
    who, service = keeper(request, id)
    found = Feed.objects.filter(pk=_uuid(request.POST.get("feed", ""))).first()
    field, seen = request.POST.get("field", ""), request.POST.get("seen", "")
    if found is None or not any(row.field == field for row in differing.differences_of(who, service)):
        raise Invalid(_("There is nothing to decide here any more: the entry and its source say the same."))
    changes.settle(who, service, feed=found, field=field, take=request.POST.get("take") == "yes", seen=seen)
    messages.success(request, _("Kept. The decision stands until the source says something new."))
    back = request.POST.get("back", "")
    return HttpResponseRedirect(
        f"/place/{service.place.slug}/differences" if back == "list" else f"/service/{service.pk}/edit"
    )


def _look(request: HttpRequest, feed: Feed, file: Any, given: mapping.SourceMapping | None) -> FeedRun:
    name = name_of(file.name) if file else ""
    plain = mapping.plain(given) if given else None
    run = runs.begin(request.viewer, feed, only_look=True, file=name, rules_given=plain)  # type: ignore[attr-defined]
    if file:
        files.keep(run, file.chunks())
    _hand_to_worker(run)
    return run


def _hand_to_worker(run: FeedRun) -> None:
    transaction.on_commit(lambda: read_feed.enqueue(str(run.pk)) and None)


def _given(told: dict[str, Any]) -> mapping.SourceMapping | None:
    file = told["mapping"]
    return mappings.handed_over(file.name, file.read()) if file else None


def _refuse_near(address: str) -> None:
    import httpx

    from commonweal.directory.feeds.reach import refuse_near

    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        raise Invalid(_("A web address begins with https:// or http://.")) from None
    refuse_near(url.host, url.port)


def _uuid(typed: str) -> str | None:
    from uuid import UUID

    try:
        return str(UUID(typed))
    except ValueError:
        return None


def _to(run: FeedRun) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"/feed/{run.feed_id}/run/{run.pk}")


def _page(place: Place, *, feeds: bool = False) -> dict[str, Any]:
    crumbs = [(place.name, f"/place/{place.slug}")]
    if feeds:
        crumbs.append((_("Other directories"), f"/place/{place.slug}/feeds"))
    return {"place": place, "invented": place.invented, "crumbs": crumbs}

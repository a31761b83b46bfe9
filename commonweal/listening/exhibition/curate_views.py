"""Pages for curators: beginning an exhibition, hanging and taking down, opening and closing, printing panels."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError, Invalid, NotFound
from commonweal.core.ids import is_id
from commonweal.directory.reaching import press
from commonweal.directory.reaching.sheet_views import as_pdf
from commonweal.journal.actor import Actor
from commonweal.listening.exhibition import changes, paper, queries, rules
from commonweal.listening.exhibition.forms import ExhibitionForm, RoomForm
from commonweal.listening.exhibition.views import about, way
from commonweal.listening.models import Exhibition, ExhibitionItem, ExhibitionRoom
from commonweal.places import queries as places

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORMS)
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an exhibition."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_begin(viewer, place=place)
    form = ExhibitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = changes.begin_exhibition(viewer, place=place, **form.cleaned_data)
        return HttpResponseRedirect(f"/exhibition/{made.pk}/hang")
    page = {"form": form, "place": place, "invented": place.invented, "crumbs": way(place)}
    status = 400 if request.method == "POST" else 200
    return answer(request, "listening/exhibition/begin.html", page=page, status=status)


@never_cache
@require_http_methods(FORMS)
def hang(request: HttpRequest, id: str) -> HttpResponse:
    """The workshop: every room, every nail, and what may be hung."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = _held(viewer, id)
    wrong = ""
    if request.method == "POST":
        step = STEPS.get(request.POST.get("do", ""))
        try:
            if step is None:
                raise Invalid(_("Say what is to be done."))
            step(request, viewer, held)
            room = request.POST.get("room", "")
            return HttpResponseRedirect(f"/exhibition/{held.pk}/hang" + (f"#room-{room}" if is_id(room) else ""))
        except DomainError as refusal:
            wrong = refusal.sentence
            held.refresh_from_db()
    page = about(held) | {
        "rooms": queries.nails(held),
        "choices": queries.choices(viewer, held),
        "form": ExhibitionForm(
            initial={"title": held.title, "welcome": held.welcome, "curators": held.curators}, auto_id="about-%s"
        ),
        "room_form": RoomForm(auto_id="new-room-%s"),
        "wrong": wrong,
        "is_open": held.opened_at is not None and held.closed_at is None,
    }
    return answer(request, "listening/exhibition/hang.html", page=page, status=400 if wrong else 200)


@never_cache
@require_POST
def panels(request: HttpRequest, id: str) -> HttpResponse:
    """Panels to print. It is noted for each voice on them, so that its teller is told what cannot be recalled."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = _held(viewer, id)
    size = "a3" if request.POST.get("size") == "a3" else "a4"
    file = press.pdf(paper.TEMPLATE, paper.panels(held, size=size))
    changes.print_exhibition(viewer, held, what=_("Panels of the exhibition “%s”") % held.title[:140])
    return as_pdf(file, f"panels-{size}")


def _held(viewer: Actor, id: str) -> Exhibition:
    held = queries.exhibition(viewer, id)
    rules.may_curate(viewer, held)
    return held


def _describe(request: HttpRequest, who: Actor, held: Exhibition) -> None:
    form = ExhibitionForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Give the exhibition a name."))
    changes.describe_exhibition(who, held, **form.cleaned_data)


def _add_room(request: HttpRequest, who: Actor, held: Exhibition) -> None:
    changes.add_room(who, held, title=request.POST.get("title", ""), words=request.POST.get("words", "")[:2000])


def _describe_room(request: HttpRequest, who: Actor, held: Exhibition) -> None:
    told = {"title": request.POST.get("title", ""), "words": request.POST.get("words", "")[:2000]}
    changes.describe_room(who, _room(request, held), **told)


def _hang(request: HttpRequest, who: Actor, held: Exhibition) -> None:
    show, thing = queries.chosen(held, request.POST.get("thing", ""))
    changes.hang(who, _room(request, held), show=show, thing=thing, label=request.POST.get("label", ""))


def _room(request: HttpRequest, held: Exhibition) -> ExhibitionRoom:
    id = request.POST.get("room", "")
    found = held.rooms.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(_("There is no such room."))
    return found


def _item(request: HttpRequest, held: Exhibition) -> ExhibitionItem:
    id = request.POST.get("item", "")
    found = ExhibitionItem.objects.filter(room__exhibition=held, pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(_("There is no such thing here any more."))
    return found


def _relabel(request: HttpRequest, who: Actor, held: Exhibition) -> None:
    changes.relabel(who, _item(request, held), label=request.POST.get("label", ""))


STEPS: dict[str, Callable[[HttpRequest, Actor, Exhibition], object]] = {
    "describe": _describe,
    "room": _add_room,
    "rename": _describe_room,
    "close-room": lambda request, who, held: changes.take_room_away(who, _room(request, held)),
    "hang": _hang,
    "label": _relabel,
    "take-down": lambda request, who, held: changes.take_down(who, _item(request, held)),
    "up": lambda request, who, held: changes.move(who, _item(request, held), way=changes.UP),
    "down": lambda request, who, held: changes.move(who, _item(request, held), way=changes.DOWN),
    "open": lambda request, who, held: changes.open_exhibition(who, held),
    "close": lambda request, who, held: changes.close_exhibition(who, held),
}

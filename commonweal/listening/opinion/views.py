"""Pages of conversations: a place's, one, its results, what was let in and taken out, and what is given to others."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, NotFound
from commonweal.journal.actor import PUBLIC
from commonweal.journal.door import can
from commonweal.listening import rules as room_rules
from commonweal.listening.models import Conversation, Gathering
from commonweal.listening.opinion import changes, polis, queries
from commonweal.listening.opinion.ballots import ballot
from commonweal.listening.opinion.forms import BeginForm, DecideForm
from commonweal.listening.opinion.picture import picture
from commonweal.listening.opinion.results import results as results_of
from commonweal.listening.opinion.rows import ConversationRow, DecisionRow, Results, StatementRow
from commonweal.listening.opinion.who import moderates
from commonweal.listening.opinion.working import worked
from commonweal.listening.views import FORMS, page_of
from commonweal.methods import opinion as methods
from commonweal.places import queries as places
from commonweal.places.models import Place


@require_safe
@answers("Conversations of a place, with statements that people vote on", rows={"conversations": list[ConversationRow]})
def conversations(request: HttpRequest, slug: str) -> HttpResponse:
    """What people of a place are asked to agree or disagree with."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    page = page_of(place) | {"leads": room_rules.in_place(request.viewer, room_rules.GATHER, place)}  # type: ignore[attr-defined]
    rows = queries.in_place(request.viewer, place)  # type: ignore[attr-defined]
    return answer(request, "listening/opinion/conversations.html", page=page, conversations=rows)


@never_cache
@require_http_methods(FORMS)
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a conversation."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    changes.may_gather(viewer, place=place)
    gatherings = list(Gathering.objects.visible_to(viewer).filter(place=place).order_by("-on")[:50])
    form = BeginForm(request.POST or None, gatherings=gatherings, initial={"gathering": request.GET.get("gathering")})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told["statements"] = told["statements"].splitlines()
        told["gathering"] = next((each for each in gatherings if str(each.pk) == told["gathering"]), None)
        try:
            made = changes.begin(viewer, place=place, **told)
            return HttpResponseRedirect(f"/conversation/{made.pk}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = _page(place) | {"form": form}
    status = 400 if request.method == "POST" else 200
    return answer(request, "listening/opinion/begin.html", page=page, status=status)


@never_cache
@require_safe
@answers("One conversation, and the statements that are voted on",
         rows={"conversation": ConversationRow, "statements": list[StatementRow]}, table="statements")  # fmt: skip
def conversation(request: HttpRequest, id: str) -> HttpResponse:
    """One conversation."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.one(viewer, id)
    standing = queries.standing(ballot(request, held).voters, held)
    page = page_for(request, held) | {"done": standing.done, "of": len(standing.statements)}
    page["waiting"] = sum(each.state == "waiting" for each in queries.waiting(viewer, held))
    return answer(
        request,
        "listening/opinion/conversation.html",
        page=page,
        conversation=queries.row(held),
        statements=queries.statements(held),
    )


@require_POST
def step(request: HttpRequest, id: str) -> HttpResponse:
    """Close it, open it, begin or end a room, keep the votes to itself."""
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    do, viewer = request.POST.get("do", ""), request.viewer  # type: ignore[attr-defined]
    steps: dict[str, dict[str, bool]] = {
        "close": {"open": False}, "open": {"open": True}, "room": {"room": True}, "end-room": {"room": False},
    }  # fmt: skip
    if do == "keep":
        changes.keep_to_itself(viewer, held)
    else:
        changes.set_state(viewer, held, **steps.get(do, {}))
    return HttpResponseRedirect(f"/conversation/{held.pk}/room" if do == "room" else f"/conversation/{held.pk}")


@never_cache
@require_safe
@answers("What came of a conversation so far: consensus, groups of opinion with how steady they are, views of a few",
         rows={"results": Results}, table="results.statements")  # fmt: skip
def results(request: HttpRequest, id: str) -> HttpResponse:
    """What came of it so far."""
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    told = results_of(request.viewer, held)  # type: ignore[attr-defined]
    page = page_for(request, held) | drawn(told) | {"gives_out": gives_out(held)}
    return answer(request, "listening/opinion/results.html", page=page, results=told)


@require_safe
def now(request: HttpRequest, id: str) -> HttpResponse:
    """The results alone, for a page that shows them as they come: nothing is sent again while nothing has moved.

    They are the same for everybody, so whoever asks after the first is given the page that was made for the first.
    """
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    found, big = worked(held), bool(request.GET.get("big"))
    mark = f'"{held.pk}-{found.moved}-{get_language()}-{"big" if big else ""}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    if mark not in found.shown:
        told = results_of(PUBLIC, held, found)
        page = {"results": told, "held": held, "big": big, **drawn(told)}
        found.shown[mark] = render_to_string("listening/opinion/results_now.html", page)
    response = HttpResponse(found.shown[mark])
    response["ETag"], response["Cache-Control"] = mark, "no-cache"
    return response


@never_cache
@require_safe
@answers("Statements let in and taken out of a conversation, and why", rows={"decisions": list[DecisionRow]})
def moderation(request: HttpRequest, id: str) -> HttpResponse:
    """What was let in and taken out, and why; for those who look at statements, what waits."""
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    waiting = queries.waiting(request.viewer, held)  # type: ignore[attr-defined]
    page = page_for(request, held) | {
        "rows": waiting,
        "waits": any(each.state == "waiting" for each in waiting),
        "looks": moderates(request.viewer, held),  # type: ignore[attr-defined]
    }
    rows = queries.decisions(request.viewer, held)  # type: ignore[attr-defined]
    return answer(request, "listening/opinion/moderation.html", page=page, decisions=rows)


@require_POST
def decide(request: HttpRequest, id: str) -> HttpResponse:
    """Let a statement in, or take it out."""
    held = queries.statement(id)
    form = DecideForm(request.POST)
    form.is_valid()
    told = form.cleaned_data
    changes.decide(request.viewer, held, let_in=told.get("do") == "in", reason=told.get("reason", ""))  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/conversation/{held.conversation_id}/moderation#statement-{held.number}")


@require_safe
def export(request: HttpRequest, id: str, file: str) -> HttpResponse:
    """Who thinks what, without names, in the form that Polis exports: where people were told so before they voted."""
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    if not gives_out(held):
        raise NotFound(_("This conversation does not give out who thinks what, or has not been closed yet."))
    found = worked(held)
    if file == polis.PARTICIPANTS:
        body = polis.participants_csv(found.numbers, _shuffled(found.matrix.votes))
    else:
        agree, disagree, _cast = methods.counts(found.matrix.votes)
        words = {each.number: each for each in queries.statements(held)}
        body = polis.comments_csv(
            (number, words[number].words if number in words else "", number not in words, int(a), int(d))
            for number, a, d in zip(found.numbers, agree, disagree, strict=True)
        )
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _shuffled(votes: Any) -> list[list[int | None]]:
    """Rows in an order that says nothing: not of who came first."""
    rows = [[None if each != each else int(each) for each in row] for row in votes.tolist()]
    return sorted(rows, key=lambda row: [9 if each is None else each for each in row])


def gives_out(held: Conversation) -> bool:
    """Is it given out who thinks what, without names? Only as promised, once closed, and of enough people."""
    return held.publishes and not held.open and worked(held).people >= held.smallest


def drawn(told: Results) -> dict[str, Any]:
    """The picture of the groups."""
    return {"picture": picture(told.groups) if told.groups else None}


@never_cache
@require_safe
def room(request: HttpRequest, id: str) -> HttpResponse:
    """What a projector shows: how to join, and the results as they come."""
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    told = results_of(request.viewer, held)  # type: ignore[attr-defined]
    address = f"{settings.SITE.geturl().rstrip('/')}/room/{held.room_code}" if held.room_code else ""
    page = page_for(request, held) | drawn(told) | {"address": address, "short": _short(address), "results": told}
    page["square"] = _square(address) if address else ""
    return answer(request, "listening/opinion/room.html", page=page)


def _short(address: str) -> str:
    return address.split("://", 1)[-1].rsplit("/", 1)[0]


def _square(address: str) -> SafeString:
    drawn = segno.make(address, error="m").svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - segno's own drawing of our own address


def _page(place: Place) -> dict[str, Any]:
    page = page_of(place)
    page["crumbs"] = [*page["crumbs"], (_("Agree or disagree"), f"/place/{place.slug}/conversations")]
    return page


def page_for(request: HttpRequest, held: Conversation) -> dict[str, Any]:
    """What every page of a conversation shows of it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = _page(held.place)
    page["crumbs"] = [*page["crumbs"], (held.question, f"/conversation/{held.pk}")]
    return page | {
        "held": held,
        "leads": can(viewer).ask(changes.set_state, held) is None,
        "looks": moderates(viewer, held),
        "adds": may_add(request, held),
    }


def may_add(request: HttpRequest, held: Conversation) -> bool:
    """Is a way to adding a statement worth showing? Whoever has a slip only says so on the page itself."""
    if not held.open:
        return False
    asked = can(request.viewer).ask(changes.add_statement, conversation=held)  # type: ignore[attr-defined]
    return asked is None or held.adds != Conversation.HELPERS

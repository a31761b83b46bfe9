"""Voting: one statement at a time, three buttons, on any phone; one's own votes; adding a statement; joining a room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError, Invalid
from commonweal.listening.models import Conversation, Statement
from commonweal.listening.opinion import changes, queries
from commonweal.listening.opinion.ballots import COOKIE, Ballot, ballot
from commonweal.listening.opinion.forms import AddForm
from commonweal.listening.opinion.views import may_add, page_for
from commonweal.listening.opinion.who import moderates
from commonweal.listening.opinion.words import VALUES
from commonweal.listening.views import FORMS
from commonweal.people.attempts import count_written
from commonweal.people.slip_forms import WhoForm
from commonweal.people.slip_views import speaking

BUTTONS = ((1, "agree"), (-1, "disagree"), (0, "pass"))


@never_cache
@require_http_methods(FORMS)
def vote(request: HttpRequest, id: str) -> HttpResponse:
    """One statement, and what somebody thinks of it."""
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    mine = ballot(request, held)
    if request.method == "POST":
        return _cast(request, held, mine)
    standing = queries.standing(mine.voters, held)
    asked = standing.numbered(request.GET.get("statement", ""))
    next_one = (asked or standing.next(mine.seed)) if held.open else None
    last = standing.numbered(request.GET.get("last", ""))
    page = _bare_page(held) | {
        "statement": next_one,
        "now": standing.said.get(asked.number) if asked else None,
        "done": standing.done,
        "of": len(standing.statements),
        "last": last,
        "last_said": VALUES.get(standing.said.get(last.number, 9)) if last else "",
        "buttons": [(value, way, VALUES[value]) for value, way in BUTTONS],
        "adds": may_add(request, held),
    }
    return mine.kept(answer(request, "listening/opinion/vote.html", page=page))


def _cast(request: HttpRequest, held: Conversation, mine: Ballot) -> HttpResponse:
    statement = queries.votable(held, request.POST.get("statement", ""))
    value = request.POST.get("vote", "")
    if statement is None or value not in ("1", "0", "-1"):
        raise Invalid(_("Choose agree, disagree or pass for a statement of this conversation."))
    if mine.device and not held.room_code and mine.voter is None:
        count_written(request)  # outside a room, nobody makes up voters by the hundred
    changes.cast(
        mine.who,
        conversation=held,
        statement=statement,
        value=int(value),
        device=mine.device,
        channel="room" if held.room_code else "online",
    )
    back = f"/conversation/{held.pk}/votes#statement-{statement.number}"
    onward = f"/conversation/{held.pk}/vote?last={statement.number}"
    return mine.kept(HttpResponseRedirect(back if request.POST.get("back") else onward, status=303))


@never_cache
@require_http_methods(FORMS)
def own(request: HttpRequest, id: str) -> HttpResponse:
    """One's own votes: to look at, change, make one's own by a slip, or take back."""
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    mine = ballot(request, held)
    do = request.POST.get("do", "")
    form = WhoForm(request.POST if do == "mine" else None, signed_in=False)
    if do == "forget":
        response = HttpResponseRedirect(f"/conversation/{held.pk}?left=1")
        response.delete_cookie(COOKIE)
        return response
    if do == "back":
        changes.take_votes_back(mine.who, conversation=held, device=mine.device)
        return HttpResponseRedirect(f"/conversation/{held.pk}/votes?done=back")
    if do == "mine" and form.is_valid() and _make_mine(request, held, mine, form):
        return HttpResponseRedirect(f"/conversation/{held.pk}/votes?done=mine")
    voter = mine.voter
    page = page_for(request, held) | {
        "votes": queries.own(voter, held),
        "values": [(value, way, VALUES[value]) for value, way in BUTTONS],
        "by_device": bool(mine.device),
        "named": bool(voter and voter.person_kind == "contributor"),
        "any": voter is not None,
        "form": form,
        "finished": request.GET.get("done", ""),
    }
    return answer(request, "listening/opinion/own.html", page=page, status=400 if request.method == "POST" else 200)


def _make_mine(request: HttpRequest, held: Conversation, mine: Ballot, form: WhoForm) -> bool:
    who = speaking(request, form)
    if who is None:
        return False
    try:
        changes.make_mine(who, conversation=held, device=mine.device)
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


@never_cache
@require_http_methods(FORMS)
def add(request: HttpRequest, id: str) -> HttpResponse:
    """Add a statement of one's own."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.bare(viewer, id)
    looks = moderates(viewer, held)
    signed_in = viewer.kind == "account"
    form = AddForm(
        request.POST or None,
        signed_in=signed_in,
        quotes=queries.quotes_in(held.place) if looks else [],
        needs_code=not signed_in and held.adds != Conversation.EVERYONE,
    )
    if request.method == "POST" and form.is_valid():
        made = _add(request, held, form)
        if made is not None:
            page = page_for(request, held) | {"statement": made}
            return answer(request, "listening/opinion/added.html", page=page)
    status = 400 if request.method == "POST" else 200
    return answer(request, "listening/opinion/add.html", page=page_for(request, held) | {"form": form}, status=status)


def _add(request: HttpRequest, held: Conversation, form: AddForm) -> Statement | None:
    viewer = request.viewer  # type: ignore[attr-defined]
    who: Any = speaking(request, form) if form.cleaned_data["code"] or viewer.kind == "account" else viewer
    if who is None:
        return None
    try:
        if not who.known:
            count_written(request)
        quote = queries.quote(held.place, form.cleaned_data["quote"]) if form.cleaned_data.get("quote") else None
        made: Statement = changes.add_statement(who, conversation=held, words=form.cleaned_data["words"], quote=quote)
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return None
    return made


@never_cache
@require_safe
def join(request: HttpRequest, code: str = "") -> HttpResponse:
    """Join a room by its code: from a link, or typed."""
    typed = code or request.GET.get("code", "").strip()
    held = queries.in_room(typed)
    if held is not None:
        return ballot(request, held).kept(HttpResponseRedirect(f"/conversation/{held.pk}/vote"))
    status = 404 if typed else 200
    return answer(request, "listening/opinion/join.html", page={"typed": typed[:20]}, status=status)


def _bare_page(held: Conversation) -> dict[str, Any]:
    return {"held": held, "place": held.place, "invented": held.place.invented}

"""What is held about me, where I am signed in, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.answer import answer, answers
from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.people import changes, held, held_beside, holders, queries, rules, sessions
from commonweal.people.forms import NameForm
from commonweal.people.models import Account
from commonweal.people.reading import recorded_read


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return HttpResponseRedirect("/")


def signed_in(request: HttpRequest, sentence: str = "") -> Account:
    """The account that is signed in, or a refusal that says what to do."""
    user = request.user
    if not isinstance(user, Account):
        raise NotAllowed(sentence or _("Sign in first."))
    return user


# Everything that is held about one person: its name, what its rows are, what gathers them. The JSON is the download.
GATHERED: dict[str, tuple[Any, Callable[[Account], object]]] = {
    "me": (held.MeRow, held.account),
    "roles": (list[held.PastRoleRow], held.roles),
    "keys": (list[held.KeyRow], held.keys),
    "consents": (list[held.ConsentRow], held.consents),
    "invitations": (list[held.AskedRow], held.asked),
    "done": (list[held.DoneRow], held.done),
    "look_ups": (list[queries.LookUpRow], held.look_ups),
    "addresses": (list[held.AddressRow], held.addresses),
    "done_about": (list[held.DoneRow], held_beside.done_about),
    "reasons": (list[held_beside.ReasonRow], held_beside.reasons),
    "sent": (list[held_beside.SentRow], held_beside.sent),
    "witnessed": (list[held_beside.WitnessedRow], held_beside.witnessed),
    "looked": (list[held_beside.LookedRow], held_beside.looked),
    "elsewhere": (list[held_beside.SaidRow], held_beside.elsewhere),
}
HELD = {name: rows for name, (rows, _gather) in GATHERED.items()} | {"sessions": list[sessions.SessionRow]}


def everything(viewer: Actor, about: Account, *, current: str | None = None) -> dict[str, object]:
    """All of it, to the person themselves or an administrator."""
    rules.may_see_all_held(viewer, about)
    devices = sessions.of(Actor("account", str(about.pk)), current=current)
    found = {name: gather(about) for name, (_rows, gather) in GATHERED.items()} | {"sessions": devices}
    # What somebody said for those they chose is for nobody else, whoever looks after the software.
    return found if viewer.is_account(about.pk) else found | {"elsewhere": []}


@never_cache
@answers("All that is held about me", rows=HELD)
def me(request: HttpRequest) -> HttpResponse:
    """Everything held about the person signed in, what they may do, and who looked."""
    user = signed_in(request, _("Sign in to see what is held about you."))
    viewer = request.viewer  # type: ignore[attr-defined]
    sessions.seen(request, user, at_once=True)
    page = {"now": queries.roles_of(viewer, user), "looked_after": holders.looked_after(viewer)}
    rows = everything(viewer, user, current=request.session.session_key)
    return answer(request, "people/me.html", page=page, **rows)


@never_cache
@answers("All that is held about somebody, to an administrator; that they looked is recorded", rows=HELD)
def person(request: HttpRequest, id: str) -> HttpResponse:
    """An administrator looks at somebody's account. The person can see that they did, or it does not happen."""
    viewer = request.viewer  # type: ignore[attr-defined]
    about = holders.person(viewer, id)
    with recorded_read(viewer, Actor("account", str(about.pk)), _("the account page, as an administrator")):
        rows = everything(viewer, about)
    return answer(request, "people/person.html", page={"mine": viewer.is_account(about.pk)}, **rows)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Be called something else."""
    user = signed_in(request)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        changes.rename(request.viewer, user, name=form.cleaned_data["name"])  # type: ignore[attr-defined]
        return HttpResponseRedirect("/me")
    return render(request, "people/name.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@answers("Where I am signed in", rows={"sessions": list[sessions.SessionRow]})
def devices(request: HttpRequest) -> HttpResponse:
    """Each device that is signed in to this account."""
    user = signed_in(request, _("Sign in to see where you are signed in."))
    sessions.seen(request, user, at_once=True)
    rows = sessions.of(request.viewer, current=request.session.session_key)  # type: ignore[attr-defined]
    return answer(request, "people/sessions.html", sessions=rows)


@require_POST
def end_devices(request: HttpRequest) -> HttpResponse:
    """Sign one device out, or every other one."""
    user = signed_in(request)
    if request.POST.get("session"):
        sessions.end(request.viewer, request.POST["session"])  # type: ignore[attr-defined]
        messages.success(request, _("That device is signed out."))
    else:
        sessions.end_everywhere(user.pk, but=request.session.session_key)
        messages.success(request, _("Every other device is signed out."))
    return HttpResponseRedirect("/me/sessions")

"""Signing in and out, and what is held about me."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.answer import answer, answers
from commonweal.core.errors import NotAllowed
from commonweal.people import attempts, queries
from commonweal.people.forms import SignInForm
from commonweal.people.models import Account


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """A form for those who look after a place. Nobody needs it to look."""
    onward = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/"
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            address = form.cleaned_data["email"]
            attempts.refuse_if_too_many_passwords(request, address)
            account = authenticate(request, username=address, password=form.cleaned_data["password"])
            if account is not None:
                login(request, account)
                return HttpResponseRedirect(onward)
            attempts.failed_password(request, address)
            form.add_error(None, gettext("That e-mail address and password do not match an account here."))
    return render(request, "people/sign_in.html", {"form": form, "next": onward}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return HttpResponseRedirect("/")


@dataclass(frozen=True, slots=True)
class MeRow:
    """What is held about the person who asks."""

    name: str
    email: str
    language: str


@never_cache
@answers("What is held about me", rows={"me": MeRow, "roles": list[queries.RoleRow], "looks": list[queries.LookRow]})
def me(request: HttpRequest) -> HttpResponse:
    """Everything held about the person signed in, their roles, and who looked."""
    user = request.user
    if not isinstance(user, Account):
        raise NotAllowed(gettext("Sign in to see what is held about you."))
    viewer = request.viewer  # type: ignore[attr-defined]
    return answer(
        request,
        "people/me.html",
        me=MeRow(user.name, user.email, user.language),
        roles=queries.roles_of(viewer, user),
        looks=queries.looks_at(viewer),
    )

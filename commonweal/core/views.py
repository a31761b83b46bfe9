"""Pages that belong to no room: the description for programs, how pages look, and every component in one place."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

import commonweal
from commonweal.core import look as looks
from commonweal.core import samples
from commonweal.core.answer import json_answer, openapi


@require_safe
@cache_control(max_age=3600)
def describe(request: HttpRequest) -> HttpResponse:
    """Every address that answers in JSON or CSV, as OpenAPI 3.1."""
    return json_answer(openapi("Commonweal", commonweal.__version__))


class LookForm(forms.Form):
    """Two choices, each of which may be left to the device."""

    theme = forms.ChoiceField(label=_("Colours"), choices=looks.THEMES, widget=forms.RadioSelect, required=False)
    letters = forms.ChoiceField(
        label=_("Size of letters"), choices=looks.LETTERS, widget=forms.RadioSelect, required=False
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Choose colours and size of letters. Works without script; kept in a cookie on the reader's own device."""
    onward = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/"
    if request.method == "POST":
        wanted = looks.chosen(request.POST.get("theme", ""), request.POST.get("letters", ""))
        response = HttpResponseRedirect(onward)
        if wanted == looks.Look():
            response.delete_cookie(looks.COOKIE)
        else:
            response.set_cookie(
                looks.COOKIE,
                wanted.cookie(),
                max_age=looks.A_YEAR,
                samesite="Lax",
                httponly=True,
                secure=request.is_secure(),
            )
        return response
    now = looks.of(request)
    form = LookForm(initial={"theme": now.theme, "letters": now.letters})
    return render(request, "core/look.html", {"form": form, "next": onward})


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component with its states, in light or in dark: for those who build pages, and for the tests."""
    return render(request, "core/style.html", samples.page(request.GET.get("theme", "")))

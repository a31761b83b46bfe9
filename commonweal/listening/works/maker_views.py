"""Pages for the makers of a work: how it is made, joining, agreeing, answering, withdrawing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError, Invalid
from commonweal.journal.actor import Actor
from commonweal.listening import render
from commonweal.listening.models import Maker, Shown, Voice, Work
from commonweal.listening.works import changes, leave_changes, queries
from commonweal.listening.works.forms import AgreeForm, JoinForm, LeaveForm
from commonweal.listening.works.views import FORMS, about
from commonweal.listening.works.words import LEAVING, RULES, WHAT_HAPPENS
from commonweal.people.actors import person_of
from commonweal.people.slip_forms import WhoForm
from commonweal.people.slip_views import speaking, whose

TOLD = {
    "joined": gettext_lazy(
        "You are one of its makers. Another maker, or whoever leads it, now says that they know you."
    ),
    "agreed": gettext_lazy("What you agree to is written down."),
    "answered": gettext_lazy("Your answer is written down."),
    "welcome": gettext_lazy("They are one of the makers."),
}


@never_cache
@require_http_methods(FORMS)
def making(request: HttpRequest, id: str) -> HttpResponse:
    """Brief, fee and agreement, who is waited for, and what happened: for makers, and who works in the place."""
    viewer = request.viewer  # type: ignore[attr-defined]
    who: Actor | None = None
    if viewer.kind == "account" and not request.POST.get("code"):
        held, person = queries.made(viewer, id), viewer
    else:
        who, form = whose(request)
        if who is None:
            return _code(request, form, _("How it was made"))
        person = person_of(who)
        held = queries.made(person, id)
    told = queries.making(person, held)
    page = about(held) | {
        "making": told,
        "by_slip": person.kind == "contributor",
        "done": TOLD.get(request.GET.get("done", ""), ""),
        "whole": queries.whole(person, held),
    }
    return answer(request, "listening/works/making.html", page=page)


@never_cache
@require_http_methods(FORMS)
def join(request: HttpRequest, id: str) -> HttpResponse:
    """Be one of the makers: see first how one would be credited, then say yes."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.joinable(id)
    form = JoinForm(request.POST or None, signed_in=viewer.kind == "account")
    looked = None
    if request.method == "POST" and form.is_valid():
        who = speaking(request, form)
        if who is not None and request.POST.get("do") == "keep":
            try:
                changes.join_work(who, held, **_told(form))
                return _after(who, held, "joined")
            except DomainError as refusal:
                form.add_error(None, refusal.sentence)
        elif who is not None:
            looked = render.credit(form.cleaned_data["level"], form.cleaned_data["called"])
    page = about(held) | {
        "form": _without_code(form),
        "credit": looked,
        "sent": [(name, value) for name in form.fields for value in request.POST.getlist(name)] if looked else [],
        "rule": RULES[held.rule],
        "leaving": LEAVING[held.leaving],
    }
    status = 400 if request.method == "POST" and not looked else 200
    return answer(request, "listening/works/join.html", page=page, status=status)


def _without_code(form: Any) -> Any:
    """A form as it is shown again: the code that was typed is on no page, and is typed once more."""
    if form.is_bound and form.data.get("code"):
        form.data = form.data.copy()
        form.data["code"] = ""
    return form


def _told(form: JoinForm) -> dict[str, Any]:
    names = ("role", "level", "called", "heading", "words", "agreed", "young", "guardian", "read_back")
    return {name: form.cleaned_data[name] for name in names}


@never_cache
@require_http_methods(FORMS)
def agree(request: HttpRequest, id: str) -> HttpResponse:
    """See what one agrees to, and change it. Whoever has a slip types its code to begin, and once more at the end."""
    viewer = request.viewer  # type: ignore[attr-defined]
    keep = request.POST.get("do") == "keep"
    form = AgreeForm(request.POST if keep else None, signed_in=viewer.kind == "account")
    if keep and form.is_valid():
        who = speaking(request, form)
        if who is not None:
            held = _held(who, id)
            try:
                changes.agree_to_work(who, queries.maker(person_of(who), held), agreed=form.cleaned_data["agreed"])
                return _after(who, held, "agreed")
            except DomainError as refusal:
                form.add_error(None, refusal.sentence)
    if keep:
        held = queries.joinable(id)
        return _agreeing(request, held, form, status=400)
    if viewer.kind == "account" and request.method != "POST":
        who = viewer
    else:
        who, code = whose(request)
        if who is None:
            return _code(request, code, _("What you agree to"))
    held = _held(who, id)
    form = AgreeForm(None, signed_in=viewer.kind == "account")
    form.initial["agreed"] = _agreed(queries.maker(person_of(who), held))
    return _agreeing(request, held, form)


def _agreeing(request: HttpRequest, held: Work, form: AgreeForm, *, status: int = 200) -> HttpResponse:
    page = about(held) | {"form": _without_code(form), "rule": RULES[held.rule], "leaving": LEAVING[held.leaving]}
    return answer(request, "listening/works/agree.html", page=page, status=status)


def _agreed(maker: Maker) -> list[str]:
    """What a maker agrees to now."""
    standing = set(maker.voice.uses.filter(withdrawn_at=None).values_list("use", flat=True))
    found = [name for name, use in changes.VOICE_USES.items() if use in standing]
    found += ["recording"] if maker.recording_at else []
    return found + (["selling"] if maker.selling_at else [])


@never_cache
@require_http_methods(FORMS)
def leave(request: HttpRequest, id: str) -> HttpResponse:
    """Withdraw: what was agreed happens, step by step, and one is told what cannot be recalled."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.any_work(id)
    form = LeaveForm(request.POST or None, signed_in=viewer.kind == "account")
    if request.method == "POST" and form.is_valid():
        who = speaking(request, form)
        if who is not None:
            maker = queries.maker(person_of(who), held)
            printed = _printed(maker.voice)
            words_too = form.cleaned_data["words_too"]
            after = leave_changes.leave_work(who, maker, words_too=words_too)
            page = about(held) | {
                "steps": _done(held, words_too=words_too),
                "printed": printed,
                "after": after,
            }
            return answer(request, "listening/works/left.html", page=page)
    page = about(held) | {
        "form": _without_code(form),
        "happens": WHAT_HAPPENS[held.leaving],
        "renames": held.leaving == Work.RENAME,
    }
    return answer(request, "listening/works/leave.html", page=page, status=400 if request.method == "POST" else 200)


def _printed(voice: Voice) -> list[tuple[str, Any]]:
    return list(Shown.objects.filter(voice=voice, printed=True).order_by("at").values_list("what", "at"))


def _done(held: Work, *, words_too: bool) -> tuple[Any, ...]:
    how = Work.TAKE_OUT if held.leaving == Work.RENAME and words_too else held.leaving
    return WHAT_HAPPENS[how][:2] if how == Work.RENAME else WHAT_HAPPENS[how]


@never_cache
@require_POST
def answer_asked(request: HttpRequest, id: str) -> HttpResponse:
    """Does the rest of the work stay?"""
    who = _speaker(request)
    held = _held(who, id)
    if request.POST.get("say") not in ("keep", "down"):
        raise Invalid(_("Say whether it stays."))
    leave_changes.answer_asked(who, queries.maker(person_of(who), held), keep=request.POST["say"] == "keep")
    return _after(who, held, "answered")


@never_cache
@require_POST
def welcome(request: HttpRequest, id: str) -> HttpResponse:
    """Say that somebody is one of the makers."""
    who = _speaker(request)
    held = queries.made(person_of(who), id)
    changes.welcome_maker(who, queries.maker_of(held, request.POST.get("maker", "")))
    return _after(who, held, "welcome")


def _speaker(request: HttpRequest) -> Actor:
    who, form = whose(request)
    if who is None:
        said = [error for errors in form.errors.values() for error in errors]
        raise Invalid(" ".join(map(str, said)) or _("Type the code that is on your slip, or sign in."))
    return who


def _held(who: Actor, id: str) -> Work:
    return queries.made(person_of(who), id)


def _after(who: Actor, held: Work, done: str) -> HttpResponse:
    """Where one goes next. Whoever has a slip reads what was done by its code: nothing of theirs is in an address."""
    return HttpResponseRedirect(f"/made/{held.pk}/making?done={done}")


def _code(request: HttpRequest, form: WhoForm | None, title: str) -> HttpResponse:
    page = {
        "form": _without_code(form) if form else WhoForm(signed_in=False),
        "title": title,
        "done": TOLD.get(request.GET.get("done", ""), ""),
    }
    return answer(request, "listening/works/code.html", page=page, status=400 if request.method == "POST" else 200)

"""What the owners of a promise do: confirm it, say how it goes, and judge whether it was kept.

A resident with a slip types its code once; then a sealed note, good for half an hour, says which promise and who.
"""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError, Invalid
from commonweal.inquiry import changes, queries, rules
from commonweal.inquiry.forms import ConfirmForm, JudgeForm, ReportForm, ResidentForm, RewordForm
from commonweal.inquiry.models import Commitment
from commonweal.inquiry.views import page_of, resident
from commonweal.journal.actor import Actor
from commonweal.journal.door import can
from commonweal.people import actors
from commonweal.people.slip_forms import CodeForm
from commonweal.people.slip_views import acting, found

MINUTES, SALT = 30, "commonweal.inquiry.owner"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def steps(request: HttpRequest, id: str) -> HttpResponse:
    """The forms that are for whoever asks; for somebody with a slip, first its code."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    do = request.POST.get("do", "")
    form = CodeForm(request.POST if do == "open" else None)
    if do == "open":
        contributor = found(request, form)
        if contributor is None:
            return _code(request, id, form)
        who = acting(viewer, actors.of_contributor(contributor))
    elif "person" in request.POST:
        who = acting(viewer, _unsealed(id, request.POST["person"]))
    elif viewer.kind == "account":
        who = viewer
    else:
        return _code(request, id, form)
    held = queries.commitment(who, id)
    if not rules.voice_of(who, held):
        return _code(request, id, form)
    return _forms(request, who, held, do)


def _forms(request: HttpRequest, who: Actor, held: Commitment, do: str) -> HttpResponse:
    page: dict[str, Any] = {}
    each = {
        "confirm": (changes.confirm, ConfirmForm, {}),
        "report": (changes.report, ReportForm, {"commitment": held}),
        "judge": (changes.judge, JudgeForm, {}),
        "reword": (changes.reword, RewordForm, {"initial": model_to_dict(held, ["title", "what", "for_body"])}),
        "hand_on": (changes.hand_on, ResidentForm, {}),
    }
    wanted = ["confirm", "reword"] if held.confirmed_at is None else ["report", "judge"]
    wanted += ["hand_on"] if held.owner is None or held.confirmed_at is None else []
    for name in wanted:
        change, kind, more = each[name]
        if can(who).ask(change, held) is not None:
            continue
        form = kind(request.POST if do == name else None, auto_id=f"{name}_%s", **more)  # type: ignore[arg-type]
        page[name] = form
        if do == name and form.is_valid():
            try:
                if not _do(request, who, held, name, form):
                    continue
                return HttpResponseRedirect(f"/commitment/{held.pk}?done={name}")
            except DomainError as refusal:
                form.add_error(None, refusal.sentence)
    bound = page.get(do)
    page |= page_of(held.place) | {
        "wrong": bound if bound is not None and bound.errors else None,
        "whole": queries.whole(who, held),
        "speaks": rules.voice_of(who, held),
        "person": _sealed(held, who),
    }
    return answer(request, "inquiry/steps.html", page=page, status=400 if page["wrong"] else 200)


def _do(request: HttpRequest, who: Actor, held: Commitment, name: str, form: Any) -> bool:
    """Do it. False: the form says now what is wrong."""
    told = form.cleaned_data
    if name == "confirm":
        changes.confirm(who, held, called=told["called"])
    elif name == "report":
        changes.report(who, held, words=told["words"], state=told["state"], by=told.get("by"))
    elif name == "judge":
        changes.judge(who, held, kept=told["kept"] == "yes", words=told["verdict"])
    elif name == "reword":
        changes.reword(who, held, **told)
    else:
        other = resident(request, form, held.place)
        if other is None:
            return False
        changes.hand_on(who, held, resident=other)
    return True


def _code(request: HttpRequest, id: str, form: CodeForm) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return answer(request, "inquiry/code.html", page={"form": form, "id": id}, status=status)


def _sealed(held: Commitment, who: Actor) -> str:
    """Names a resident with a slip between the steps; empty for somebody signed in, who speaks for themselves."""
    person = who.for_id if who.for_kind == "contributor" else who.id if who.kind == "contributor" else ""
    return signing.dumps([str(held.pk), person], salt=SALT) if person else ""


def _unsealed(id: str, sealed: str) -> Actor:
    try:
        which, person = signing.loads(sealed, salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        which, person = "", ""
    if which != id:
        raise Invalid(_("This page was open for more than half an hour. Begin again with the code: nothing was kept."))
    return Actor("contributor", person)

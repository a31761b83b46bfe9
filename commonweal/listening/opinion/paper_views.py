"""Paper: a ballot to print, and bringing ballots and dots in, a batch at a time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError
from commonweal.listening.opinion import paper_changes, queries, rules
from commonweal.listening.opinion.forms import BallotsForm, DotsForm
from commonweal.listening.opinion.views import page_for
from commonweal.listening.views import FORMS


@require_safe
def ballot_sheet(request: HttpRequest, id: str) -> HttpResponse:
    """The statements as a ballot on paper; or one to a page, to put dots on."""
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    dots = request.GET.get("as") == "dots"
    page = page_for(request, held) | {"statements": queries.statements(held), "dots": dots}
    return answer(request, "listening/opinion/paper.html", page=page)


@never_cache
@require_http_methods(FORMS)
def type_in(request: HttpRequest, id: str) -> HttpResponse:
    """Type ballots and dots in."""
    held = queries.bare(request.viewer, id)  # type: ignore[attr-defined]
    rules.may_type_paper(request.viewer, held)  # type: ignore[attr-defined]
    statements = queries.statements(held)
    numbers = [each.number for each in statements]
    do = request.POST.get("do", "")
    ballots = BallotsForm(request.POST if do == "ballots" else None, numbers=numbers, prefix="b")
    dots = DotsForm(request.POST if do == "dots" else None, numbers=numbers, prefix="d")
    sent = ballots if do == "ballots" else dots if do == "dots" else None
    if sent is not None and sent.is_valid() and _keep(request, held, sent):
        return HttpResponseRedirect(f"/conversation/{held.pk}/paper/type?done=1")
    page = page_for(request, held) | {
        "ballots": ballots,
        "dots": dots,
        "form": sent or ballots,
        "rows": [(each, _fields(dots, each.number)) for each in statements],
        "batches": queries.batches(request.viewer, held),  # type: ignore[attr-defined]
        "done": request.GET.get("done", ""),
    }
    status = 400 if request.method == "POST" else 200
    return answer(request, "listening/opinion/type_paper.html", page=page, status=status)


def _keep(request: HttpRequest, held: Any, form: BallotsForm | DotsForm) -> bool:
    viewer, label = request.viewer, form.cleaned_data["label"]  # type: ignore[attr-defined]
    try:
        if isinstance(form, BallotsForm):
            paper_changes.type_ballots(viewer, held, label=label, ballots=form.cleaned_data["ballots"])
        else:
            paper_changes.type_dots(viewer, held, label=label, dots=form.dots())
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def _fields(form: DotsForm, number: int) -> list[Any]:
    return [form[f"{way}-{number}"] for way in ("agree", "disagree", "pass")]


@require_POST
def drop(request: HttpRequest, id: str) -> HttpResponse:
    """Take a batch out again."""
    held = queries.batch(id)
    conversation = paper_changes.drop_batch(request.viewer, held)  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/conversation/{conversation.pk}/paper/type?done=gone")

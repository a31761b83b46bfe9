"""Pages for keeping entries true: editing one's own, telling that one is wrong, and the board of what is to be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid
from commonweal.directory import keep_changes, keeping, rules
from commonweal.directory.about.forms import AboutForm
from commonweal.directory.entry_words import as_said
from commonweal.directory.feeds.differences import differences_of, waiting
from commonweal.directory.forms import (
    AnswerForm,
    EntryForm,
    LinkForm,
    PolicyForm,
    TellForm,
    TimesForm,
    time_to_type,
    times_typed,
)
from commonweal.directory.going_on import one
from commonweal.directory.keeping import Became, Board
from commonweal.directory.models import Proposal, Report, Service
from commonweal.directory.withhold_changes import withhold
from commonweal.journal.actor import Actor
from commonweal.journal.door import can
from commonweal.people import letters
from commonweal.people.attempts import TooMany, count_written
from commonweal.places import queries as places

LINK = "directory-link"  # in the session: the link that somebody came by
FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(["GET", "HEAD"])
def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever opens a link is let in to one entry. The code leaves the address at once."""
    link = keeping.link(code)
    request.session[LINK] = str(link.pk)
    return HttpResponseRedirect(f"/service/{link.service_id}/edit")


def keeper(request: HttpRequest, id: str) -> tuple[Actor, Service]:
    """Whoever keeps this entry: by their roles, or by the link they came with."""
    viewer = request.viewer  # type: ignore[attr-defined]
    link = keeping.by_link(request.session.get(LINK, ""), id)
    if link is not None:
        # Whoever has the link knows the entry, whoever else may see it.
        return link, one(Service.objects.filter(gone_at=None).select_related("organization", "place"), id)
    service = one(Service.objects.visible_to(viewer).select_related("organization", "place"), id)
    rules.may_keep_service(viewer, service)
    return viewer, service


def keeps(request: HttpRequest, id: str) -> bool:
    """Whether whoever asks keeps this entry."""
    try:
        keeper(request, id)
    except DomainError:
        return False
    return True


@never_cache
@require_http_methods(FORMS)
def edit(request: HttpRequest, id: str) -> HttpResponse:
    """An entry to change, on one page; the first button says that all of it is still right."""
    who, service = keeper(request, id)
    said = as_said(service)
    times = [time_to_type(each) for each in said["times"]]
    initial = said | {"helps_with": ", ".join(said["helps_with"])}
    form = EntryForm(request.POST or None, initial=initial)
    formset = TimesForm(request.POST or None, initial=times, prefix="times")
    about = AboutForm(request.POST or None, kind="service", initial=said["about"], prefix="about")
    status = 200
    if request.method == "POST":
        if form.is_valid() and formset.is_valid() and about.is_valid():
            try:
                told = form.said() | {"times": times_typed(formset), "about": about.said()}
                result = keep_changes.say(who, service, told)
                return _kept(request, service, waits=isinstance(result, Proposal))
            except Invalid as refusal:
                form.add_error(None, refusal.sentence)
        status = 400
    page = page_of(service) | {
        "form": form,
        "formset": formset,
        "about": about,
        "by_link": who.kind == rules.LINK,
        "before": keeping.before(who, service),
        "declined": keeping.declined(who, service),
        "withholds": can(who).ask(withhold, service) is None,
        "link_form": LinkForm(),
        "differences": [each for each in differences_of(who, service) if each.waits],
    }
    return answer(request, "directory/edit.html", page=page, status=status)


@require_POST
def confirm(request: HttpRequest, id: str) -> HttpResponse:
    """All of it is still right."""
    who, service = keeper(request, id)
    keep_changes.confirm(who, service, how=request.POST.get("how", "page"))
    return _kept(request, service)


@require_POST
def take_back(request: HttpRequest, id: str) -> HttpResponse:
    """Let the entry say again what it said before."""
    who, service = keeper(request, id)
    version = request.POST.get("version", "")
    keep_changes.take_back(who, service, version=int(version) if version.isdigit() else 0)
    return _kept(request, service)


@never_cache
@require_POST
def give_link(request: HttpRequest, id: str) -> HttpResponse:
    """A link for whoever runs it: by letter, or to be passed on."""
    who, service = keeper(request, id)
    form = LinkForm(request.POST)
    if not form.is_valid():
        raise Invalid(" ".join(form.errors["email"]))
    email = form.cleaned_data["email"]
    _link, code = keep_changes.give_link(who, service, email=email)
    address = letters.site_address(f"/keep/{code}")
    sent = bool(email) and letters.send(email, "entry_link", service=service, link=address)
    page = page_of(service) | {"address": "" if sent else address, "email": email, "sent": sent}
    return answer(request, "directory/link.html", page=page)


@never_cache
@require_http_methods(FORMS)
def wrong(request: HttpRequest, id: str) -> HttpResponse:
    """This is wrong: anybody may say so."""
    service = one(Service.objects.visible_to(request.viewer).select_related("organization", "place"), id)  # type: ignore[attr-defined]
    return _tell(request, page_of(service) | {"about": service.name}, service=service)


@never_cache
@require_http_methods(FORMS)
def missing(request: HttpRequest, slug: str) -> HttpResponse:
    """Something that is here and not in the directory: anybody may say so."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    crumbs = [(place.name, f"/place/{slug}"), (_("What goes on"), f"/place/{slug}/services")]
    return _tell(request, {"place": place, "invented": place.invented, "about": "", "crumbs": crumbs}, place=place)


def _tell(request: HttpRequest, page: dict[str, Any], *, service: Any = None, place: Any = None) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    form = TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _counted(request, form):
        told = form.cleaned_data
        if service is not None:
            _made, code = keep_changes.report_wrong(viewer, service, **told)
        else:
            _made, code = keep_changes.report_missing(viewer, place, **told)
        return HttpResponseRedirect(f"/told/{code}?new=1")
    status = 400 if request.method == "POST" else 200
    return answer(request, "directory/tell.html", page=page | {"form": form}, status=status)


def _counted(request: HttpRequest, form: TellForm) -> bool:
    """Whether this may be kept; where too much was written today, the form says so and keeps the words."""
    try:
        count_written(request)
    except TooMany as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


@never_cache
@require_safe
@answers("What became of something that was told to us", rows={"became": Became})
def told(request: HttpRequest, code: str) -> HttpResponse:
    """What became of it, for whoever has the address; never its words."""
    found = keeping.became(code)
    page = {"new": request.GET.get("new") == "1", "address": letters.site_address(f"/told/{code}")}
    return answer(request, "directory/told.html", page=page, became=found)


@never_cache
@require_safe
@answers("How true a place's directory is, and what waits to be done", rows={"board": Board}, table="board.by_area")
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """For whoever keeps the directory of a place."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    found = keeping.board(viewer, place)
    decides = can(viewer).ask(keep_changes.set_policy, place) is None
    initial = {"edits": found.edits, "confirm_months": found.months, "reminders": found.reminders}
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "answer_form": AnswerForm(),
        "differing": waiting(viewer, place),
        "policy_form": PolicyForm(initial=initial) if decides else None,
    }
    return answer(request, "directory/keeping.html", page=page, board=found)


@require_POST
def decide(request: HttpRequest, id: str) -> HttpResponse:
    """Take an edit that waits, or say why not."""
    proposal = one(Proposal.objects.select_related("service__place", "service__organization"), id)
    take = request.POST.get("take") == "yes"
    keep_changes.decide(request.viewer, proposal, take=take, reason=request.POST.get("answer", ""))  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/place/{proposal.service.place.slug}/keeping")


@require_POST
def answer_report(request: HttpRequest, id: str) -> HttpResponse:
    """Answer whoever told us; by letter too, where they left an address."""
    report = one(Report.objects.select_related("place", "service"), id)
    reply_to, mended = report.reply_to, request.POST.get("mended") == "yes"
    done = keep_changes.answer_report(
        request.viewer,  # type: ignore[attr-defined]
        report,
        mended=mended,
        answer=request.POST.get("answer", ""),
    )
    if "@" in reply_to:
        letters.send(reply_to, "report_answered", report=done)
    return HttpResponseRedirect(f"/place/{report.place.slug}/keeping")


@require_POST
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """Decide how edits go live."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    rules.may_set_policy(request.viewer, place)  # type: ignore[attr-defined]
    form = PolicyForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Edits are live or held, and a confirmation holds for 1 to 36 months."))
    keep_changes.set_policy(request.viewer, place, **form.cleaned_data)  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/place/{slug}/keeping")


def _kept(request: HttpRequest, service: Service, *, waits: bool = False) -> HttpResponse:
    """Back to the entry, which says what was done."""
    return HttpResponseRedirect(f"/service/{service.pk}?{'waits' if waits else 'kept'}=1")


def page_of(service: Service) -> dict[str, Any]:
    """What the head of every page about one service needs."""
    place = service.place
    return {
        "service": service,
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (service.name, f"/service/{service.pk}")],
    }

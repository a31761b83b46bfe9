"""A link for a partner without an account: giving and taking it back; and the few pages of whoever came by it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer
from commonweal.core.errors import NotFound
from commonweal.evidence.models import Contract, Delivery, SendingLink
from commonweal.evidence.returns import desk, link_changes, links, queries, rules
from commonweal.evidence.returns.forms import LinkForm
from commonweal.evidence.returns.views import about, back_to, crumb
from commonweal.people import letters, slips
from commonweal.people.attempts import failed_slip, refuse_if_too_many_slips
from commonweal.places import queries as places

OPENED, SENT = "evidence-sending-link", "evidence-sent"  # in the session: the link, and the file that came by it
HERE = "/sending"
FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORMS)
def give(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Make a link to pass on. It is shown once and kept nowhere."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    held = queries.contract(viewer, place, key)
    rules.may_give_link(viewer, held)
    form = LinkForm(request.POST if request.method == "POST" else None)
    page = about(place, crumb(place), back_to(held, queries.title(viewer, held))) | {"form": form, "contract": held}
    if form.is_bound and form.is_valid():
        link, code = link_changes.give_link(viewer, held, **form.cleaned_data)
        page |= {"link": link, "link_address": letters.site_address(f"{HERE}/{code}")}
    status = 400 if form.is_bound and form.errors else 200
    return answer(request, "evidence/returns/give_link.html", page=page, status=status)


@never_cache
@require_POST
def end(request: HttpRequest, id: str) -> HttpResponse:
    """Take a link back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    link = link_changes.end_link(viewer, links.one(id))
    held = link.contract
    return HttpResponseRedirect(f"/place/{held.place.slug}/returns/{held.key}?done=link-ended#links")


@never_cache
@require_safe
def arrive(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever opens a link is let in to one contract. The code leaves the address at once."""
    guessed = f"sending {code[: slips.PREFIX]}"  # one who guesses must not shut out all the others
    refuse_if_too_many_slips(request, guessed)
    try:
        found = links.by_code(code)
    except NotFound:
        failed_slip(request, guessed)
        raise
    request.session[OPENED] = str(found.pk)
    request.session.pop(SENT, None)
    return HttpResponseRedirect(HERE)


@never_cache
@require_safe
def read(request: HttpRequest) -> HttpResponse:
    """What is asked for, as it is agreed, and of which periods something has come. Nothing else."""
    link = _open(request)
    held, who = link.contract, links.actor(link)
    page = _page(held) | {
        "contract": queries.contract_row(who, held),
        "link": link,
        "periods": queries.periods(who, held),
    }
    return answer(request, "evidence/returns/by_link.html", page=page)


@never_cache
@require_http_methods(FORMS)
def send(request: HttpRequest) -> HttpResponse:
    """Try a file, and send it."""
    link = _open(request)
    held = link.contract
    page = _page(held, (queries.title(links.actor(link), held), HERE)) | {
        "agreed": HERE,
        "example": f"{HERE}/example.csv",
    }
    done = desk.handed_over(request, desk.Desk(links.actor(link), held, False, page))
    if not isinstance(done, Delivery):
        return done
    request.session[SENT] = str(done.pk)
    return HttpResponseRedirect(f"{HERE}/thanks")


@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """The file to fill in."""
    link = _open(request)
    return desk.example(link.contract, links.actor(link))


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What was just sent, and that it has come: also where the link has done its work with it."""
    link = links.opened(request.session.get(OPENED, ""))
    sent = link.deliveries.filter(pk=request.session.get(SENT) or None).first()
    if sent is None:
        raise NotFound(_("Nothing was sent from this browser yet."))
    page = _page(link.contract) | {
        "sent": queries.delivery_row(sent, ()),
        "title": queries.title(links.actor(link), link.contract),
        "open": links.state(link) == links.OPEN,
    }
    return answer(request, "evidence/returns/sent_by_link.html", page=page)


def _open(request: HttpRequest) -> SendingLink:
    """The link that was opened in this browser, if it is open still."""
    link = links.opened(request.session.get(OPENED, ""))
    links.refuse_closed(link)
    return link


def _page(held: Contract, *crumbs: tuple[str, str]) -> dict[str, Any]:
    """No way leads from here to what else the place holds: that is open to everybody, and not what the link is for."""
    return {"place": held.place, "invented": held.place.invented, "crumbs": list(crumbs), "public": False}

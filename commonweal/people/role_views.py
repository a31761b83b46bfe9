"""Who holds what here, inviting somebody, and saying yes to an invitation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Gone, NotFound
from commonweal.people import changes, elsewhere, holders, invitations, letters, providers, rules
from commonweal.people.forms import AcceptForm, InviteForm
from commonweal.people.models import Account, Invitation

LINK = "invitation_link"


def roles_address(scope_kind: str, scope_id: str) -> str:
    """Where the page about a scope's roles is."""
    return "/roles/house" if scope_kind == "house" else f"/roles/{scope_kind}/{scope_id}"


@never_cache
@answers(
    "Who holds which role here, until when",
    rows={"scope": holders.ScopeRow, "holders": list[holders.HolderRow], "invited": list[holders.InvitedRow]},
    table="holders",
)
def roles(request: HttpRequest, kind: str = "house", id: str = "house") -> HttpResponse:
    """Who holds what here, who has been asked, and a form to ask somebody."""
    viewer = request.viewer  # type: ignore[attr-defined]
    here = holders.scope(kind, id)
    rows, asked = holders.holders(viewer, kind, id), holders.invited(viewer, kind, id)
    page = {
        "form": InviteForm(scope_kind=kind),
        "here": roles_address(kind, id),
        "administers": rules.administers(viewer),
        "link": request.session.pop(LINK, None),
    }
    return answer(request, "people/roles.html", page=page, scope=here, holders=rows, invited=asked)


@never_cache
@require_POST
def invite(request: HttpRequest, kind: str = "house", id: str = "house") -> HttpResponse:
    """Ask somebody by e-mail to hold a role here."""
    viewer = request.viewer  # type: ignore[attr-defined]
    here = holders.scope(kind, id)
    rules.may_see_roles(viewer, scope_kind=kind, scope_id=id)
    form = InviteForm(request.POST, scope_kind=kind)
    if form.is_valid():
        given = form.cleaned_data
        invitation, code = invitations.send(viewer, scope_kind=kind, scope_id=id, **given)
        link = letters.site_address(f"/invitation/{code}")
        sent = letters.send(invitation.email, "invitation", letter=holders.letter(invitation), link=link)
        request.session[LINK] = {"link": link, "email": invitation.email, "sent": sent}
        return HttpResponseRedirect(roles_address(kind, id))
    page = {"form": form, "scope": here, "here": roles_address(kind, id)}
    return render(request, "people/invite.html", page, status=400)


@require_POST
def end_role(request: HttpRequest, id: str) -> HttpResponse:
    """Take a role back, or hand it in."""
    viewer = request.viewer  # type: ignore[attr-defined]
    grant = holders.grant_of(viewer, id)
    changes.end_role(viewer, grant)
    if viewer.id == str(grant.account_id):
        messages.success(request, _("You have handed this role in. It has ended."))
        return HttpResponseRedirect("/me")
    messages.success(request, _("The role of %(name)s has ended.") % {"name": grant.account.name})
    return HttpResponseRedirect(roles_address(grant.scope_kind, grant.scope_id))


@require_POST
def withdraw(request: HttpRequest, id: str) -> HttpResponse:
    """Take an invitation back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    invitation = invitations.withdraw(viewer, holders.invitation_of(viewer, id))
    messages.success(request, _("The invitation to %(email)s is taken back.") % {"email": invitation.email})
    return HttpResponseRedirect(roles_address(invitation.scope_kind, invitation.scope_id))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody is asked, by whom and why; and saying yes, with the account they have or a new one."""
    found = invitations.by_code(code)
    if found is None:
        raise NotFound(_("There is no invitation at this address. Copy the whole address from the letter."))
    if found.state != "open":
        raise Gone(str(rules.CLOSED[found.state]))
    user = request.user if isinstance(request.user, Account) else None
    form = None if user else AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _accepted(request, found, user, form)
        except DomainError as error:
            if form is None or isinstance(error, Gone):
                raise
            form.add_error(None, error.sentence)
    page = {
        "letter": holders.letter(found),
        "form": form,
        "user": user,
        "taken": user is None and Account.objects.filter(email__iexact=found.email).exists(),
        "providers": providers.offered(),
    }
    return render(request, "people/invitation.html", page, status=400 if form is not None and form.errors else 200)


def _accepted(request: HttpRequest, found: Invitation, user: Account | None, form: AcceptForm | None) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    given = form.cleaned_data if form is not None else {}
    account = invitations.accept(viewer, found, account=user, **given)
    messages.success(request, _("You have accepted. What you may do here now is listed below."))
    if user is None:
        elsewhere.let_in(request, account, "password")
    return HttpResponseRedirect("/me")

"""Who holds what here, and inviting somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commonweal.core.answer import answer, answers
from commonweal.people import asking, changes, holders, invitations, rules
from commonweal.people.forms import InviteForm
from commonweal.people.proving import to_prove

LINK = "invitation_link"
POWERFUL = {"steward", "administrator"}  # whoever gives these roles gives what gives others: asked once more who it is


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
        "again": to_prove(request, roles_address(kind, id)),
        "invented": here.invented,
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
        away = to_prove(request, roles_address(kind, id)) if given["role"] in POWERFUL else ""
        if away:
            return HttpResponseRedirect(away)
        asked = asking.ask(viewer, scope_kind=kind, scope_id=id, **given)
        if asked.link:  # kept nowhere else, and here until the next page only
            request.session[LINK] = {"link": asked.link, "email": asked.invitation.email}
        else:
            messages.success(request, _("A letter is on its way to %(email)s.") % {"email": asked.invitation.email})
        return HttpResponseRedirect(roles_address(kind, id))
    page = {"form": form, "scope": here, "here": roles_address(kind, id), "invented": here.invented}
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

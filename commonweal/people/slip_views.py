"""A slip's own pages: what became of it, taking back, being erased. Nobody signs in; each step asks for the code.

A code is never part of an address, of a cookie or of a page: on a library's computer it stays on the paper.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import FACE, PHONE, Actor
from commonweal.people import actors, attempts, queries, receipts, rules, slip_status, slips
from commonweal.people.consent import PURPOSES
from commonweal.people.consent_changes import withdraw_all, withdraw_consent
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Contributor
from commonweal.people.roles import holders
from commonweal.people.slip_forms import EVERYTHING, CodeForm, EraseForm, WhoForm, WithdrawForm

ASKED = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(ASKED)
def slip(request: HttpRequest) -> HttpResponse:
    """Type a code, see what became of it."""
    form = CodeForm(request.POST or None, empty_permitted=False, use_required_attribute=False)
    contributor = found(request, form)
    if contributor is None:
        return _form(request, "people/slip.html", form, helper=may_write_down(request.viewer))  # type: ignore[attr-defined]
    shown = slip_status.status(actors.of_contributor(contributor), contributor)
    return answer(request, "people/slip_status.html", slip=shown)


@never_cache
@require_http_methods(ASKED)
def script(request: HttpRequest) -> HttpResponse:
    """For a helper on the telephone: the same in plain sentences to read out. That somebody looked is written down."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if not may_write_down(viewer):
        raise NotAllowed(_("Sign in with a role that lets you speak for others: %s.") % holders(rules.WRITE_DOWN))
    form = CodeForm(request.POST or None, use_required_attribute=False)
    form.fields["code"].label = _("The code on their slip, as they read it out")
    contributor = found(request, form)
    if contributor is None:
        return _form(request, "people/slip_script.html", form)
    person = actors.of_contributor(contributor)
    rules.may_speak_for(actors.for_somebody(viewer, person, channel=PHONE), person)
    queries.record_look_up(viewer, person, _("what became of what was said"))
    page = {"form": CodeForm(), "lines": receipts.script(person), "text": receipts.as_text(contributor)}
    return answer(request, "people/slip_script.html", page=page)


@never_cache
@require_http_methods(["GET", "HEAD"])
def mine(request: HttpRequest) -> HttpResponse:
    """What became of what somebody signed in said."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.kind != "account":
        raise NotAllowed(_("Sign in to see what became of what you said; or type the code of your slip."))
    return answer(request, "people/my_receipts.html", page={"receipts": receipts.receipts(viewer)})


@never_cache
@require_http_methods(ASKED)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take one thing back, or everything. Asked for by a link, done by typing the code once more."""
    form = WithdrawForm(request.POST or None, initial={"what": request.GET.get("what", EVERYTHING)})
    contributor = found(request, form)
    if contributor is None:
        return _form(request, "people/slip_withdraw.html", form)
    person = actors.of_contributor(contributor)
    what = form.cleaned_data["what"]
    who = acting(request.viewer, person)  # type: ignore[attr-defined]
    if what == EVERYTHING:
        withdraw_all(who, person)
    else:
        withdraw_consent(who, person, purpose=what)
    return answer(
        request, "people/slip_withdrawn.html", agreed=slip_status.agreed(person), page={"taken": PURPOSES.get(what, "")}
    )


@never_cache
@require_http_methods(ASKED)
def erase(request: HttpRequest) -> HttpResponse:
    """Be erased: the code once more, and a yes."""
    form = EraseForm(request.POST or None)
    contributor = found(request, form)
    if contributor is None:
        return _form(request, "people/slip_erase.html", form)
    person = actors.of_contributor(contributor)
    done = erase_person(acting(request.viewer, person), person)  # type: ignore[attr-defined]
    return answer(request, "people/erased.html", erased=done)


def found(request: HttpRequest, form: CodeForm) -> Contributor | None:
    """The contributor whose code was typed. Wrong codes are counted; None means that the form says what is wrong."""
    return by_code(request, form) if request.method == "POST" else None


def by_code(request: HttpRequest, form: CodeForm) -> Contributor | None:
    """The same for a code that came otherwise: a device sends it beside each piece of a file."""
    if not form.is_valid():
        return None
    code = form.cleaned_data["code"]
    attempts.refuse_if_too_many_slips(request, code[: slips.PREFIX])
    contributor = queries.by_slip(slips.hashed(code))
    if contributor is None:
        attempts.failed_slip(request, code[: slips.PREFIX])
        form.add_error(
            "code", _("No slip has this code. It may have been erased, or the code may be of another place.")
        )
    return contributor


def whose(request: HttpRequest) -> tuple[Actor | None, WhoForm]:
    """Who does this: the account that is signed in, or whoever's code was typed. None: the form says what is wrong."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = WhoForm(request.POST if request.method == "POST" else None, signed_in=viewer.kind == "account")
    if request.method != "POST" or not form.is_valid():
        return None, form
    return speaking(request, form), form


def speaking(request: HttpRequest, form: WhoForm) -> Actor | None:
    """Whose word a valid form is: the code's, if one was typed (a helper may hold the pen), or the account's."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    if not form.cleaned_data["code"]:
        return viewer if viewer.kind == "account" else None
    contributor = found(request, form)
    return acting(viewer, actors.of_contributor(contributor)) if contributor else None


def acting(viewer: Actor, person: Actor) -> Actor:
    """Who does this: the person; or, where a helper of their place is signed in, the helper with the pen."""
    helper = actors.for_somebody(viewer, person, channel=FACE)
    return helper if rules.helps(helper, person) else person


def may_write_down(viewer: Actor) -> bool:
    """Does this person help anywhere, so that the helpers' page is worth a link?"""
    return any(rules.may_in_place(viewer, rules.WRITE_DOWN, held.scope_id) for held in viewer.held)


def _form(request: HttpRequest, template: str, form: CodeForm, **page: object) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return answer(request, template, status=status, page={"form": form, **page})

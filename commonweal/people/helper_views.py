"""A helper writes down what somebody with a slip agrees to, or takes back, in their own spoken word."""

from __future__ import annotations

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.core.errors import Invalid, NotAllowed
from commonweal.journal.actor import FACE, PHONE, Actor
from commonweal.people import actors, queries, rules, slip_status
from commonweal.people.consent_changes import give_consent, withdraw_consent
from commonweal.people.models import Contributor
from commonweal.people.roles import holders
from commonweal.people.slip_forms import AnswersForm, CodeForm
from commonweal.people.slip_views import found, may_write_down

MINUTES = 30  # to read the words aloud and talk about them
SALT = "commonweal.people.helper"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest) -> HttpResponse:
    """First the code; then every set of words in full, with what is said to each."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if not may_write_down(viewer):
        raise NotAllowed(
            _("Sign in with a role that lets you write down what people agree to: %s.") % holders(rules.WRITE_DOWN)
        )
    if "person" in request.POST:
        return _answers(request, viewer, _unsealed(viewer, request.POST["person"]))
    form = CodeForm(request.POST or None)
    form.fields["code"].label = _("The code on their slip")
    contributor = found(request, form)
    if contributor is None:
        status = 400 if request.method == "POST" else 200
        return answer(request, "people/helper_code.html", status=status, page={"form": form})
    return _answers(request, viewer, actors.of_contributor(contributor), first=True)


def _answers(request: HttpRequest, viewer: Actor, person: Actor, *, first: bool = False) -> HttpResponse:
    helper = actors.for_somebody(viewer, person, channel=FACE)
    rules.may_speak_for(helper, person)
    queries.record_look_up(viewer, person, _("what was agreed to"))
    standing = {row.purpose for row in slip_status.agreed(person)}
    language = request.POST.get("language", "")
    wordings = queries.wordings(viewer, language)
    form = AnswersForm(wordings, standing, None if first or "change" in request.POST else request.POST)
    if form.is_bound and form.is_valid():
        _keep(viewer, person, form)
        return answer(request, "people/helper_done.html", agreed=slip_status.agreed(person))
    place = slip_status.place_of(viewer, Contributor.objects.get(pk=person.id))
    page = {"form": form, "person": _sealed(viewer, person), "place": place}
    page |= {"languages": queries.wording_languages(viewer), "language": wordings[0].language if wordings else language}
    return answer(request, "people/helper_answers.html", status=400 if form.is_bound else 200, page=page)


def _keep(viewer: Actor, person: Actor, form: AnswersForm) -> None:
    """All that was said, or none of it."""
    channel = {FACE: FACE, PHONE: PHONE}[form.cleaned_data["channel"]]
    helper = actors.for_somebody(viewer, person, channel=channel)
    with transaction.atomic():
        for wording in form.said(AnswersForm.YES):
            give_consent(helper, person, wording=wording, channel=channel)
        for wording in form.said(AnswersForm.BACK):
            withdraw_consent(helper, person, purpose=wording.purpose)


def _sealed(viewer: Actor, person: Actor) -> str:
    """Names the person between the two steps, for this helper only; the code itself is in no page."""
    return signing.dumps([viewer.id, person.id], salt=SALT)


def _unsealed(viewer: Actor, sealed: str) -> Actor:
    try:
        helper, person = signing.loads(sealed, salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        helper, person = "", ""
    if helper != viewer.id:
        raise Invalid(_("This page was open for more than half an hour. Begin again with the code: nothing was kept."))
    return Actor("contributor", person)

"""The page on which an organisation, or a steward, says what of an entry is not for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.core.errors import Invalid
from commonweal.directory import withheld
from commonweal.directory.forms import WithholdForm
from commonweal.directory.going_on import one
from commonweal.directory.models import Audience, Service
from commonweal.directory.withhold_changes import withhold


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def who_may_see(request: HttpRequest, id: str) -> HttpResponse:
    """Each thing that an entry says, who may see it, and a form to say otherwise."""
    viewer = request.viewer  # type: ignore[attr-defined]
    service = one(Service.objects.visible_to(viewer).select_related("organization", "place"), id)
    parts = withheld.parts(viewer, service)
    typed, status = None, 200
    if request.method == "POST":
        typed = WithholdForm(request.POST, prefix="part")
        if typed.is_valid():
            told = typed.cleaned_data
            try:
                _withhold(viewer, service, parts, **told)
            except Invalid as refusal:
                typed.add_error("reason", refusal.sentence)
            else:
                return HttpResponseRedirect(f"/service/{service.pk}/who-may-see?kept=1")
        status = 400
    forms = [
        typed
        if typed is not None and typed["key"].value() == each.key
        else WithholdForm(initial={"key": each.key, "audience": each.audience, "reason": each.reason}, prefix="part")
        for each in parts
    ]
    for number, form in enumerate(forms):
        form.auto_id = f"part-{number}-%s"
    page = {
        "service": service,
        "place": service.place,
        "invented": service.place.invented,
        "crumbs": [(service.place.name, f"/place/{service.place.slug}"), (service.name, f"/service/{service.pk}")],
        "parts": list(zip(parts, forms, strict=True)),
        "form": typed,
        "kept": request.GET.get("kept") == "1",
    }
    return answer(request, "directory/who_may_see.html", page=page, status=status)


def _withhold(who, service: Service, parts: list[withheld.Part], *, key: str, audience: str, reason: str) -> None:  # type: ignore[no-untyped-def]
    if key not in {each.key for each in parts}:
        raise Invalid(_("This is no longer part of the entry. Load the page again."))
    field, part = withheld.named(key)
    withhold(who, service, field=field, part=part, audience=Audience(audience), reason=reason)

"""A campaign's two faces under one look, and saying them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid
from commonweal.directory.models import Campaign
from commonweal.directory.sharing import changes, reading, rules
from commonweal.directory.sharing.forms import CampaignForm, campaign_initial
from commonweal.directory.sharing.reading import CampaignWhole
from commonweal.directory.sharing.views import FORMS, theme_page
from commonweal.places import queries as places

ROWS = {"campaign": CampaignWhole}
TABLE = "campaign.whole.services"


@require_safe
@answers("A campaign, as the public reads it", rows=ROWS, table=TABLE)
def public(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """Warm words, and what is on near you."""
    return _face(request, slug, theme, "directory/sharing/campaign.html")


@require_safe
@answers("A campaign, as health staff read it", rows=ROWS, table=TABLE)
def staff(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """Whom it may help, what to say, how to refer: one page. Nothing in it is secret."""
    return _face(request, slug, theme, "directory/sharing/campaign_staff.html")


def _face(request: HttpRequest, slug: str, theme: str, template: str) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    found = reading.campaign(viewer, place, theme)
    return answer(request, template, page=theme_page(request, place, theme), campaign=found)


@never_cache
@require_http_methods(FORMS)
def edit(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """Say both faces."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    held = reading.theme_of(place, theme)
    rules.may_keep_theme(viewer, held)
    campaign = Campaign.objects.filter(theme=held).first()
    form = CampaignForm(request.POST or None, initial=campaign_initial(campaign) if campaign else {})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                changes.say_campaign(viewer, held, **form.said())
                return HttpResponseRedirect(f"/place/{slug}/campaign/{theme}")
            except Invalid as refusal:
                form.add_error(None, refusal.sentence)
        status = 400
    page = theme_page(request, place, theme) | {"form": form, "held": held, "campaign": campaign}
    page["crumbs"] += [(held.title, f"/place/{slug}/theme/{theme}")]
    return answer(request, "directory/sharing/campaign_form.html", page=page, status=status)


@require_POST
def end(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """Let the theme be a theme again."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = reading.theme_of(places.place(viewer, slug), theme)
    rules.may_keep_theme(viewer, held)
    if request.POST.get("sure") != "yes":
        raise Invalid(_("Tick the box that says you mean it: what the campaign says is then gone."))
    changes.end_campaign(viewer, held)
    return HttpResponseRedirect(f"/place/{slug}/theme/{theme}")

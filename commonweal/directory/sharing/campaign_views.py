"""A campaign's two faces under one look, and saying them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid
from commonweal.directory import words
from commonweal.directory.models import Campaign
from commonweal.directory.queries import kilometres
from commonweal.directory.sharing import changes, reading, rules
from commonweal.directory.sharing.forms import CampaignForm, campaign_initial
from commonweal.directory.sharing.reading import CampaignWhole
from commonweal.directory.sharing.views import FORMS, theme_page
from commonweal.journal.actor import Actor
from commonweal.places import queries as places

ROWS = {"campaign": CampaignWhole}
TABLE = "campaign.whole.services"


@require_safe
@answers(
    "A campaign, as the public reads it",
    rows=ROWS,
    table=TABLE,
    queries={"near": "A postcode: on the page, the nearest come first"},
)
def public(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """Warm words, and what is on near you."""
    return _face(request, slug, theme, "directory/sharing/campaign.html", near=request.GET.get("near", "").strip()[:10])


@require_safe
@answers("A campaign, as health staff read it", rows=ROWS, table=TABLE)
def staff(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """Whom it may help, what to say, how to refer: one page. Nothing in it is secret."""
    return _face(request, slug, theme, "directory/sharing/campaign_staff.html")


def _face(request: HttpRequest, slug: str, theme: str, template: str, *, near: str = "") -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    found = reading.campaign(viewer, place, theme)
    page = theme_page(request, place, theme) | _near(viewer, near, found)
    return answer(request, template, page=page, campaign=found)


def _near(viewer: Actor, typed: str, found: CampaignWhole) -> dict[str, Any]:
    """What belongs to it by how far it is from a postcode; where that is not known, last."""
    if not typed:
        return {}
    try:
        spot = places.postcode(viewer, typed)
    except DomainError as refusal:
        return {"near": typed, "near_wrong": refusal.sentence}
    if spot is None:
        return {"near": typed, "near_wrong": _("We do not know where this postcode is. Try another.")}
    rows = [
        (
            kilometres(spot.lat, spot.lon, each.lat, each.lon)
            if each.lat is not None and each.lon is not None
            else None,
            each,
        )
        for each in found.whole.services
    ]
    rows.sort(key=lambda pair: (pair[0] is None, pair[0] or 0.0, pair[1].name))
    return {"near": typed, "nearest": [(each, words.distance(away)) for away, each in rows]}


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

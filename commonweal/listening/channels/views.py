"""Pages of how somebody wants to be told, and the helpers' list of whom to tell."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError, NotAllowed
from commonweal.journal.actor import FACE, Actor
from commonweal.listening.channels import changes, handing, queries, rules
from commonweal.listening.channels.forms import ChannelForm
from commonweal.listening.channels.words import SHORT
from commonweal.listening.models import Told
from commonweal.listening.queries import one
from commonweal.people import actors, persons
from commonweal.people.actors import person_of
from commonweal.people.roles import holders
from commonweal.people.rules import WRITE_DOWN
from commonweal.people.slip_views import speaking
from commonweal.places import queries as places
from commonweal.places.models import Place


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_channel(request: HttpRequest) -> HttpResponse:
    """Choose how to be told: by code, by account, or through a helper who has just written something down."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    handed = request.POST.get("person", "")
    person = handing.taken(viewer, handed) if handed else None
    known = person is not None or viewer.kind == "account"
    form = ChannelForm(
        request.POST if request.method == "POST" else None,
        signed_in=known,
        account=person is None and viewer.kind == "account",
        initial=_now(viewer),
    )
    if person is not None:
        del form.fields["code"]
    if form.is_bound and form.is_valid():
        who = actors.for_somebody(viewer, person, channel=FACE) if person else speaking(request, form)
        if who is not None:
            try:
                _keep(who, form)
                page = {"channel": SHORT[form.cleaned_data["channel"]], "helper": person is not None}
                return answer(request, "listening/channels/chosen.html", page=page)
            except DomainError as refusal:
                form.add_error("reach" if refusal.status == 400 else None, refusal.sentence)
    page = {"form": form, "by_slip": not known, "helper": person is not None}
    return answer(request, "listening/channels/choose.html", page=page, status=400 if form.is_bound else 200)


def _keep(who: Actor, form: ChannelForm) -> None:
    names = ("channel", "reach", "worker", "language")
    changes.choose_channel(who, place=_home(person_of(who)), **{name: form.cleaned_data[name] for name in names})


def _home(person: Actor) -> Place | None:
    return Place.objects.filter(pk__in=persons.places_of(person)).order_by("pk").first()


def _now(viewer: Actor) -> dict[str, Any]:
    choice = queries.chosen(viewer) if viewer.kind == "account" else None
    if choice is None:
        return {}
    return {
        "channel": choice.channel,
        "reach": queries.reach_of(choice),
        "worker": choice.worker,
        "language": choice.language,
    }


@never_cache
@require_safe
def to_tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom a helper has to ring, to write to, or to see."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    if not rules.helps_in(viewer, place):
        raise NotAllowed(_("Only a helper of this place tells people: %s.") % holders(WRITE_DOWN))
    crumbs = [(place.name, f"/place/{place.slug}"), (_("Listening"), f"/place/{place.slug}/listening")]
    page = {"place": place, "invented": place.invented, "crumbs": crumbs, "done": request.GET.get("done", "")}
    return answer(request, "listening/channels/to_tell.html", page=page | {"rows": queries.to_tell(viewer, place)})


@never_cache
@require_POST
def say_told(request: HttpRequest, id: str) -> HttpResponse:
    """They know now."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held: Told = one(Told.objects.select_related("place"), id)
    changes.say_told(viewer, held)
    slug = held.place.slug if held.place else ""
    return HttpResponseRedirect(f"/place/{slug}/to-tell?done=told")

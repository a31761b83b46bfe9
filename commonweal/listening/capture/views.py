"""The app for a person's own phone and for a shared device, and the pages of whoever holds a gathering.

The app's page is the same for everybody and holds nothing of anybody: a device keeps it and opens it with no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers, json_answer
from commonweal.core.errors import DomainError
from commonweal.journal.door import can
from commonweal.listening import languages
from commonweal.listening.capture import changes, ground, queries, shell
from commonweal.listening.capture.forms import DeviceForm
from commonweal.listening.capture.rows import Arrived
from commonweal.listening.capture.words import ASKED, SHOWN
from commonweal.listening.models import Gathering
from commonweal.listening.words import FEELINGS, LEVELS, UNNAMED
from commonweal.people.consent import PURPOSES
from commonweal.places import queries as places
from commonweal.places.models import Place

FORM = ["GET", "HEAD", "POST"]
# Sounds are heard again, and pictures looked at, before they are kept: both from the device's own memory.
own_media = csp_update({"media-src": [SELF, "blob:"], "img-src": ["blob:"]})


@own_media
@require_safe
def capture(request: HttpRequest, slug: str) -> HttpResponse:
    """The app on a person's own phone."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    return answer(request, "listening/capture/app.html", page=_app(place))


@own_media
@require_safe
def kiosk(request: HttpRequest, id: str) -> HttpResponse:
    """The app on a shared device. What it may send, its token says; the page itself opens for everybody."""
    held = queries.gathering(request.viewer, id)  # type: ignore[attr-defined]
    return answer(request, "listening/capture/app.html", page=_app(held.place, held))


@require_safe
def capture_worker(request: HttpRequest, slug: str) -> HttpResponse:
    """The script by which a phone opens the app with no network."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    return _worker(reverse("capture", args=[slug]), reverse("capture-ground", args=[slug]), ground.of(place))


@require_safe
def kiosk_worker(request: HttpRequest, id: str) -> HttpResponse:
    """The script by which a shared device opens the app with no network."""
    held = queries.gathering(request.viewer, id)  # type: ignore[attr-defined]
    body = ground.of(held.place, held) + held.question.encode() + held.name.encode()
    streets = ground.streets_kept(held.place, held)
    return _worker(reverse("kiosk", args=[id]), reverse("kiosk-ground", args=[id]), body, streets)


@require_safe
def capture_ground(request: HttpRequest, slug: str) -> HttpResponse:
    """The ground that people mark."""
    return _ground(ground.of(places.place(request.viewer, slug)))  # type: ignore[attr-defined]


@require_safe
def kiosk_ground(request: HttpRequest, id: str) -> HttpResponse:
    """The ground that people mark at a gathering."""
    held = queries.gathering(request.viewer, id)  # type: ignore[attr-defined]
    return _ground(ground.of(held.place, held))


@require_safe
def capture_manifest(request: HttpRequest, slug: str) -> HttpResponse:
    """What a phone needs to put the app among its own."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    return _manifest(_("Have your say in %s") % place.name, reverse("capture", args=[slug]))


@require_safe
def kiosk_manifest(request: HttpRequest, id: str) -> HttpResponse:
    """What a shared device needs to put the app among its own."""
    held = queries.gathering(request.viewer, id)  # type: ignore[attr-defined]
    return _manifest(held.name, reverse("kiosk", args=[id]), display="fullscreen")


@never_cache
@require_http_methods(FORM)
def set_up(request: HttpRequest, id: str) -> HttpResponse:
    """Make this device a kiosk. Whoever does it is signed out here: a shared device stays signed in as nobody."""
    held = queries.gathering(request.viewer, id)  # type: ignore[attr-defined]
    refusal = can(request.viewer).ask(changes._set_up, held)  # type: ignore[attr-defined]
    if refusal is not None:
        changes.rules.may_set_up(request.viewer, held)  # type: ignore[attr-defined]
    form = DeviceForm(request.POST or None, use_required_attribute=False)
    page: dict[str, Any] = {"gathering": held, "place": held.place, "invented": held.place.invented, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            made, token = changes.set_up_kiosk(request.viewer, held, name=form.cleaned_data["name"])  # type: ignore[attr-defined]
        except DomainError as wrong:
            form.add_error("name", wrong.sentence)
        else:
            logout(request)
            page |= {"device": made, "token": token, "import_map": shell.import_map()}
            return answer(request, "listening/capture/set_up_done.html", page=page)
    status = 400 if request.method == "POST" else 200
    return answer(request, "listening/capture/set_up.html", page=page, status=status)


@never_cache
@require_safe
@answers("What has arrived from a gathering", rows={"arrived": Arrived}, table="arrived.channels")
def arrived(request: HttpRequest, id: str) -> HttpResponse:
    """For whoever holds the gathering: what came, which device still holds something, what could not be kept."""
    held = queries.gathering(request.viewer, id)  # type: ignore[attr-defined]
    changes.rules.may_set_up(request.viewer, held)  # type: ignore[attr-defined]
    page = {"gathering": held, "place": held.place, "invented": held.place.invented}
    page["set_up"] = reverse("kiosk-set-up", args=[id])
    return answer(
        request,
        "listening/capture/arrived.html",
        page=page,
        arrived=queries.arrived(request.viewer, held),  # type: ignore[attr-defined]
    )


@require_POST
def end(request: HttpRequest, id: str) -> HttpResponse:
    """Take nothing more from a device."""
    held = queries.kiosk(request.viewer, id)  # type: ignore[attr-defined]
    changes.end_kiosk(request.viewer, held)  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("kiosk-arrived", args=[held.gathering_id]))


def _app(place: Place, gathering: Gathering | None = None) -> dict[str, Any]:
    """What the page says. Nothing of whoever looks: a device keeps it for everybody who comes to it."""
    base = reverse("kiosk", args=[gathering.pk]) if gathering else reverse("capture", args=[place.slug])
    return {
        "place": place,
        "gathering": gathering,
        "base": base,
        "import_map": shell.import_map(),
        "languages": languages.choices(),
        "asked": [(use, PURPOSES[use], SHOWN[use]) for use in ASKED],
        "wordings": _wordings(),
        "levels": LEVELS.items(),
        "feelings": FEELINGS.items(),
        "unnamed": UNNAMED,
        "reading": (get_language() or "en")[:2],
    }


def _wordings() -> dict[str, dict[str, str]]:
    """The words of each use by language: English where nobody has set others, as `uses.wording` chooses them."""
    set_ = queries.words_by_language(ASKED)
    return {**set_, "en": {**{use: PURPOSES[use] for use in ASKED}, **set_.get("en", {})}}


def _worker(page: str, ground_address: str, body: bytes, streets: Sequence[str] = ()) -> HttpResponse:
    """A shared device keeps the street map, too; somebody's own phone loads what is looked at."""
    said = shell.worker(page, ground_address, body + repr(sorted(_wordings().items())).encode(), list(streets))
    response = HttpResponse(said, content_type="text/javascript; charset=utf-8")
    # The script lies below the page; it may serve the page itself, and nothing beside it.
    response["Service-Worker-Allowed"] = page
    response["Cache-Control"] = "no-cache"
    return response


def _ground(body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type="application/geo+json")
    patch_cache_control(response, public=True, max_age=600)
    return response


def _manifest(name: str, page: str, display: str = "standalone") -> HttpResponse:
    said = {
        "name": name,
        "short_name": name[:24],
        "start_url": page,
        "scope": page,
        "id": page,
        "display": display,
        "background_color": "#fbf5e9",
        "theme_color": "#241f19",
        "icons": [{"src": shell.style(shell.ICONS), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    response = json_answer(said)
    response["Content-Type"] = "application/manifest+json"
    return response

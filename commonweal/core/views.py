"""Pages that belong to no room: the description for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

import commonweal
from commonweal.core.answer import answer_error, json_answer, openapi
from commonweal.core.errors import NotAllowed


@require_safe
@cache_control(max_age=3600)
def describe(request: HttpRequest) -> HttpResponse:
    """Every address that answers in JSON or CSV, as OpenAPI 3.1."""
    return json_answer(openapi("Commonweal", commonweal.__version__))


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a form that was sent without the mark that this house gave it."""
    return answer_error(
        request,
        NotAllowed(
            _(
                "This form did not come from a page opened here, or the page was open too long. Nothing has been "
                "changed. Go back, load the page anew and send it again; cookies have to be allowed for that."
            )
        ),
    )

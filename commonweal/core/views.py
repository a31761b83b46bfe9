"""Pages that belong to no room: the description for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

import commonweal
from commonweal.core.answer import json_answer, openapi


@require_safe
@cache_control(max_age=3600)
def describe(request: HttpRequest) -> HttpResponse:
    """Every address that answers in JSON or CSV, as OpenAPI 3.1."""
    return json_answer(openapi("Commonweal", commonweal.__version__))

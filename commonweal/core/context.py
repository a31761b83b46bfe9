"""What every page knows: the version, how the reader wants it to look, and who is looking."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

import commonweal
from commonweal.core import look


def house(request: HttpRequest) -> dict[str, Any]:
    """For the base template."""
    return {"version": commonweal.__version__, "viewer": getattr(request, "viewer", None), "look": look.of(request)}

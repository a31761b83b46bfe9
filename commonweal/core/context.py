"""What every page knows: the version, whether the place is invented, and the way round the house."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

import commonweal


def house(request: HttpRequest) -> dict[str, Any]:
    """For the base template."""
    return {"version": commonweal.__version__, "viewer": getattr(request, "viewer", None)}

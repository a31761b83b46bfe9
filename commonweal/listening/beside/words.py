"""How a voice can stand to a number, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.listening.models import Pairing

WAYS: dict[str, Any] = {
    Pairing.AGREES: _("agrees with the number"),
    Pairing.OTHERWISE: _("says otherwise"),
    Pairing.BEYOND: _("says something the number cannot"),
}
CHOSEN: dict[str, Any] = {
    "coder": _("chosen by a resident"),
    "listener": _("chosen by somebody who listens here"),
    "facilitator": _("chosen by a facilitator"),
    "teller": _("chosen by the person who said it"),
}

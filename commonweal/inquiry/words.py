"""What the states of a commitment are called, and who speaks of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.inquiry.models import Commitment

STATES: dict[str, Any] = {
    Commitment.PROMISED: _("Promised"),
    Commitment.UNDER_WAY: _("Under way"),
    Commitment.DONE: _("Done"),
    Commitment.NOT_DONE: _("Not done"),
}
SAID_BY: dict[str, Any] = {
    "resident": _("the resident who owns it"),
    "body": _("the body that promised it"),
    "keeper": _("whoever keeps this list"),
}
UNNAMED = _("A resident")
LEFT = _("A resident is being sought: the one who owned it has left.")

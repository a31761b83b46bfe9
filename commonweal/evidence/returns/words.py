"""What the states, aspects and ways of a return are called, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.evidence.models import Delivery
from commonweal.methods.completeness import periods

EVERY: dict[str, Any] = {
    periods.MONTH: _("every month"),
    periods.QUARTER: _("every quarter"),
    periods.YEAR: _("every year"),
}
IN_A: dict[str, Any] = {
    periods.MONTH: _("in a month"),
    periods.QUARTER: _("in a quarter"),
    periods.YEAR: _("in a year"),
}
STATES: dict[str, Any] = {
    periods.RECEIVED: _("came in time"),
    periods.LATE: _("came late"),
    periods.MISSING: _("has not come yet"),
    periods.NOT_DUE: _("not due yet"),
}
# As a letter in the square, so that colour is never alone.
MARKS = {periods.RECEIVED: "✓", periods.LATE: "✓", periods.MISSING: "", periods.NOT_DUE: "·"}
ASPECTS: dict[str, Any] = {"access": _("Access"), "experience": _("Experience"), "outcome": _("Outcome")}
ASKS: dict[str, Any] = {
    "access": _("Who gets to it?"),
    "experience": _("How was it?"),
    "outcome": _("What came of it?"),
}
BETTER: dict[str, Any] = {
    "higher": _("higher is better"),
    "lower": _("lower is better"),
    "": _("neither higher nor lower is better"),
}
CHANNELS: dict[str, Any] = {
    Delivery.SITE: _("sent by the partner here"),
    Delivery.FOR_THEM: _("put in by somebody here, for the partner"),
    Delivery.LINK: _("sent by the partner, by a link"),
}
TYPES: dict[str, Any] = {"string": _("text"), "integer": _("a whole number")}

"""Tells listening what each number from returns is, so that people can choose a line to stand beside it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.evidence.models import Contract
from commonweal.evidence.returns import figures
from commonweal.evidence.returns.contract import Measure
from commonweal.evidence.returns.working import said
from commonweal.journal.actor import Actor
from commonweal.listening.beside.figures import Number
from commonweal.places.models import Place


def numbers(viewer: Actor, place: Place, area_key: str) -> list[Number]:
    """Every measure of every contract, over the newest year, for the whole place."""
    if area_key:
        return []
    rows = Contract.objects.filter(place=place).select_related("organization", "place").order_by("key")
    return [_number(told, each) for told in map(figures.Told, rows) for each in told.now.document.measures]


def _number(told: figures.Told, measure: Measure) -> Number:
    now = told.now
    address = f"/place/{now.contract.place.slug}/returns/{now.contract.key}/figures?measure={measure.key}"
    source = _("%(title)s, %(partner)s, %(span)s") % {
        "title": now.document.title, "partner": now.contract.organization.name, "span": told.span,
    }  # fmt: skip
    if measure.census and (cite := told.people.cites.get(measure.census.everybody)):
        source += f"; {cite.title}, {cite.publisher}, {cite.vintage}"
    key, text = f"returns:{now.contract.key}.{measure.key}", said(told.share(measure, now.year))
    return Number(key, "", measure.label, text, "", "", address, source)

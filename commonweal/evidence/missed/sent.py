"""Markers that partners send: measures of returns by neighbourhood, which a contract says are signs of being missed.

Only what the release ledger gave out is read. What was kept back, and what did not come, is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.core.words import number
from commonweal.evidence import figures as published
from commonweal.evidence.keep import kept
from commonweal.evidence.models import Contract
from commonweal.evidence.returns.contract import Measure
from commonweal.evidence.returns.figures import Told, by_area, census_files
from commonweal.evidence.returns.standing import standing
from commonweal.evidence.rows import Cite
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import PUBLIC
from commonweal.places.models import Place

TURNED = {"higher": "easier"}  # of what is better when higher, little is what marks


@dataclass(frozen=True, slots=True)
class Sent:
    """One such measure. It is looked at as an indicator is."""

    key: str  # "returns:assisted-bins.assisted"
    label: str
    unit: str
    higher_is: str
    per: int
    marks: str  # what it is a sign of: "assisted_bins"
    cite: Cite
    address: str
    values: dict[str, float]  # by code of a neighbourhood: those that were given out
    files: tuple[str, ...]  # ids of the files it is from: the partner's, and of a rate the census's

    @property
    def whose(self) -> str:
        """Whose return it is, and of when."""
        return _("Sent by %(partner)s, of %(span)s.") % {"partner": self.cite.publisher, "span": self.cite.vintage}

    def text(self, value: float) -> str:
        """A figure of it as a person reads it."""
        if self.per == 100:
            return published.text(value, "percent")
        return _("%(many)s in %(per)s") % {"many": number(value, 1 if 0 < value < 10 else 0), "per": number(self.per)}


def of(place: Place) -> dict[str, Sent]:
    """All that have come, by key."""
    return {each.key: each for contract in _contracts(place) for each in _sent(contract)}


def label(place: Place, key: str) -> str:
    """What a marker is called, also where nothing of it is in use any more; "" where it is none of these."""
    contract, _dot, name = key.removeprefix("returns:").partition(".")
    for each in _contracts(place) if key.startswith("returns:") else ():
        if each.key == contract and (measure := standing(each).document.measure(name)):
            return measure.label
    return ""


def _contracts(place: Place) -> Sequence[Contract]:
    rows = Contract.objects.filter(place=place).select_related("place", "organization").prefetch_related("versions")
    return [each for each in rows.order_by("key") if _says_so(each)]


def _says_so(contract: Contract) -> bool:
    newest = max(contract.versions.all(), key=lambda each: each.number)
    return any(each.get("marker") for each in newest.document["commonweal"]["measures"])


def _sent(contract: Contract) -> Sequence[Sent]:
    """Worked out anew when a file comes, is taken back, or another period is due."""
    now = standing(contract)
    year = [each for each in now.year if each in now.in_use]
    files = tuple(dict.fromkeys(str(now.in_use[each].pk) for each in year))
    if not files:
        return ()
    marks = [each for each in now.document.measures if each.marker]
    key = ("markers sent", str(contract.pk), now.version.number, now.year, files)

    def make() -> list[Sent]:
        told = Told(contract)
        return [_one(told, each, files) for each in marks]

    return kept(key, make)


def _one(told: Told, measure: Measure, files: tuple[str, ...]) -> Sent:
    contract, document = told.now.contract, told.now.document
    address = f"/place/{contract.place.slug}/returns/{contract.key}/figures?measure={measure.key}"
    licence = LICENCES[document.licence].name
    cite = Cite("", document.title, contract.organization.name, licence, told.span, "", told.method(measure))
    values = {row.key: row.value for row in by_area(PUBLIC, told, measure, "") if row.value is not None}
    return Sent(
        f"returns:{contract.key}.{measure.key}", measure.label, "percent" if not measure.census else "rate",
        TURNED.get(measure.better, "harder"), measure.census.per if measure.census else 100, measure.marker, cite,
        address, values, (*files, *census_files(told, measure, "")),
    )  # fmt: skip

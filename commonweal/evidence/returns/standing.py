"""What is in use of a contract's deliveries: for each period the newest file that was not taken back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from commonweal.evidence.models import Contract, ContractVersion, Delivery, Returned
from commonweal.evidence.returns import contract as contracts
from commonweal.evidence.returns import ground
from commonweal.evidence.returns.contract import Document
from commonweal.evidence.returns.ground import Ground
from commonweal.methods.completeness.periods import MONTHS, NOT_DUE, YEAR, Period, Timeliness, timeliness


@dataclass(frozen=True, slots=True)
class Standing:
    """A contract with what has come."""

    contract: Contract
    version: ContractVersion
    document: Document
    ground: Ground
    in_use: dict[str, Delivery]  # period → the file in use
    timely: Timeliness

    @property
    def ended(self) -> tuple[Period, ...]:
        """Every period that could be known by now."""
        return tuple(each.period for each in self.timely.arrivals)

    @property
    def year(self) -> tuple[str, ...]:
        """The newest periods that were due or have come, as many as make a year."""
        due = [each.period.code for each in self.timely.arrivals if each.state != NOT_DUE]
        return tuple(due[-(MONTHS[YEAR] // MONTHS[self.document.every]) :])

    @property
    def newest(self) -> Delivery | None:
        """The file of the last period that came."""
        return self.in_use[max(self.in_use)] if self.in_use else None


@dataclass(frozen=True, slots=True)
class Line:
    """One line in use."""

    group: str
    counts: dict[str, int | None]
    small: frozenset[str]


def standing(contract: Contract, *, today: date | None = None) -> Standing:
    """A contract as it stands today."""
    version = contract.versions.order_by("-number").first()
    if version is None:
        raise RuntimeError("A contract is made with its first version.")
    document = contracts.read(version.document)
    today = today or timezone.localdate()
    if contract.ended_at:
        today = min(today, timezone.localdate(contract.ended_at))
    files = list(contract.deliveries.filter(withdrawn_at=None).order_by("received_at", "pk"))
    in_use = {period: each for each in files for period in each.periods}
    came: dict[str, date] = {}
    for each in files:  # a period came on the day of its first file that stands
        for period in each.periods:
            came.setdefault(period, timezone.localdate(each.received_at))
    told = timeliness(document.first, came, due_days=document.due_days, today=today)
    return Standing(contract, version, document, ground.of(contract.place, document.area_kind), in_use, told)


Lines = dict[str, dict[str, list[Line]]]  # period → code of an area → its lines


def lines(now: Standing) -> Lines:
    """The lines in use, by period and area. A period of which nothing came is absent: that is not nothing counted."""
    by_delivery: dict[object, set[str]] = defaultdict(set)
    for period, delivery in now.in_use.items():
        by_delivery[delivery.pk].add(period)
    found: Lines = {}
    rows = Returned.objects.filter(delivery__in=list(by_delivery), period__in=list(now.in_use))
    for delivery, area, period, group, counts, small in rows.values_list(
        "delivery", "area_key", "period", "group", "counts", "small"
    ).iterator():
        if period in by_delivery[delivery]:
            by_area = found.setdefault(period, {})
            by_area.setdefault(area.partition(":")[2], []).append(Line(group, counts, frozenset(small)))
    return found

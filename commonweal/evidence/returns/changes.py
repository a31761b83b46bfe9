"""How a contract is agreed on, a file is kept and taken back. Nothing of a file is kept before it is confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid, NotAllowed, NotFound
from commonweal.directory.models import Organization
from commonweal.evidence import changes as evidence
from commonweal.evidence import citing
from commonweal.evidence.models import Contract, ContractVersion, Delivery, Figure, Release, Returned
from commonweal.evidence.returns import checking, contract, ground, links, released, rules, tables
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Area, Place


@change("evidence.contract.make", allowed=rules.may_agree)
def make_contract(who: Actor, *, place: Place, organization: Organization, document: Mapping[str, Any]) -> Contract:
    """Agree with an organisation on what it sends about a place."""
    read = contract.read(document)
    if Contract.objects.filter(place=place, key=read.name).exists():
        raise Clash(_("There is a contract “%(key)s” already. Give this one another “name”.") % {"key": read.name})
    now = timezone.now()
    made = Contract.objects.create(place=place, organization=organization, key=read.name, made_at=now)
    ContractVersion.objects.create(contract=made, number=1, document=dict(document), made_at=now)
    return made


@change("evidence.contract.renew", allowed=rules.may_agree, facts=["number"])
def renew_contract(who: Actor, held: Contract, *, document: Mapping[str, Any]) -> Contract:
    """Agree on another version: files from now on are read by it. What came before stays as it was read."""
    read = contract.read(document)
    if read.name != held.key:
        raise Invalid(_("The “name” of a contract stays as it is: %(key)s.") % {"key": held.key})
    newest = held.versions.order_by("-number").first()
    if newest is not None and newest.document == document:
        return held
    number = newest.number + 1 if newest else 1
    ContractVersion.objects.create(contract=held, number=number, document=dict(document), made_at=timezone.now())
    current().state(number=number)
    return held


@change("evidence.contract.end", allowed=rules.may_agree)
def end_contract(who: Actor, held: Contract) -> Contract:
    """Nothing more is expected. What came stays."""
    held.ended_at = held.ended_at or timezone.now()
    held.save(update_fields=["ended_at"])
    return held


def look(held: Contract, table: tables.Table) -> tuple[ContractVersion, checking.Checked]:
    """What a file holds by the newest version of its contract. Nothing is written."""
    version = held.versions.order_by("-number").first()
    if version is None:
        raise NotFound(_("This contract has no version."))
    document = contract.read(version.document)
    known = ground.of(held.place, document.area_kind)
    found = checking.check(document, table, areas=known.codes or None, today=timezone.localdate())
    return version, found


@change("evidence.delivery.keep", allowed=rules.may_send, facts=["rows", "left_out", "channel"])
def keep_delivery(
    who: Actor,
    held: Contract,
    *,
    table: tables.Table,
    file: str,
    channel: str = Delivery.SITE,
    how: str = "",
    came_on: date | None = None,
) -> Delivery:
    """Keep a file that was looked at and confirmed. It is looked at once more: the contract may have changed since.

    `came_on`: the day it came to whoever puts it in for the partner; without it, now.
    """
    link = links.taken(who)
    channel = Delivery.LINK if link else channel
    if came_on is not None and came_on > timezone.localdate():
        raise Invalid(_("The day on which it came is not in the future."))
    version, found = look(held, table)
    if not found.usable:
        raise Invalid(" ".join(found.stops) or _("No row of this file can be used. Nothing was kept."))
    digest = hashlib.sha256(table.written().encode()).hexdigest()
    if held.deliveries.filter(sha256=digest, withdrawn_at=None).exists():
        raise Clash(_("This very file is here already. Nothing needs to be sent again."))
    current().state(rows=len(found.lines), left_out=found.left_out, channel=channel)
    made = Delivery.objects.create(
        contract=held, version=version, channel=channel, link=link, how=how.strip()[:200], file=file[:200],
        sha256=digest, periods=list(found.periods), found=_found(found), received_at=_noon(came_on),
    )  # fmt: skip
    kind = contract.read(version.document).area_kind
    Returned.objects.bulk_create(
        Returned(
            delivery=made, line=each.row, area_key=Area.key_of(kind, each.area), period=each.period, group=each.group,
            counts=each.counts, small=list(each.small),
        )
        for each in found.lines
    )  # fmt: skip
    released.give_out(held)
    return made


def _noon(day: date | None) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12))) if day else timezone.now()


def _found(found: checking.Checked) -> dict[str, Any]:
    return {
        "rows": found.rows,
        "used": len(found.lines),
        "areas": found.areas,
        "areas_expected": found.areas_expected,
        "fields": [asdict(each) for each in found.fields],
        "faults": [{"kind": each.kind, "many": each.many} for each in found.faults],
    }


@change("evidence.delivery.withdraw", allowed=rules.may_take_back, facts=["figures", "remade"])
def withdraw_delivery(who: Actor, delivery: Delivery, *, reason: str) -> Delivery:
    """Take a bad file back: nothing it says is in use. Numbers kept from it are marked, and made again without it."""
    if delivery.withdrawn_at is not None:
        return delivery
    if not reason.strip():
        raise Invalid(_("Say why it is taken back: whoever rested on its numbers reads this."))
    delivery.withdrawn_at, delivery.withdrawn_because = timezone.now(), reason.strip()[:1000]
    delivery.save(update_fields=["withdrawn_at", "withdrawn_because"])
    current().touch(delivery.contract)
    released.give_out(delivery.contract)  # of what is in use again
    came_of_it = _kept_from(delivery)
    marked = evidence.withdraw_figures(HOUSE, version=str(delivery.pk), reason=delivery.withdrawn_because)
    current().state(figures=marked, remade=sum(_remade(each) for each in came_of_it))
    return delivery


def _kept_from(delivery: Delivery) -> list[Figure]:
    """The numbers in use that were made from it: those that a newer one has followed stay followed by that."""
    rows = Figure.objects.filter(place=delivery.contract.place, withdrawn_at=None)
    return [
        each for each in rows.select_related("place") if str(delivery.pk) in each.versions and not each.followed_by_id
    ]


def _remade(figure: Figure) -> bool:
    asked = citing.Asked(figure.about, figure.area_key, figure.community, figure.asked)
    try:
        evidence.keep_figure(HOUSE, place=figure.place, asked=asked)
    except NotFound:
        return False  # nothing came before it: the marked number stands alone
    return True


def _house_only(who: Actor, place: Place) -> None:
    """Only the software itself, and only of an invented place."""
    if who.kind != HOUSE.kind or not place.invented:
        raise NotAllowed(_("Only an invented place is told anew."))


@change("evidence.contract.clear_invented", allowed=_house_only)
def clear_invented(who: Actor, place: Place) -> Place:
    """An invented place is told anew: its contracts and files go."""
    Delivery.objects.filter(contract__place=place).delete()
    Release.objects.filter(place=place, measure__startswith="returns:").delete()
    Contract.objects.filter(place=place).delete()
    return place

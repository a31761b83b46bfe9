"""Contracts, files and figures of returns, as each viewer may read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import NotFound
from commonweal.core.ids import is_id
from commonweal.core.words import number
from commonweal.directory.models import Organization
from commonweal.evidence.models import Contract, Delivery, Returned
from commonweal.evidence.returns import board as boards
from commonweal.evidence.returns import contract as contracts
from commonweal.evidence.returns import denominators, ground, rated, who
from commonweal.evidence.returns.contract import Column, Document
from commonweal.evidence.returns.rows import BoardRow, ColumnRow, ContractRow, DeliveryRow, LineRow, MeasureRow, Square
from commonweal.evidence.returns.standing import standing
from commonweal.evidence.returns.words import ASPECTS, BETTER, CHANNELS, EVERY, TYPES
from commonweal.evidence.returns.working import shown
from commonweal.evidence.ways import Glance
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places import queries as places
from commonweal.places.models import Area, Place

MOST_LINES = 500
LISTED = 60  # codes of areas in the words of a contract; of more it is said how many


def board(viewer: Actor, place: Place) -> list[BoardRow]:
    """Every contract of a place, by partner."""
    rows = Contract.objects.filter(place=place).select_related("organization", "place")
    return [boards.row(viewer, each) for each in rows.order_by("organization__name", "key")]


def glance(viewer: Actor, place: Place) -> Glance | None:
    """How much of what was expected has come."""
    rows = board(viewer, place)
    expected = sum(row.expected for row in rows)
    if not expected:
        return None
    came = sum(row.received for row in rows)
    said = ngettext(
        "%(came)s of %(expected)s file that was expected has come.",
        "%(came)s of %(expected)s files that were expected have come.",
        expected,
    ) % {"came": number(came), "expected": number(expected)}
    return Glance(said, _("contracts with partners"), min(100.0, 100 * came / expected))


def contract(viewer: Actor, place: Place, key: str) -> Contract:
    """One contract: everybody may read what is agreed."""
    found = Contract.objects.filter(place=place, key=key).select_related("organization", "place").first()
    if found is None:
        raise NotFound(_("There is no such contract here."))
    return found


def contract_row(viewer: Actor, held: Contract) -> ContractRow:
    """A contract in words."""
    versions = list(held.versions.order_by("-number"))
    document = contracts.read(versions[0].document)
    known = ground.of(held.place, document.area_kind)
    group = document.group
    return ContractRow(
        key=held.key,
        title=document.title,
        description=document.description,
        partner=held.organization.name,
        partner_address=f"/organization/{held.organization_id}",
        version=versions[0].number,
        versions=len(versions),
        since=versions[0].made_at,
        ended_at=held.ended_at,
        every=str(EVERY[document.every]),
        first=document.first.code,
        due_days=document.due_days,
        area_kind=document.area_kind,
        areas=len(known.names),
        areas_words=areas_words(document, known),
        licence=LICENCES[document.licence].name,
        small_numbers=_small(document),
        dimension=group.dimension if group else "",
        not_stated=tuple(group.codes[each].label for each in sorted(group.not_stated)) if group else (),
        columns=tuple(_column(document, each, known) for each in document.columns),
        measures=tuple(measure_rows(held, document)),
    )


def newest_document(viewer: Actor, held: Contract) -> dict[str, Any]:
    """What is agreed now, whole."""
    return held.versions.order_by("-number").values_list("document", flat=True)[0]  # type: ignore[no-any-return]


def title(viewer: Actor, held: Contract) -> str:
    """What it is called."""
    return str(newest_document(viewer, held)["title"])


def areas_words(document: Document, known: ground.Ground) -> str:
    """How the contract's areas lie to the place's, with what that leaves unsure."""
    kind = places.kind_label(document.area_kind)[1]
    if not known.earlier:
        return _("%(many)s %(kind)s of this place.") % {"many": len(known.names), "kind": kind}
    told = _("%(many)s areas of an earlier edition (%(kind)s), by the official lookup to those of today.")
    out = told % {"many": len(known.names), "kind": kind}
    if known.crossing:
        out += " " + _(
            "%(many)s of them reach over the edge of the place or were redrawn: they are counted whole, so that the "
            "figures of the place are a little unsure."
        ) % {"many": known.crossing}
    return out


def _small(document: Document) -> str:
    if not document.small.mark:
        return _("The partner sends true counts. Here 1 to 7 people are never shown, and more only to the nearest 5.")
    return _("The partner writes “%(mark)s” for %(low)s to %(high)s people, and true counts above.") % {
        "mark": document.small.mark, "low": document.small.low, "high": document.small.high,
    }  # fmt: skip


def _column(document: Document, each: Column, known: ground.Ground) -> ColumnRow:
    values: list[str] = []
    more = 0
    if document.group and each.name == document.group.field:
        values = [f"{code} = {said.label}" for code, said in document.group.codes.items()]
    elif each.name == document.area:
        values = [f"{code} = {name}" if code != name else code for code, name in list(known.names.items())[:LISTED]]
        more = len(known.names) - len(values)
    return ColumnRow(
        each.name,
        each.title,
        each.description,
        str(TYPES[each.type]),
        _("always") if each.required else _("where it is known"),
        each.example,
        tuple(values),
        more,
    )


def measure_rows(held: Contract, document: Document) -> Iterable[MeasureRow]:
    """The measures of a contract, each with the page of its figures."""
    names = {each.name: each.title for each in document.columns}
    people = denominators.of(held.place, document)
    for each in document.measures:
        if each.census:
            made = f"{names[each.top]}. {rated.out_of(document, each.census, people)}"
        else:
            made = _("%(top)s, out of: %(bottom)s") % {"top": names[each.top], "bottom": names[each.bottom]}
        address = f"/place/{held.place.slug}/returns/{held.key}/figures?measure={each.key}"
        yield MeasureRow(
            each.key, each.label, each.definition, made, each.unit, str(BETTER[each.better]), str(ASPECTS[each.aspect]),
            address,
        )  # fmt: skip


def deliveries(viewer: Actor, held: Contract) -> list[DeliveryRow]:
    """The files of a contract, the newest first: for those who work with the partner. To others, none."""
    if not who.works_with(viewer, held):
        return []
    in_use = standing(held).in_use
    rows = held.deliveries.select_related("version", "link").order_by("-received_at", "-pk")
    return [delivery_row(each, [period for period, used in in_use.items() if used == each]) for each in rows]


def one_delivery(viewer: Actor, held: Delivery) -> DeliveryRow:
    """One file in a row, with the periods it is in use for."""
    in_use = standing(held.contract).in_use
    return delivery_row(held, [period for period, used in in_use.items() if used == held])


def replaced(viewer: Actor, held: Contract, periods: Iterable[str]) -> list[str]:
    """The periods of which a file is here already: what is sent now takes its place."""
    in_use = standing(held).in_use
    return [each for each in periods if each in in_use]


def periods(viewer: Actor, held: Contract) -> list[Square]:
    """Of which of the last periods something has come: as everybody may know, without how late."""
    arrivals = standing(held).timely.arrivals[-boards.SHOWN :]
    return [boards.square(each, close=False) for each in arrivals]


def put_in_alike(rows: list[DeliveryRow]) -> str:
    """How all of these files came, where they came alike; "" where each has to say it."""
    ways = {each.channel for each in rows}
    return ways.pop() if len(rows) > 1 and len(ways) == 1 else ""


def delivery_row(each: Delivery, in_use: Iterable[str]) -> DeliveryRow:
    """One file in a row."""
    how = each.link.for_whom if each.link else each.how
    return DeliveryRow(
        str(each.pk), f"/return/{each.pk}", each.file, tuple(each.periods), tuple(sorted(in_use)), each.received_at,
        str(CHANNELS[each.channel]), how, each.version.number, each.found.get("rows", 0),
        each.found.get("used", 0), each.withdrawn_at, each.withdrawn_because,
    )  # fmt: skip


def delivery(viewer: Actor, id: str) -> Delivery:
    """One file, for those who work with the partner. To others it is as if it were not there."""
    rows = Delivery.objects.select_related("contract__place", "contract__organization", "version", "link")
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None or not who.works_with(viewer, found.contract):
        raise NotFound(_("There is no such file, or none you may see."))
    return found


def lines(viewer: Actor, held: Delivery) -> list[LineRow]:
    """What a file said, the first 500 lines, few people hidden here too: a screen is seen by whoever stands near."""
    codes = contracts.read(held.version.document).group
    rows = list(Returned.objects.filter(delivery=held).order_by("line")[:MOST_LINES])
    names = {each.key: str(each) for each in Area.objects.filter(key__in={row.area_key for row in rows})}
    return [
        LineRow(
            row.line,
            names.get(row.area_key, row.area_key.partition(":")[2]),
            row.period,
            codes.codes[row.group].label if codes and row.group in codes.codes else row.group,
            {name: _count(many, name in row.small) for name, many in row.counts.items()},
        )
        for row in rows
    ]


def _count(many: int | None, small: bool) -> str:
    if many is None:
        return _("few") if small else _("not known")
    found = shown(many)
    return _("1 to 7") if found is None else f"{found}"


def organization(viewer: Actor, place: Place, id: str) -> Organization:
    """One of them."""
    rows = Organization.objects.visible_to(viewer).filter(place=place)
    found = rows.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(_("Choose one of the organisations of this place."))
    return found


def contracts_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: what is agreed is public."""
    asked = [id for id in ids if is_id(id)]
    return {str(pk) for pk in Contract.objects.filter(pk__in=asked).values_list("pk", flat=True)}


def describe_contracts(ids: Iterable[str]) -> dict[str, Card]:
    """A contract in a line."""
    rows = Contract.objects.filter(pk__in=list(ids)).select_related("place", "organization")
    return {
        str(each.pk): Card(
            _("What %(partner)s sends: %(key)s") % {"partner": each.organization.name, "key": each.key},
            f"/place/{each.place.slug}/returns/{each.key}",
            "",
            each.place.invented,
        )
        for each in rows
    }


def deliveries_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: files are for those who work with the partner."""
    asked = [id for id in ids if is_id(id)]
    rows = Delivery.objects.filter(pk__in=asked).select_related("contract__place")
    return {str(each.pk) for each in rows if who.works_with(viewer, each.contract)}


def describe_deliveries(ids: Iterable[str]) -> dict[str, Card]:
    """A file in a line."""
    rows = Delivery.objects.filter(pk__in=list(ids)).select_related("contract__place", "contract__organization")
    return {
        str(each.pk): Card(
            _("A return of %(partner)s: %(periods)s")
            % {"partner": each.contract.organization.name, "periods": ", ".join(each.periods)},
            f"/return/{each.pk}",
            _("taken back") if each.withdrawn_at else "",
            each.contract.place.invented,
        )
        for each in rows
    }

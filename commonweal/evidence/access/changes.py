"""How streets and tables of minutes come into use, and are taken back with all that was cited from them."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.evidence import changes, rules
from commonweal.evidence.access import packed_streets, packing, reading, supply
from commonweal.evidence.access.reading import ModeRows, Read
from commonweal.evidence.access.streets import Laid, Tell
from commonweal.evidence.models import MinutesTable, Streets
from commonweal.feeds import osm_network
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.places import queries as places
from commonweal.places.models import Place


def look_at(place: Place, text: str, tell: Tell = lambda rows: None) -> Read:
    """Read a file without keeping anything: what it holds, and what is wrong in it, cell by cell."""
    areas: dict[str, str] = {}
    for key, code in places.members(place).values_list("key", "code"):
        areas |= {key: key, code: key}
    return reading.read(text, areas, supply.venues(place).keys(), tell)


@change("evidence.minutes.bring", allowed=rules.may_look_after, facts=["pairs"])
def bring_minutes(who: Actor, *, place: Place, title: str, found: Read, licence: str = "") -> list[MinutesTable]:
    """Take a table of minutes into use: one for each mode in it. Refused whole where any cell is wrong."""
    if not title.strip():
        raise Invalid(_("Say how the minutes were worked out: which router, which map, of when."))
    if found.wrong:
        raise Invalid(" ".join(str(each) for each in found.mistakes[:3]))
    _refuse_twice(MinutesTable, place, found.sha256)
    current().state(pairs=found.rows)
    return [
        _kept(place, title.strip(), licence.strip(), mode, rows, found.sha256) for mode, rows in found.modes.items()
    ]


@change("evidence.streets.bring", allowed=rules.may_look_after, facts=["points"])
def bring_streets(who: Actor, *, place: Place, title: str, laid: Laid) -> Streets:
    """Take streets into use: ways on foot are measured on them from now on."""
    if not title.strip():
        raise Invalid(_("Say which map it is: people read it beside every number that is measured on it."))
    _refuse_twice(Streets, place, laid.sha256)
    net = laid.network
    current().state(points=net.nodes)
    return Streets.objects.create(
        place=place, title=title.strip(), vintage=laid.vintage, licence=osm_network.SOURCE.licence,
        attribution=osm_network.SOURCE.attribution, graph=packed_streets.pack(net), points=net.nodes,
        corners=net.corners, kilometres=round(net.kilometres), left_out=net.left_out, homes=laid.homes, far=laid.far,
        sha256=laid.sha256, made_at=timezone.now(),
    )  # fmt: skip


def _refuse_twice(kind: type[MinutesTable] | type[Streets], place: Place, sha: str) -> None:
    if kind.objects.filter(place=place, sha256=sha, withdrawn_at=None).exists():
        raise Clash(_("This very file is in use already."))


def _kept(place: Place, title: str, licence: str, mode: str, rows: ModeRows, sha: str) -> MinutesTable:
    origins, destinations = sorted(set(rows.origins)), sorted(set(rows.destinations))
    row_of = {key: at for at, key in enumerate(origins)}
    column_of = {id: at for at, id in enumerate(destinations)}
    packed = packing.pack(
        [row_of[each] for each in rows.origins], [column_of[each] for each in rows.destinations], rows.minutes
    )
    return MinutesTable.objects.create(
        place=place, title=title, mode=mode, licence=licence, origins=origins, destinations=destinations,
        pairs=packed, count=len(rows.minutes), sha256=sha, made_at=timezone.now(),
    )  # fmt: skip


@change("evidence.minutes.withdraw", allowed=rules.may_look_after)
def withdraw_minutes(who: Actor, table: MinutesTable, *, reason: str) -> MinutesTable:
    """Take a table back. It stays in the list, marked; what was cited from it is marked too."""
    _withdraw(table, reason)
    return table


@change("evidence.streets.withdraw", allowed=rules.may_look_after)
def withdraw_streets(who: Actor, streets: Streets, *, reason: str) -> Streets:
    """Take streets back. They stay in the list, marked; what was cited from them is marked too."""
    _withdraw(streets, reason)
    return streets


def _withdraw(held: MinutesTable | Streets, reason: str) -> None:
    if not reason.strip():
        raise Invalid(_("Say why it is taken back: others may have relied on it."))
    if held.withdrawn_at is not None:
        raise Clash(_("It has been taken back already."))
    held.withdrawn_at, held.withdrawn_because = timezone.now(), reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_because"])
    changes.withdraw_figures(HOUSE, version=str(held.pk), reason=reason.strip())

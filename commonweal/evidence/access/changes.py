"""How a table of minutes comes into use, and is taken back with all that was cited from it."""

from __future__ import annotations

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.evidence import changes, rules
from commonweal.evidence.access import packing, reading, supply
from commonweal.evidence.access.reading import ModeRows, Read
from commonweal.evidence.models import MinutesTable
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.places import queries as places
from commonweal.places.models import Place


def look_at(place: Place, text: str) -> Read:
    """Read a file without keeping anything: what it holds, and what is wrong in it, cell by cell."""
    areas: dict[str, str] = {}
    for key, code in places.members(place).values_list("key", "code"):
        areas |= {key: key, code: key}
    return reading.read(text, areas, supply.venues(place).keys())


@change("evidence.minutes.bring", allowed=rules.may_look_after, facts=["pairs"])
def bring_minutes(who: Actor, *, place: Place, title: str, text: str, licence: str = "") -> list[MinutesTable]:
    """Take a table of minutes into use: one for each mode in it. Refused whole where any cell is wrong."""
    if not title.strip():
        raise Invalid(_("Say how the minutes were worked out: which router, which map, of when."))
    found = look_at(place, text)
    if found.wrong:
        raise Invalid(" ".join(str(each) for each in found.mistakes[:3]))
    sha = hashlib.sha256(text.encode()).hexdigest()
    if MinutesTable.objects.filter(place=place, sha256=sha, withdrawn_at=None).exists():
        raise Clash(_("This very file is in use already."))
    current().state(pairs=found.rows)
    return [_kept(place, title.strip(), licence.strip(), mode, rows, sha) for mode, rows in found.modes.items()]


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
    if not reason.strip():
        raise Invalid(_("Say why it is taken back: others may have relied on it."))
    if table.withdrawn_at is not None:
        raise Clash(_("It has been taken back already."))
    table.withdrawn_at, table.withdrawn_because = timezone.now(), reason.strip()
    table.save(update_fields=["withdrawn_at", "withdrawn_because"])
    changes.withdraw_figures(HOUSE, version=str(table.pk), reason=reason.strip())
    return table

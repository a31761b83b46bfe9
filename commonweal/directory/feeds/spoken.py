"""What a feed's new rows say in the words of an entry, before they are written; and which of it is not for everyone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from commonweal.directory.entry_words import said_in
from commonweal.directory.feeds.beside import SPOKEN
from commonweal.directory.models import Audience
from commonweal.directory.taking import Rows

# Fields of a record, and kinds of its parts, by what they are called among an entry's words.
CALLED = dict.fromkeys(("phones", "phone"), "phone") | dict.fromkeys(
    ("schedules", "schedule", "service_at_locations"), "times"
)
AUDIENCE = {"partner": Audience.PARTNERS}


def said(rows: Rows, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What these services say, by their ids."""
    wanted = set(ids)
    held = {each.pk: each.service_id for each in rows.rows.get("service_at_location", ())}  # type: ignore[attr-defined]
    phones: dict[UUID, list[Any]] = defaultdict(list)
    times: dict[UUID, list[Any]] = defaultdict(list)
    for each in rows.rows.get("phone", ()) if wanted else ():
        phones[each.service_id].append(each)  # type: ignore[attr-defined]
    for each in rows.rows.get("schedule", ()) if wanted else ():
        times[each.service_id or held.get(each.service_at_location_id)].append(each)  # type: ignore[attr-defined]
    return {
        each.pk: said_in(each, sorted(phones[each.pk], key=_key), sorted(times[each.pk], key=_key))  # type: ignore[arg-type]
        for each in rows.rows.get("service", ())
        if each.pk in wanted
    }


def hidden(rows: Rows) -> dict[UUID, dict[str, str]]:
    """Which words of which services are not for everyone, as the feed says, and for whom alone they are."""
    held = {each.pk: each.service_id for each in rows.rows.get("service_at_location", ())}  # type: ignore[attr-defined]
    of = {each.pk: each.service_id for each in rows.rows.get("phone", ())}  # type: ignore[attr-defined]
    for each in rows.rows.get("schedule", ()):
        of[each.pk] = each.service_id or held.get(each.service_at_location_id)  # type: ignore[attr-defined]
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for kind, pk, field, how, _why in rows.withheld:
        audience = AUDIENCE.get(how, Audience.KEEPERS)
        for name in _names(kind, field):
            told = found[pk if kind == "service" else of.get(pk, pk)]
            told[name] = audience if told.get(name) in (None, Audience.PARTNERS) else told[name]
    return found


def _names(kind: str, field: str) -> Iterable[str]:
    if kind == "service":
        return SPOKEN if not field else [CALLED.get(field, field)]
    return [CALLED[kind]] if kind in CALLED else []


def _key(row: Any) -> UUID:
    pk: UUID = row.pk
    return pk

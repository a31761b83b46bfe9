"""Entries as HSDS documents, nested as the standard nests them, with nothing in them that is not for whoever asks.

The tables carry the standard's own names, so one walk of its table of fields writes every kind. Each level of nesting
is one query for a whole chunk of records. What is withheld is left out here, before anything else sees it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings

from commonweal.config.keys import key
from commonweal.core.ids import imported_id
from commonweal.directory.about import published
from commonweal.directory.alike.merged import merged_into
from commonweal.directory.models import OF, Audience, Schedule, ServiceAtLocation, SourceRecord, Withheld
from commonweal.journal.actor import Actor
from commonweal.openreferral import standard
from commonweal.openreferral.standard import ONE
from commonweal.people.roles import ORGANISATION, PLACE
from commonweal.people.rules import administers
from commonweal.places.models import Place

PUBLIC = frozenset({Audience.EVERYONE})
PARTNERS = PUBLIC | {Audience.PARTNERS}
KEEPERS = PARTNERS | {Audience.KEEPERS}
CHUNK = 400

# Who changed what, from what, stays in the house. Terms of a taxonomy are records of their own.
NEVER = {"metadata", "taxonomy_terms"}
# An organisation inside a service is who runs it, not all that it has.
INSIDE = {"service": {"organization": {"locations", "programs", "funding"}}}
MERGED = ("organization", "service", "location")  # what can be merged
COLUMNS = {("taxonomy_term", "taxonomy_id"): "taxonomy_detail_id"}  # where the table's column has another name

Document = dict[str, Any]
# Labels of attributes that we say ourselves.
TAKEN_FROM, HELPS_WITH = "Taken from", "Helps with"
HELPS = imported_id("commonweal", "taxonomy/helps-with")


def documents(kind: str, ids: Iterable[UUID], seen: frozenset[str] = PUBLIC) -> Iterator[Document]:
    """Records of one kind by their ids, whole, as somebody who sees these audiences may see them.

    Gone, unseen and unknown ids give nothing. `seen` is PUBLIC, PARTNERS or KEEPERS.
    """
    waiting = iter(ids)
    while chunk := list(islice(waiting, CHUNK)):
        rows = _seen_rows(kind, OF[kind]._default_manager.filter(pk__in=chunk), seen)
        found = {each["id"]: each for each in _nested(kind, rows, seen, frozenset())}
        _sources(kind, found, rows)
        if kind == "service":
            _helps(found, rows)
            _lift_hidden(found, seen)
        yield from (found[str(id)] for id in chunk if str(id) in found)


def seen_by(viewer: Actor, place: Place, organization: object) -> frozenset[str]:
    """Which audiences this viewer belongs to, for an entry of this place and this organisation."""
    own = any(each.scope_kind == ORGANISATION and each.scope_id == str(organization) for each in viewer.held)
    if administers(viewer) or own or viewer.holds("steward", PLACE, place.pk):
        return KEEPERS
    works_here = any(each.scope_kind == PLACE and each.scope_id == str(place.pk) for each in viewer.held)
    return PARTNERS if works_here else PUBLIC


def held(service: Document) -> Iterator[Document]:
    """A service's document as those of its service_at_locations: each with the service inside, without the others."""
    within = {name: value for name, value in service.items() if name != "service_at_locations"}
    for each in service.get("service_at_locations", ()):
        yield each | {"last_modified": service["last_modified"], "service": within}


def helps_taxonomy() -> Document:
    """The taxonomy of plain words: what services say they help with."""
    return {
        "id": str(HELPS),
        "name": HELPS_WITH,
        "description": "What services help with, in the plain words of those who offer them.",
    }


def helps_term(word: str) -> Document:
    """One of those words as a term."""
    return {
        "id": str(imported_id("commonweal", f"helps-with/{word}")),
        "name": word,
        "description": f"Services that say they help with {word}.",
        "taxonomy": HELPS_WITH,
        "taxonomy_id": str(HELPS),
    }


def secret_id(id: UUID) -> UUID:
    """An id that nobody can work out from what it hangs on, and that stays the same."""
    secret = key(settings.KEYS, "fields").encode()
    return UUID(bytes=hmac.digest(secret, id.bytes, hashlib.sha256)[:16], version=4)


def _nested(kind: str, rows: list[Mapping[str, Any]], seen: frozenset[str], without: frozenset[str]) -> list[Document]:
    """Rows of one table as documents, with everything that belongs to them."""
    withheld = withheld_of(row["id"] for row in rows)
    rows = [row for row in rows if _audience(withheld, row["id"], "") in seen]
    made = [_own(kind, row, seen, withheld) for row in rows]
    by_id = {row["id"]: document for row, document in zip(rows, made, strict=True)}
    for field in standard.kind(kind).nested:
        if field.name in NEVER or field.name in without:
            continue
        inner = frozenset(INSIDE.get(kind, {}).get(field.name, ()))
        shown = {id: each for id, each in by_id.items() if _audience(withheld, id, field.name) in seen}
        if field.is_ == ONE:
            _one(kind, field.name, field.of, rows, shown, seen, inner)
        else:
            _many(kind, field.name, field.of, shown, seen, inner)
    published.say(kind, by_id, seen)
    _forget_unseen(kind, rows, by_id, seen)
    return made


# Fields that name an organisation which does not stand in the document itself.
NAMES = {"location": "organization_id", "organization": "parent_organization_id"}


def _forget_unseen(kind: str, rows, by_id, seen: frozenset[str]) -> None:  # type: ignore[no-untyped-def]
    """Whoever may not see an organisation may not see that something is its own."""
    column = NAMES.get(kind)
    named = {row[column] for row in rows if row[column]} if column else set()
    if named:
        theirs = OF["organization"]._default_manager.filter(pk__in=named)
        shown = {row["id"] for row in _seen_rows("organization", theirs, seen)}
        for row in rows:
            if row[column] and row[column] not in shown:
                by_id[row["id"]].pop(column, None)


def _one(kind: str, name: str, of: str, rows, by_id, seen, without) -> None:  # type: ignore[no-untyped-def]
    column = f"{name}_id"
    ids = {row[column] for row in rows if row.get(column)}
    if not ids:
        return
    found = _nested(of, _seen_rows(of, OF[of]._default_manager.filter(pk__in=ids), seen), seen, without)
    inner = {UUID(each["id"]): each for each in found}
    for row in rows:
        if row["id"] in by_id and row.get(column) in inner:
            by_id[row["id"]][name] = inner[row[column]]
        elif row["id"] in by_id and row.get(column):
            by_id[row["id"]].pop(column, None)  # whoever may not see it may not see that it is there


def _many(kind: str, name: str, of: str, by_id, seen, without) -> None:  # type: ignore[no-untyped-def]
    if not by_id:
        return
    link = "link_id" if of == "attribute" else f"{kind}_id"
    children = _seen_rows(of, OF[of]._default_manager.filter(**{f"{link}__in": list(by_id)}), seen)
    if not children:
        return
    inner = {UUID(each["id"]): each for each in _nested(of, children, seen, without)}
    for child in children:
        if child["id"] in inner:
            by_id[child[link]].setdefault(name, []).append(inner[child["id"]])


def _seen_rows(kind: str, rows, seen: frozenset[str]) -> list[dict[str, Any]]:  # type: ignore[no-untyped-def]
    """Rows of a table that are for these audiences and not gone, in a lasting order."""
    names = {field.name for field in OF[kind]._meta.concrete_fields}
    for each in ("audience", "whereabouts"):
        if each in names:
            rows = rows.filter(**{f"{each}__in": seen})
    if "gone_at" in names:
        rows = rows.filter(gone_at=None)
    if kind == "service":
        rows = rows.exclude(organization__isnull=False, organization__in=_hidden_organizations(seen))
    if kind == "service_at_location":
        rows = rows.filter(
            location__audience__in=seen, location__whereabouts__in=seen, location__gone_at=None, service__gone_at=None
        )
    return list(rows.order_by("pk").values())


def _hidden_organizations(seen: frozenset[str]):  # type: ignore[no-untyped-def]
    return OF["organization"]._default_manager.exclude(audience__in=seen, gone_at=None).values("pk")


def _own(kind: str, row: Mapping[str, Any], seen: frozenset[str], withheld) -> Document:  # type: ignore[no-untyped-def]
    """A row's own fields, those that are empty left out: the standard wants no nulls."""
    said: Document = {}
    for field in standard.kind(kind).plain:
        value = row.get(COLUMNS.get((kind, field.name), field.name))
        # A person vouches for an entry at work: their address is asked for here, not published.
        if field.name == "assurer_email" or _audience(withheld, row["id"], field.name) not in seen:
            value = None
        if value not in (None, ""):
            said[field.name] = _value(value)
        elif field.required and field.is_ == "text":
            said[field.name] = ""  # the standard will have these; that nobody has said is said by saying nothing
    if kind == "schedule" and row["kind"] != Schedule.HOURS:
        said["kind"] = row["kind"]  # ahead of HSDS 3.3: an exception must not be read as hours
    return said


def _value(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def withheld_of(ids: Iterable[UUID]) -> dict[tuple[UUID, str], str]:
    """What of these records is not for everyone: by record and field, for which audience."""
    rows = Withheld.objects.filter(record__in=list(ids)).values_list("record", "field", "audience")
    return {(record, field): audience for record, field, audience in rows}


def _audience(withheld: Mapping[tuple[UUID, str], str], id: UUID, field: str) -> str:
    return withheld.get((id, field), Audience.EVERYONE)


def _sources(kind: str, found: Mapping[str, Document], rows: Iterable[Mapping[str, Any]]) -> None:
    """Which other directory a record was taken from, and its licence: it goes with the record wherever it goes."""
    sources = {row["source_id"]: str(row["id"]) for row in rows if row.get("source_id") and str(row["id"]) in found}
    sources |= _merged_sources(kind, found)
    own = {row["source_id"] for row in rows if "source_id" in row}
    for each in SourceRecord.objects.filter(pk__in=list(sources)).defer("raw").select_related("feed").order_by("pk"):
        feed, id = each.feed, sources[each.pk]
        licence = feed.licence_words if feed.licence == "unstated" else feed.licence
        said = "; ".join(word for word in (f"{feed.title}, {feed.publisher}", licence, feed.attribution) if word)
        name = f"taken-from/{id}" if each.pk in own else f"taken-from/{id}/{each.pk}"
        about = {"id": str(imported_id("commonweal", name)), "link_id": id, "link_entity": kind}
        found[id].setdefault("attributes", []).append(about | {"label": TAKEN_FROM, "value": said})


def _merged_sources(kind: str, found: Mapping[str, Document]) -> dict[int, str]:
    """The sources of what was merged into these: words of theirs may stand here, so they are named too."""
    merged = {loser: id for id, losers in merged_into(found).items() for loser in losers} if kind in MERGED else {}
    rows = OF[kind]._default_manager.filter(pk__in=list(merged), source__isnull=False) if merged else ()
    return {each.source_id: merged[str(each.pk)] for each in rows}


def _helps(found: Mapping[str, Document], rows: Iterable[Mapping[str, Any]]) -> None:
    """What a service helps with, as attributes of it."""
    for row in rows:
        document = found.get(str(row["id"]))
        for word in row["helps_with"] if document is not None else ():
            document.setdefault("attributes", []).append(
                {
                    "id": str(imported_id("commonweal", f"helps-with/{row['id']}/{word}")),
                    "link_id": str(row["id"]),
                    "link_entity": "service",
                    "link_type": "taxonomy_term",
                    "taxonomy_term_id": helps_term(word)["id"],
                    "label": HELPS_WITH,
                    "value": word,
                    "taxonomy_term": helps_term(word),
                }
            )


def _lift_hidden(found: Mapping[str, Document], seen: frozenset[str]) -> None:
    """When a service is on, where its whereabouts are withheld: said of the service, under ids that lead nowhere."""
    shown = {at["id"] for each in found.values() for at in each.get("service_at_locations", ())}
    ids = [UUID(each) for each in found]
    hidden = {
        pk: service
        for pk, service in ServiceAtLocation.objects.filter(service__in=ids, location__gone_at=None).values_list(
            "pk", "service_id"
        )
        if str(pk) not in shown
    }
    if not hidden:
        return
    when: dict[UUID, list[Document]] = defaultdict(list)
    for row in Schedule.objects.filter(service_at_location__in=list(hidden)).order_by("pk").values():
        said = _own("schedule", row, seen, withheld_of([row["id"]]))
        said.pop("service_at_location_id", None)
        said |= {"id": str(secret_id(row["id"])), "service_id": str(hidden[row["service_at_location_id"]])}
        when[hidden[row["service_at_location_id"]]].append(said)
    for service, schedules in when.items():
        found[str(service)].setdefault("schedules", []).extend(schedules)

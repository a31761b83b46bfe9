"""Others' HSDS documents as rows of our tables: one record at a time, with ids of our own and nothing half-written.

Ids follow from the feed and the source's own ids (UUIDv5), so a second sync meets the first. A link to a record that
the feed does not hold is left out and told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from commonweal.core.ids import imported_id
from commonweal.directory.documents import COLUMNS, NEVER
from commonweal.directory.models import OF, Feed, Location, Schedule, Service, SourceRecord
from commonweal.openreferral import standard
from commonweal.openreferral.standard import MANY
from commonweal.places import bulk

TOP = ("taxonomy", "taxonomy_term", "organization", "location", "service")  # records of their own, in this order


def record_id(feed: Feed, kind: str, source_id: str) -> UUID:
    """The id here of a feed's record, or of a row that belongs to one."""
    return imported_id(f"{feed.address or feed.title}\n{kind}", source_id)


@dataclass(slots=True)
class Rows:
    """What is to be written: rows by table, and what had to be left out, in sentences."""

    feed: Feed
    known: Mapping[str, set[str]]  # source ids of the feed's records by kind: what a link may lead to
    rows: dict[str, list[models.Model]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    made: set[UUID] = field(default_factory=set)  # rows so far: the same part twice is one
    withheld: list[tuple[str, UUID, str, str, str]] = field(default_factory=list)  # kind, id, field, how and why

    def add(self, kind: str, source_id: str, document: Mapping[str, Any], source: SourceRecord) -> UUID:
        """A top-level record with all that belongs to it."""
        pk = record_id(self.feed, kind, source_id)
        extra: dict[str, Any] = {"source": source}
        if kind in ("organization", "location", "service"):
            extra |= {"place": self.feed.place, "gone_at": None}
            said = document.get("last_modified")
            extra["last_modified"] = (parse_datetime(said) if isinstance(said, str) else None) or timezone.now()
            if timezone.is_naive(extra["last_modified"]):
                extra["last_modified"] = timezone.make_aware(extra["last_modified"])
        self._row(kind, pk, document, extra)
        self._parts(kind, pk, document)
        return pk

    def _parts(self, kind: str, pk: UUID, document: Mapping[str, Any]) -> None:
        for each in standard.kind(kind).nested:
            if each.is_ != MANY or each.name in NEVER or each.of in TOP:
                continue
            for part in document.get(each.name) or ():
                if each.of == "attribute":
                    link = {"link_id": pk, "link_entity": kind}
                elif each.of == "service_capacity":
                    link = {"service_id": pk, "unit_id": self._unit(part)}
                else:
                    link = {f"{kind}_id": pk}
                self._part(each.of, part, link)

    def _part(self, kind: str, part: Mapping[str, Any], link: dict[str, Any]) -> None:
        if kind == "service_at_location":
            location = str(part.get("location_id", ""))
            if not self._leads("location", location, f"service_at_location {part['id']}"):
                return
        pk = self._part_id(kind, part, link.get("service_id"))
        if pk in self.made:
            return
        self._row(kind, pk, part, link)
        self._parts(kind, pk, part)

    def _part_id(self, kind: str, part: Mapping[str, Any], service: UUID | None) -> UUID:
        """A part's id here; where a service happens follows from the two, whatever the feed calls it."""
        if kind != "service_at_location":
            return record_id(self.feed, kind, str(part["id"]))
        at = record_id(self.feed, "location", str(part.get("location_id", "")))
        return imported_id("service_at_location", f"{service}\n{at}")

    def _withheld(self, kind: str, pk: UUID, document: Mapping[str, Any]) -> None:
        """What the source says is not for everyone, by path: `addresses`, `contacts.0`, `contacts.0.email`."""
        reasons = document.get("_visibility_reasons") or {}
        for path, how in (document.get("_visibility") or {}).items():
            of, id, inner, steps = kind, pk, document, path.split(".") if path else []
            while len(steps) > 1 and steps[1].isdigit():
                nested = standard.kind(of).fields[steps[0]].of
                inner = inner[steps[0]][int(steps[1])]
                of, id, steps = nested, self._part_id(nested, inner, id), steps[2:]
            self.withheld.append((of, id, ".".join(steps), how, reasons.get(path, "")))

    def _unit(self, part: Mapping[str, Any]) -> UUID:
        unit = part.get("unit") or {"id": part.get("unit_id") or "places", "name": "places"}
        pk = record_id(self.feed, "unit", str(unit["id"]))
        if pk not in self.made:
            self._row("unit", pk, unit, {})
        return pk

    def _row(self, kind: str, pk: UUID, document: Mapping[str, Any], extra: dict[str, Any]) -> None:
        model = OF[kind]
        values: dict[str, Any] = {"id": pk}
        for each in standard.kind(kind).plain:
            column = COLUMNS.get((kind, each.name), each.name)
            if each.name == "id" or column in extra or each.name not in document or each.name == "last_modified":
                continue
            if each.name.endswith("_id") and each.is_ == "uuid":
                values |= self._link(kind, each.name, column, document)
            else:
                value = _typed(model, column, document[each.name])
                if value is not None:
                    values[column] = value
        # Ahead of HSDS 3.3: days on which other hours hold, or none.
        if kind == "schedule" and document.get("kind") in (Schedule.EVENT, Schedule.EXCEPTION):
            values["kind"] = document["kind"]
        self.made.add(pk)
        self._withheld(kind, pk, document)
        self.rows.setdefault(kind, []).append(model(**values | extra))

    def _link(self, kind: str, name: str, column: str, document: Mapping[str, Any]) -> dict[str, UUID]:
        """A field that points at another record of the feed. Links upward are set by what holds the row."""
        to = {"parent_organization_id": "organization", "parent_id": kind}.get(name, name.removesuffix("_id"))
        target = str(document[name] or "")
        if to not in TOP or not target or (to != kind and to not in _POINTS.get(kind, ())):
            return {}
        if not self._leads(to, target, f"{kind} {document.get('id', '')}"):
            return {}
        return {column: record_id(self.feed, to, target)}

    def _leads(self, to: str, target: str, whence: str) -> bool:
        if target in self.known.get(to, ()):
            return True
        self.left_out.append(f"{whence} names {to} {target or '(none)'}, which the feed does not hold.")
        return False


# Which links of a kind are its own; others say to whom a part belongs, which its place in the document says already.
_POINTS = {
    "service": ("organization",),
    "location": ("organization",),
    "taxonomy_term": ("taxonomy",),
    "attribute": ("taxonomy_term",),
    "service_at_location": ("location",),
}
ORDER = (
    "taxonomy taxonomy_term organization program location service service_at_location unit contact phone "
    "organization_identifier address schedule service_area language accessibility cost_option funding "
    "required_document url service_capacity attribute"
).split()


def write(rows: Mapping[str, list[models.Model]], batch: int = 1000) -> int:
    """Write rows, parents first: new ones are made, those that are here are replaced. Returns how many."""
    done = 0
    for kind in ORDER:
        model = OF[kind]
        columns = [each.name for each in model._meta.concrete_fields if not each.primary_key]
        # What a place decided about a record that it took in is not overwritten by the next sync.
        kept = {"audience", "whereabouts", "helps_with", "asset"}
        new = rows.get(kind, [])
        for lot in bulk.lots(new, batch):
            model._default_manager.bulk_create(
                lot,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=[each for each in columns if each not in kept],
            )
        done += len(new)
    return done


def clear_parts(kind: str, ids: Iterable[UUID]) -> None:
    """Take away what belongs to records that are written anew: what their source no longer says must not stay."""
    for lot in bulk.lots(ids, 500):
        said_of = list(lot)
        for each in _belonging(kind):
            parts = OF[each]._default_manager.filter(**{f"{kind}__in": lot})
            said_of += parts.values_list("pk", flat=True)
            parts.delete()
        for part in bulk.lots(said_of):
            OF["attribute"]._default_manager.filter(link_id__in=part).delete()


def _belonging(kind: str) -> Iterator[str]:
    for each in standard.kind(kind).nested:
        if each.is_ == MANY and each.name not in NEVER and each.of not in (*TOP, "attribute"):
            yield each.of


def _typed(model: type[models.Model], column: str, value: Any) -> Any:
    """A value as its column holds it; None: nothing that could be held."""
    if value in (None, ""):
        return None
    held = model._meta.get_field(column)
    if isinstance(held, models.DateTimeField):
        return parse_datetime(str(value))
    if isinstance(held, models.DateField):
        return value if isinstance(value, date) else parse_date(str(value)[:10])
    if isinstance(held, models.DecimalField):
        return _decimal(value)
    if isinstance(held, models.FloatField):
        return _number(value)
    if isinstance(held, models.IntegerField):
        number = _number(value)
        return None if number is None or not 0 <= number <= 32_000 else int(number)
    text = str(value)
    return text[: held.max_length] if getattr(held, "max_length", None) else text


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _decimal(value: Any) -> Decimal | None:
    try:
        amount = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return amount if abs(amount) < 10**9 else None


def emptied(feed: Feed, kind: str, ids: Iterable[UUID], when: datetime) -> int:
    """Records that vanished from their source: kept for what points at them, shown to nobody."""
    model = {"service": Service, "location": Location}.get(kind) or OF[kind]
    if "gone_at" not in {each.name for each in model._meta.concrete_fields}:
        return 0
    return sum(
        model._default_manager.filter(pk__in=lot, gone_at=None, source__feed=feed).update(
            gone_at=when, last_modified=when
        )
        for lot in bulk.lots(ids)
    )

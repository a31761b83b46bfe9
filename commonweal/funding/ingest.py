"""Taking in grants: those meant to help a place, and those whose recipient has its office there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from commonweal.core.ids import imported_id
from commonweal.feeds.base import Refused
from commonweal.feeds.records import Grant as Record
from commonweal.funding.models import Grant, GrantBenefit
from commonweal.places.models import Area, DatasetVersion, Postcode
from commonweal.places.take_areas import areas_named
from commonweal.places.takers import NEVER, NOW, Agreed, Bringing, Taken

BATCH = 1000


class Grants(Agreed):
    """Grants as published."""

    phase = 7

    def wanted(self, bringing: Bringing, record: Record) -> str:
        """Those that either help here or have their office here; a grant can do the one without the other."""
        helps = any(bringing.scope.same_family(kind, code) for kind, code in record.benefits)
        return NOW if helps or record.office.replace(" ", "") in self._offices(bringing) else NEVER

    def _offices(self, bringing: Bringing) -> set[str]:
        """The place's postcodes."""
        scope = bringing.scope
        if not hasattr(scope, "offices"):
            rows = Postcode.objects.filter(area__placearea__place=scope.place)
            scope.offices = set(rows.values_list("code", flat=True))  # type: ignore[attr-defined]
        return scope.offices  # type: ignore[attr-defined,no-any-return]

    def take(self, bringing: Bringing, items: Iterator[Record]) -> Taken:
        """The newest file's word on a grant stands; one that is named twice in one file is kept once."""
        rows: dict[UUID, Record] = {}
        for each in items:
            pk = imported_id(bringing.version.dataset_id, each.grant_id)
            if pk in rows:
                bringing.refuse(Refused("", None, f"Grant {each.grant_id} is listed twice; the first is kept."))
            else:
                rows[pk] = each
        self._forget(bringing, set(rows))
        offices = _offices_of(rows.values())
        Grant.objects.bulk_create(
            [_grant(bringing, pk, record, offices) for pk, record in rows.items()],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[f.name for f in Grant._meta.concrete_fields if not f.primary_key],
        )
        self._benefits(bringing, rows)
        areas = {offices[code] for each in rows.values() if (code := each.office.replace(" ", "")) in offices}
        return Taken(len(rows), set(Area.objects.filter(pk__in=areas).values_list("code", flat=True)))

    def _benefits(self, bringing: Bringing, rows: dict[UUID, Record]) -> None:
        """Where each is meant to help: areas of this place, and of others that are held."""
        named = {pk: _keys(bringing, record) for pk, record in rows.items()}
        scoped = {key for pairs in named.values() for key, inside in pairs if inside}
        areas = areas_named(dict.fromkeys(scoped, ""))
        others = [key for pairs in named.values() for key, inside in pairs if not inside]
        areas |= dict(Area.objects.filter(key__in=others).values_list("key", "pk"))
        GrantBenefit.objects.filter(grant__in=list(rows)).delete()
        pairs = {(pk, areas[key]) for pk, keys in named.items() for key, _ in keys if key in areas}
        GrantBenefit.objects.bulk_create([GrantBenefit(grant_id=pk, area_id=area) for pk, area in pairs])

    def _forget(self, bringing: Bringing, kept: set[UUID]) -> None:
        """What only earlier files of the dataset said of this place goes; other places keep theirs."""
        place = bringing.scope.place
        held = Grant.objects.filter(version__dataset=bringing.version.dataset_id)
        mine = {Area.key_of(kind, code) for kind, codes in bringing.scope.codes.items() for code in codes}
        gone = set(held.filter(office_area__placearea__place=place).values_list("pk", flat=True))
        rows = GrantBenefit.objects.filter(grant__in=held).values_list("grant", "area__key")
        gone |= {grant for grant, key in rows if key in mine}
        Grant.objects.filter(pk__in=list(gone - kept)).delete()

    def give_back(self, version: DatasetVersion) -> int:
        """The grants of a withdrawn file go."""
        found = Grant.objects.filter(version=version)
        count = found.count()
        found.delete()
        return count


def _keys(bringing: Bringing, record: Record) -> set[tuple[str, bool]]:
    """The keys of where it helps, and whether each is this place's."""
    out = set()
    for kind, code in record.benefits:
        here = bringing.scope.same_family(kind, code)
        out.add((here[0], True) if here else (Area.key_of(kind, code), False))
    return out


def _offices_of(records: Iterable[Record]) -> dict[str, int]:
    """The neighbourhoods of recipients' offices, by postcode, in whatever place they lie."""
    codes = {each.office.replace(" ", "") for each in records if each.office}
    return dict(Postcode.objects.filter(code__in=codes).values_list("code", "area_id"))


def _grant(bringing: Bringing, pk: UUID, record: Record, offices: dict[str, int]) -> Grant:
    return Grant(
        id=pk,
        grant_id=record.grant_id[:200],
        title=record.title[:300],
        description=record.description,
        currency=record.currency[:3],
        amount_awarded=Decimal(record.amount),
        award_date=date.fromisoformat(record.awarded),
        planned_start=_day(record.starts),
        planned_end=_day(record.ends),
        recipient=record.recipient[:300],
        recipient_id=record.recipient_id[:120],
        funder=record.funder[:300],
        programme=record.programme[:300],
        data_source=record.address[:400],
        beneficiary_codes=[Area.key_of(kind, code) for kind, code in record.benefits],
        office_area_id=offices.get(record.office.replace(" ", "")),
        version=bringing.version,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

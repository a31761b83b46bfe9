"""Which published files a place rests on: how complete, how old, and which of their rows could not be used."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from commonweal.evidence import vintage
from commonweal.evidence.rows import DatasetRow, RefusedRow
from commonweal.feeds.licences import LICENCES
from commonweal.journal.actor import PUBLIC
from commonweal.places import postcodes
from commonweal.places import queries as places
from commonweal.places.models import DatasetVersion, Load, Place, Refused

MOST_REFUSED = 200


def datasets(place: Place) -> tuple[DatasetRow, ...]:
    """The datasets that say anything of a place, the newest load of each."""
    loads = Load.objects.filter(place=str(place.pk), state=Load.LIVE, rows_used__gt=0)
    newest = {load.version.dataset_id: load for load in loads.select_related("version__dataset").order_by("live_at")}
    return tuple(_row(load.version, load) for _, load in sorted(newest.items()))


def all_datasets() -> tuple[DatasetRow, ...]:
    """Every dataset held for any place, once: the newest version."""
    versions = (
        DatasetVersion.objects.filter(loads__rows_used__gt=0, loads__state=Load.LIVE)
        .select_related("dataset")
        .order_by("first_seen")
    )
    newest = {version.dataset_id: version for version in versions}
    loads = Load.objects.filter(version__in=list(newest.values()), state=Load.LIVE).order_by("live_at")
    last = {load.version_id: load for load in loads}
    return tuple(_row(version, last.get(version.pk)) for _, version in sorted(newest.items()))


def _row(version: DatasetVersion, load: Load | None) -> DatasetRow:
    d = version.dataset
    licence = LICENCES.get(d.licence)
    expected = load.areas_expected if load and load.counted else 0
    today = timezone.now().date()
    age = vintage.age_days(d.vintage, today)
    until = vintage.described_until(d.vintage)
    return DatasetRow(
        key=d.key,
        title=d.title,
        publisher=d.publisher,
        licence=d.licence,
        licence_name=licence.name if licence else d.licence,
        licence_address=licence.address if licence else "",
        attribution=d.attribution,
        vintage=d.vintage,
        every=d.every,
        address=d.address,
        address_seen=d.address_seen,
        note=d.note,
        files=tuple(each["name"] for each in version.files),
        version=version.sha256[:8],
        loaded_at=load.live_at.date().isoformat() if load and load.live_at else "",
        loaded_days=(today - load.live_at.date()).days if load and load.live_at else None,
        described_until=until.isoformat() if until else "",
        age_days=age,
        age=vintage.age_in_words(age),
        counted=places.kind_label(load.counted)[expected != 1] if load and load.counted else "",
        areas_covered=load.areas_covered if load else 0,
        areas_expected=expected,
        percent_covered=100 * load.areas_covered / expected if load and expected else None,
        rows_read=load.rows_read if load else 0,
        rows_used=load.rows_used if load else 0,
        rows_refused=load.rows_refused if load else 0,
        rows_elsewhere=load.rows_elsewhere if load else 0,
    )


def refused(place: Place) -> tuple[RefusedRow, ...]:
    """Rows that could not be used, of every file loaded for this place; the first 200."""
    rows: Iterable[Refused] = Refused.objects.filter(load__place=str(place.pk)).select_related("load__version")
    return tuple(
        RefusedRow(row.load.version.dataset_id, row.file, row.line, row.reason)
        for row in rows.order_by("load__version__dataset", "file", "line")[:MOST_REFUSED]  # type: ignore[attr-defined]
    )


def gaps(place: Place) -> tuple[str, ...]:
    """What is not held for part of a place, in sentences."""
    found = postcodes.gap(PUBLIC, place)
    return (str(found),) if found else ()

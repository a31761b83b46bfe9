"""How places come to be, and how published files come into use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.translation import gettext

from commonweal.core.errors import Clash, Invalid
from commonweal.feeds.base import Measure as MeasureFacts
from commonweal.feeds.base import Source
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places import area_kinds, datasets, nest, rules, takers
from commonweal.places.models import Area, Dataset, DatasetVersion, Load, Measure, Parent, Place, PlaceArea

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@change("places.place.make", allowed=rules.may_make_place)
def make_place(who: Actor, *, slug: str, name: str, footprint: str, invented: bool = False) -> Place:
    """Open a place. What it is made of is said next, by `set_areas`."""
    if not SLUG.fullmatch(slug):
        raise Invalid(
            gettext("“%(slug)s” cannot be part of an address. Use small letters, digits and single hyphens.")
            % {"slug": slug}
        )
    if not name.strip():
        raise Invalid(gettext("Say what the place is called."))
    if Place.objects.filter(slug=slug).exists():
        raise Clash(
            gettext("There is already a place at “%(slug)s”. Choose another address for this one.") % {"slug": slug}
        )
    return Place.objects.create(
        slug=slug, name=name.strip(), footprint=footprint.strip(), invented=invented, made_at=timezone.now()
    )


@change("places.place.set_areas", allowed=rules.may_shape_place, facts=["areas", "added", "removed"])
def set_areas(who: Actor, place: Place, *, kind: str, areas: dict[str, str], footprint: str | None = None) -> Place:
    """Say which of the smallest areas a place is made of: code → official name."""
    if not area_kinds.kind(kind).small:
        raise Invalid(gettext("A place is made of neighbourhoods (LSOA 2021, or drawn ones): name those."))
    if not areas:
        raise Invalid(gettext("A place needs at least one neighbourhood."))
    held = set(Area.objects.filter(kind=kind, code__in=list(areas)).values_list("code", flat=True))
    Area.objects.bulk_create(
        [
            Area(key=Area.key_of(kind, code), kind=kind, code=code, name=name or code)
            for code, name in areas.items()
            if code not in held
        ],
        batch_size=2000,
    )
    ids = set()
    codes = list(areas)
    for start in range(0, len(codes), 2000):
        chunk = Area.objects.filter(kind=kind, code__in=codes[start : start + 2000])
        ids |= set(chunk.values_list("pk", flat=True))
    before = set(PlaceArea.objects.filter(place=place).values_list("area_id", flat=True))
    PlaceArea.objects.filter(place=place).exclude(area_id__in=ids & before).delete()
    PlaceArea.objects.bulk_create([PlaceArea(place=place, area_id=pk) for pk in ids - before], batch_size=2000)
    if footprint is not None:
        place.footprint = footprint
        place.save(update_fields=["footprint"])
    current().state(areas=len(ids), added=len(ids - before), removed=len(before - ids))
    return place


@change("places.dataset.describe", allowed=rules.may_know_datasets)
def describe_dataset(who: Actor, source: Source, measures: Iterable[MeasureFacts] = ()) -> Dataset:
    """Keep what a feed's fact sheet says of its dataset, and the columns it carries."""
    dataset, _ = Dataset.objects.update_or_create(key=source.key, defaults=datasets.facts_of(source))
    rows = [
        Measure(key=m.key, dataset=dataset, label=m.label, unit=m.unit, adds_up=m.adds_up, out_of=m.out_of or "")
        for m in measures
    ]
    # A measure belongs to the dataset its key names. Others may carry it (invented places do), but not take it over.
    own = [row for row in rows if row.key.startswith(source.key)]
    carried = [row for row in rows if not row.key.startswith(source.key)]
    Measure.objects.bulk_create(carried, ignore_conflicts=True)
    Measure.objects.bulk_create(
        own,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["dataset", "label", "unit", "adds_up", "out_of"],
    )
    return dataset


@change("places.version.meet", allowed=rules.may_know_datasets)
def meet_version(who: Actor, dataset: Dataset, *, files: list[datasets.FileSeen]) -> DatasetVersion:
    """Know a file (or set of files) from now on, by what is in it."""
    listed = [{"name": f.name, "sha256": f.sha256, "bytes": f.bytes} for f in files]
    version, _ = DatasetVersion.objects.get_or_create(
        dataset=dataset,
        sha256=datasets.version_hash(files),
        defaults={"files": listed, "first_seen": timezone.now()},
    )
    current().touch(dataset)
    return version


@change("places.version.go_live", allowed=rules.may_load, facts=["used", "covered", "refused"])
def go_live(who: Actor, place: Place, load: Load, *, take: Callable[[], takers.Taken], measures: int) -> Load:
    """Bring what was staged into use, all of it or nothing."""
    taken = take()
    load.state = Load.LIVE
    load.live_at = timezone.now()
    load.rows_used = taken.used
    load.areas_covered = len(taken.covered)
    load.rows_refused = load.refused.count()
    load.save()
    load.staged.all().delete()
    current().touch(place, load.version)
    current().state(used=taken.used, covered=len(taken.covered), refused=load.rows_refused)
    return load


@change("places.version.withdraw", allowed=rules.may_withdraw, facts=["rows"])
def withdraw_version(who: Actor, version: DatasetVersion) -> DatasetVersion:
    """Take a bad file back: nothing it said is in use any more, and what the version before it said is again."""
    gone = sum(taker.give_back(version) for taker in takers.every().values())
    # Its loads are forgotten, so that the same file can be brought in again on purpose.
    Load.objects.filter(version=version).delete()
    current().touch(version.dataset)
    current().state(rows=gone)
    return version


@change("places.place.nest", allowed=rules.may_shape_place, facts=["pairs"])
def nest_areas(who: Actor, place: Place) -> Place:
    """Record nesting that follows from names and from what became of councils."""
    pairs = nest.missing(place)
    Parent.objects.bulk_create(
        [Parent(area_id=area, parent_id=parent, how=Parent.EXACT) for area, parent in pairs], batch_size=2000
    )
    current().state(pairs=len(pairs))
    return place

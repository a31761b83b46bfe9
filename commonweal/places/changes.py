"""How places come to be, and how published files come into use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import shapely
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.feeds.base import Measure as MeasureFacts
from commonweal.feeds.base import Source
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places import area_kinds, bulk, coverage, datasets, drawing, held, nest, rules, takers, withdrawal
from commonweal.places.models import Area, Dataset, DatasetVersion, Load, Measure, Parent, Place, PlaceArea
from commonweal.places.scope import Scope
from commonweal.places.take_areas import areas_named

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
    ids = set(areas_named({Area.key_of(kind, code): name for code, name in areas.items()}).values())
    # Those of another kind stay: official neighbourhoods and drawn ones can both be in one place.
    before = set(PlaceArea.objects.filter(place=place, area__kind=kind).values_list("area_id", flat=True))
    for lot in bulk.lots(before - ids):
        PlaceArea.objects.filter(place=place, area_id__in=lot).delete()
    pk = bulk.prepared(PlaceArea, "place", place.pk)
    bulk.insert(PlaceArea, ("place", "area"), ((pk, each) for each in sorted(ids - before)))
    for drawn in Area.objects.filter(drawing__place=place):
        drawing.count(place, drawn)
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
    load.areas_covered = coverage.covered(Scope(place), load.counted, taken.covered)
    load.coming = ""
    load.save()
    if load.version.withdrawn_at is not None:
        load.version.withdrawn_at = None  # brought in again on purpose
        load.version.save(update_fields=["withdrawn_at"])
    load.staged.all().delete()
    current().touch(place, load.version)
    current().state(used=taken.used, covered=load.areas_covered, refused=load.rows_refused)
    return load


@change("places.place.lean_on", allowed=rules.may_load, facts=["versions"])
def lean_on(who: Actor, place: Place, loads: list[Load]) -> list[Load]:
    """Use what larger places have brought in: its figures are by area, so they are this place's already."""
    made = held.for_part(place, loads)
    for each in made:
        Load.objects.filter(place=each.place, version__dataset=each.version.dataset_id).delete()
        each.save()
    current().touch(*(load.version for load in loads))
    current().state(versions=len(made))
    return made


@change("places.version.withdraw", allowed=rules.may_withdraw, facts=["rows"])
def withdraw_version(who: Actor, version: DatasetVersion, *, leave_nothing: bool = False) -> DatasetVersion:
    """Take a bad file back. Figures of the newest file not taken back are in use again.

    Outlines and lists of things are written over by each file, so there is nothing to go back to: refused while
    anything rests on this file, unless that is what is meant. Names, centres, postcodes and lookups stand until a newer
    file says otherwise.
    """
    if version.withdrawn_at is not None:
        raise Clash(_("This file has been taken back already."))
    held = [] if leave_nothing else withdrawal.would_be_lost(version)
    if held:
        raise Clash(
            _(
                "Taking this file back would leave nothing in place of %(what)s: each file writes over the one before. "
                "Load the earlier file again (or a corrected one) first, then take this one back."
            )
            % {"what": ", ".join(held)}
        )
    version.withdrawn_at = timezone.now()
    version.save(update_fields=["withdrawn_at"])
    gone = sum(taker.give_back(version) for taker in takers.every().values())
    # Its loads are forgotten, so that the same file can be brought in again on purpose.
    Load.objects.filter(version=version).delete()
    withdrawal.has_gone(version)
    current().touch(version.dataset)
    current().state(rows=gone)
    return version


@change("places.place.nest", allowed=rules.may_shape_place, facts=["pairs"])
def nest_areas(who: Actor, place: Place) -> Place:
    """Record nesting that follows from names and from what became of councils."""
    pairs = nest.missing(place)
    bulk.insert(Parent, ("area", "parent", "how"), ((area, parent, Parent.EXACT) for area, parent in pairs))
    current().state(pairs=len(pairs))
    return place


@change("places.neighbourhood.draw", allowed=rules.may_shape_place, facts=["neighbourhoods"])
def draw_neighbourhood(who: Actor, place: Place, *, name: str, outline: shapely.Geometry) -> Area:
    """Keep a neighbourhood as people of the place draw it, beside the official ones."""
    called = " ".join(name.split())[:200]
    if not called:
        raise Invalid(_("Say what people call this neighbourhood, in the file or beside it."))
    if not drawing.touches(place, outline):
        facts = {"name": called, "place": place.name}
        raise Invalid(_("The outline of %(name)s does not lie in %(place)s. GeoJSON has longitude first.") % facts)
    area = drawing.keep(place, called, outline)
    counted = drawing.count(place, area)
    current().touch(area)
    current().state(neighbourhoods=counted)
    return area


@change("places.neighbourhood.draw_several", allowed=rules.may_shape_place, facts=["drawn"])
def draw_neighbourhoods(who: Actor, place: Place, *, body: bytes = b"", name: str = "") -> list[Area]:
    """Keep every neighbourhood drawn in a GeoJSON file, all of them or none. A name beside the file is for one only."""
    outlines = drawing.read(body)
    if name.strip() and len(outlines) > 1:
        raise Invalid(_("The file holds several areas, so each needs its own name in the file, not one for all."))
    drawn = [draw_neighbourhood(who, place, name=name.strip() or each.name, outline=each.geometry) for each in outlines]
    current().state(drawn=len(drawn))
    return drawn

"""A small invented place to look at, with one organisation that everybody may see and one that partners may."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from commonweal.directory import changes
from commonweal.directory.models import Asset, Organization, Service
from commonweal.journal.actor import HOUSE
from commonweal.places.changes import make_place, set_areas
from commonweal.places.models import Area, Dataset, DatasetVersion, Place


@dataclass
class Here:
    """What there is."""

    place: Place
    area: Area
    hall: Asset
    choir: Organization
    singing: Service
    refuge: Organization


@pytest.fixture
def asset(unguarded, make):
    """Makes assets, as a list that was brought in would."""

    def one(area: Area, kind: str, name: str, *, dataset: str = "a_list", **facts: object) -> Asset:
        source, _ = Dataset.objects.get_or_create(key=dataset, defaults={"title": dataset, "publisher": "A publisher"})
        version, _ = DatasetVersion.objects.get_or_create(
            dataset=source, sha256=dataset.ljust(64, "0"), defaults={"first_seen": "2026-01-01T00:00Z"}
        )
        known = dict(lat=54.6, lon=1.9, area=area, version=version, source_id=f"{kind}/{name}")
        from commonweal.core.ids import imported_id

        return Asset.objects.create(id=imported_id(dataset, f"{kind}/{name}"), kind=kind, name=name, **known | facts)

    return one


@pytest.fixture
def here(asset) -> Here:
    """A place of one neighbourhood with a hall, a choir that sings in it, and a refuge that is for partners to know."""
    place = make_place(HOUSE, slug="dale", name="Dale", footprint="One neighbourhood", invented=True)
    set_areas(HOUSE, place, kind="neighbourhood", areas={"D1": "Dale End"})
    area = Area.objects.get(code="D1")
    hall = asset(area, "community_centre", "The Hall", postcode="ZZ1 1AA")
    choir = changes.add_organization(HOUSE, place=place, name="The Choir", description="People who sing.")
    singing = changes.add_service(HOUSE, organization=choir, name="Singing", helps_with=["Company", "company "])
    changes.hold_at(HOUSE, singing, hall, schedule="Tuesdays at 7")
    refuge = changes.add_organization(
        HOUSE, place=place, name="The Refuge", description="For partners to know.", audience=Organization.PARTNERS
    )
    changes.add_service(HOUSE, organization=refuge, name="A safe room")
    return Here(place, area, hall, choir, singing, refuge)

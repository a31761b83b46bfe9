"""A profile as things stand, or as it was kept; and those of a place that were kept."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonweal.core.errors import DomainError, NotFound
from commonweal.core.ids import is_id
from commonweal.evidence import queries as evidence
from commonweal.evidence.models import Profile as KeptProfile
from commonweal.evidence.profile import making, rows
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import DatasetVersion, Place


def now(viewer: Actor, slug: str) -> rows.Profile:
    """What is so now."""
    return making.now(viewer, slug)


def held(viewer: Actor, id: str) -> KeptProfile:
    """One that was kept. All of them are public."""
    found = KeptProfile.objects.select_related("place").filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(_("No profile is kept under this address."))
    return found


def told(kept: KeptProfile) -> rows.Profile:
    """What it said, to the last digit."""
    return rows.from_data(kept.told, str(kept.pk))


def taken_back(kept: KeptProfile) -> list[str]:
    """Titles of the datasets that it was made from, whose file was taken back since."""
    rows = DatasetVersion.objects.filter(pk__in=kept.versions).exclude(withdrawn_at=None)
    return list(rows.order_by("dataset").values_list("dataset__title", flat=True))


def kept_of(viewer: Actor, place: Place) -> list[tuple[str, object]]:
    """Those of a place: address and when, the newest first."""
    found = KeptProfile.objects.filter(place=place).order_by("-made_at")
    return [(f"/profile/{pk}", made_at) for pk, made_at in found.values_list("pk", "made_at")]


def outlines(viewer: Actor, profile: rows.Profile) -> bytes:
    """The shapes of its areas; empty where none are held."""
    try:
        return evidence.outlines(viewer, profile.slug, profile.kind) if profile.kind else b""
    except DomainError:
        return b""


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: a kept profile is public."""
    asked = [id for id in ids if is_id(id)]
    return {str(pk) for pk in KeptProfile.objects.filter(pk__in=asked).values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """A profile in a line."""
    found = KeptProfile.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            _("Profile of %(place)s, %(day)s") % {"place": each.place.name, "day": each.told["made_on"]},
            f"/profile/{each.pk}",
            each.method_version,
            each.place.invented,
        )
        for each in found
    }

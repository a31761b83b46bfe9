"""How a profile is kept for good, to be pointed at."""

from __future__ import annotations

from django.utils import timezone

from commonweal.evidence import rules
from commonweal.evidence.models import Profile
from commonweal.evidence.profile import files, making
from commonweal.journal.actor import Actor
from commonweal.journal.door import change
from commonweal.places.models import DatasetVersion, Place


@change("evidence.profile.keep", allowed=rules.may_cite)
def keep_profile(who: Actor, *, place: Place) -> Profile:
    """Keep a place's profile as it stands. The same again, on the same files, is the same profile."""
    told = files.as_data(making.now(who, place.slug))
    last = Profile.objects.filter(place=place).order_by("-made_at").first()
    if last is not None and _says(last.told) == _says(told):
        return last
    return Profile.objects.create(
        place=place,
        told=told,
        versions=_versions(told),
        method_version=told["method_version"],
        made_at=timezone.now(),
    )


def _says(told: dict[str, object]) -> dict[str, object]:
    """All but the day on which it was made, and how long ago a file was loaded."""
    rest = {name: value for name, value in told.items() if name not in ("made_on", "id", "sources")}
    return rest | {"sources": [{**each, "age": ""} for each in told["sources"]]}  # type: ignore[attr-defined]


def _versions(told: dict[str, object]) -> list[str]:
    found: list[str] = []
    for each in told["sources"]:  # type: ignore[attr-defined]
        rows = DatasetVersion.objects.filter(dataset=each["dataset"], sha256__startswith=each["version"] or "?")
        found += [str(pk) for pk in rows.values_list("pk", flat=True)]
    return found

"""What taking a file back would leave empty, as the rooms that write over earlier rows say it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import ngettext

from commonweal.places.models import DatasetVersion, Shape

# Says in words what rests on a version and would be gone with it ("1,434 outlines"); "" where nothing does.
Resting = Callable[[DatasetVersion], str]
_resting: list[Resting] = []


def register(resting: Resting) -> None:
    """Tell what rests on a version, from the room's AppConfig.ready()."""
    _resting.append(resting)


def would_be_lost(version: DatasetVersion) -> list[str]:
    """Everything that rests on this version and has nothing before it to go back to."""
    return [words for resting in _resting if (words := resting(version))]


def outlines(version: DatasetVersion) -> str:
    """Outlines that are this version's."""
    count = Shape.objects.filter(version=version).count()
    return ngettext("%(n)s outline", "%(n)s outlines", count) % {"n": f"{count:,}"} if count else ""

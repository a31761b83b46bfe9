"""What taking a file back would leave empty, as the rooms that write over earlier rows say it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import ngettext

from commonweal.places.models import DatasetVersion, Shape

# Says in words what rests on a version and would be gone with it ("1,434 outlines"); "" where nothing does.
Resting = Callable[[DatasetVersion], str]
_resting: list[Resting] = []
# Told when a file has been taken back, inside the change that did it.
Told = Callable[[DatasetVersion], None]
_told: list[Told] = []


def register(resting: Resting) -> None:
    """Tell what rests on a version, from the room's AppConfig.ready()."""
    _resting.append(resting)


def tell(told: Told) -> None:
    """Be told of each file that is taken back, from the room's AppConfig.ready()."""
    _told.append(told)


def has_gone(version: DatasetVersion) -> None:
    """Tell everybody who asked to be told that this file was taken back."""
    for told in _told:
        told(version)


def would_be_lost(version: DatasetVersion) -> list[str]:
    """Everything that rests on this version and has nothing before it to go back to."""
    return [words for resting in _resting if (words := resting(version))]


def outlines(version: DatasetVersion) -> str:
    """Outlines that are this version's."""
    count = Shape.objects.filter(version=version).count()
    return ngettext("%(n)s outline", "%(n)s outlines", count) % {"n": f"{count:,}"} if count else ""

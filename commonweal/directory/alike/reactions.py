"""What follows from a change to a place's entries: they are compared anew, once for all that changed together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.directory.alike import finding
from commonweal.directory.models import OF, AlikeLooked, Feed, Merge
from commonweal.directory.rules import answers_for
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.journal.models import Entry
from commonweal.journal.reactions import reaction
from commonweal.places.models import Place

# What a person says of a pair, and what is said of no entry, changes nothing that is compared.
LONG, RARELY = 5, 60  # seconds; and how many times as long as it took is waited
PASSED_OVER = ("directory.alike.", "directory.report.", "directory.link.", "directory.keeping.", "directory.proposal.")


@reaction("directory.*")
def look_again(entry: Entry) -> None:
    """Harmless a second time, and for each change after the first of a burst: what was looked at since is passed by."""
    if entry.what.startswith(PASSED_OVER):
        return
    for place in _places(entry):
        looked = AlikeLooked.objects.filter(place=place).first()
        if looked is None or (looked.looked_at <= entry.at and not _too_soon(entry, looked)):
            finding.again(place)


def _too_soon(entry: Entry, looked: AlikeLooked) -> bool:
    """A large place takes long to compare, and publishing waits meanwhile: after a sync at once, else now and then.

    What changed meanwhile is compared with the next change, or when a steward asks for it.
    """
    if looked.seconds <= LONG or entry.what == "directory.feed.sync":
        return False
    return timezone.now() - looked.looked_at < RARELY * timedelta(seconds=looked.seconds)


def _places(entry: Entry) -> list[Place]:
    touched = list(entry.touched.values_list("kind", "thing"))
    found = {thing for kind, thing in touched if kind == "places.place"}
    for name in ("organization", "service", "location"):
        ids = [thing for kind, thing in touched if kind == f"directory.{name}"]
        found |= {str(pk) for pk in OF[name]._default_manager.filter(pk__in=ids).values_list("place", flat=True)}
    feeds = [thing for kind, thing in touched if kind == "directory.feed"]
    found |= {str(pk) for pk in Feed.objects.filter(pk__in=feeds).values_list("place", flat=True)}
    return list(Place.objects.filter(pk__in=found))


def merges_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: those of places that this viewer answers for."""
    rows = Merge.objects.filter(pk__in=list(ids)).select_related("place")
    return {str(each.pk) for each in rows if answers_for(viewer, each.place)}


def describe_merges(ids: Iterable[str]) -> dict[str, Card]:
    """Merges as cards: where they can be taken back."""
    rows = Merge.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            _("Two entries made one"), f"/place/{each.place.slug}/alike", each.place.name, each.place.invented
        )
        for each in rows
    }

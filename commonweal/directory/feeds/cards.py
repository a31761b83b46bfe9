"""Other directories that places take in, as anybody may see them: who publishes each, and under which licence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonweal.directory.models import Feed
from commonweal.journal.kinds import Card


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Feeds as cards, by id."""
    rows = Feed.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.title, "", _("from %(publisher)s") % {"publisher": each.publisher}, each.place.invented)
        for each in rows
    }

"""Finding what may be the same in a place: its entries are compared as those who keep it see them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from uuid import UUID

import orjson
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from commonweal.directory.documents import KEEPERS, documents
from commonweal.directory.models import OF, AlikeLooked, AlikePair, Judgement, SourceRecord
from commonweal.places.models import Place

MOST = 2000  # pairs that are kept: nobody looks at more, and the surest come first


def again(place: Place) -> int:
    """Compare everything anew. Gives how many pairs a person might look at."""
    from commonweal.openreferral.alike.pairs import alike

    began = timezone.now()
    rows = list(_entries(place))
    judged = _judged(place)
    found = [each for each in alike(rows) if not _settled(each.kind, each.one, each.other, judged)][:MOST]
    pairs = [
        AlikePair(
            place=place,
            kind=each.kind,
            one=UUID(each.one),
            other=UUID(each.other),
            score=each.score,
            how=each.how,
            reasons=[[why.what, round(why.weight, 1), *why.seen] for why in each.reasons],
            found_at=began,
        )
        for each in found
    ]
    with transaction.atomic():
        AlikePair.objects.filter(place=place).delete()
        AlikePair.objects.bulk_create(pairs, batch_size=500, ignore_conflicts=True)
        AlikeLooked.objects.update_or_create(
            place=place, defaults={"looked_at": began, "seconds": (timezone.now() - began).total_seconds()}
        )
    return len(pairs)


def stale(place: Place) -> bool:
    """Has anything changed since the entries were last compared?"""
    looked = AlikeLooked.objects.filter(place=place).first()
    latest = [
        OF[kind]._default_manager.filter(place=place).aggregate(at=Max("last_modified"))["at"]
        for kind in ("organization", "location", "service")
    ]
    synced = SourceRecord.objects.filter(feed__place=place).aggregate(at=Max("fetched_at"))["at"]
    return looked is None or any(each is not None and each >= looked.looked_at for each in (*latest, synced))


def _entries(place: Place) -> Iterator:  # type: ignore[type-arg]
    from commonweal.openreferral.alike.facts import Entry

    for kind in ("organization", "location", "service"):
        rows = OF[kind]._default_manager.filter(place=place, gone_at=None).order_by("pk")
        feeds = {str(pk): str(feed or "") for pk, feed in rows.values_list("pk", "source__feed")}
        for document in documents(kind, [UUID(pk) for pk in feeds], KEEPERS):
            yield Entry(document["id"], kind, document, feeds[document["id"]])


def _judged(place: Place) -> dict[tuple[str, str], str]:
    return {(str(each.one), str(each.other)): each.said for each in Judgement.objects.filter(place=place)}


def _settled(kind: str, one: str, other: str, judged: dict[tuple[str, str], str]) -> bool:
    """Has a person said that these are two, or that they cannot tell, and do both still say what they said then?"""
    first, second = sorted((one, other))
    said = judged.get((first, second))
    return said is not None and said == gist(kind, [UUID(first), UUID(second)])


# What changes without the entry saying anything else.
PASSING = {"last_modified", "assured_date"}


def gist(kind: str, ids: Iterable[UUID]) -> str:
    """What entries say, in one word."""
    said = [
        {name: each for name, each in document.items() if name not in PASSING}
        for document in documents(kind, ids, KEEPERS)
    ]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()

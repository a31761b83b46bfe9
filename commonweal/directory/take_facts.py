"""Taking in what other sources say of assets that are here: practices by their code, schools by their number.

Facts wait for the assets: a fact about something no list names is passed over, not kept for later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from commonweal.core.ids import imported_id
from commonweal.directory.models import Asset, AssetFact
from commonweal.feeds.records import AssetFact as Fact
from commonweal.places.models import DatasetVersion
from commonweal.places.takers import NEVER, NOW, Agreed, Bringing, Taken

BATCH = 1000


class Facts(Agreed):
    """Facts about assets, each with the file that says so."""

    phase = 8

    def wanted(self, bringing: Bringing, record: Fact) -> str:
        """Those of assets that are the place's."""
        return NOW if self._of(bringing, record) else NEVER

    def _of(self, bringing: Bringing, record: Fact) -> list[UUID]:
        """The assets meant: a school stands on two lists by one number."""
        ids, named = self._assets(bringing)
        if record.postcode:
            found = named.get((_plain(record.source_id), record.postcode))
            return [found] if found else []
        return [pk for each in record.of if (pk := imported_id(each, record.source_id)) in ids]

    def _assets(self, bringing: Bringing) -> tuple[set[UUID], dict[tuple[str, str], UUID]]:
        """Ids of the place's assets; and, for lists without numbers, by name and postcode where that is one asset."""
        scope = bringing.scope
        if not hasattr(scope, "assets"):
            rows = Asset.objects.filter(area__placearea__place=scope.place, gone_at=None)
            ids, named, twice = set(), {}, set()
            for pk, name, postcode, kind in rows.values_list("pk", "name", "postcode", "kind"):
                ids.add(pk)
                key = (_plain(name), postcode)
                if kind == "library":
                    twice |= {key} if key in named else set()
                    named[key] = pk
            scope.assets = ids, {key: pk for key, pk in named.items() if key not in twice}  # type: ignore[attr-defined]
        return scope.assets  # type: ignore[attr-defined,no-any-return]

    def take(self, bringing: Bringing, items: Iterator[Fact]) -> Taken:
        """The newest file's word replaces an older file's of the same dataset."""
        rows: dict[tuple[UUID, str], AssetFact] = {}
        for each in items:
            for pk in self._of(bringing, each):
                label = each.label[:120]
                rows[pk, label] = AssetFact(
                    asset_id=pk, label=label, value=each.value[:400], when=each.when[:60], version=bringing.version
                )
        # Facts of the version go too: a load for a changed footprint says them again.
        AssetFact.objects.filter(
            version__dataset=bringing.version.dataset_id, asset__area__placearea__place=bringing.scope.place
        ).delete()
        AssetFact.objects.bulk_create(rows.values(), batch_size=BATCH)
        assets = {pk for pk, _ in rows}
        covered: set[str] = set()
        ids = list(assets)
        for start in range(0, len(ids), BATCH):
            lot = Asset.objects.filter(pk__in=ids[start : start + BATCH])
            covered |= set(lot.values_list("area__code", flat=True))
        return Taken(len(rows), covered)

    def give_back(self, version: DatasetVersion) -> int:
        """What the withdrawn file said is said no more."""
        gone, _ = AssetFact.objects.filter(version=version).delete()
        return gone


def _plain(name: str) -> str:
    """A library's name without the words its lists add or leave out: "Yeadon Library" is "Yeadon"."""
    return re.sub(r"[^a-z0-9]+|\blibrary\b", "", name.lower())

"""Published files as the house knows them: which dataset they are, and which version, by what is in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from commonweal.feeds.base import Source
from commonweal.journal.kinds import Card
from commonweal.places.models import Dataset, DatasetVersion

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file: its name without any folder, its hash and its size."""

    name: str
    sha256: str
    bytes: int


def seen(path: Path) -> FileSeen:
    """Read a file once for its hash."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return FileSeen(path.name, digest.hexdigest(), path.stat().st_size)


def version_hash(files: Iterable[FileSeen]) -> str:
    """One hash for a set of files, whatever they are called and in whatever order they are found."""
    return hashlib.sha256("".join(sorted(each.sha256 for each in files)).encode()).hexdigest()


def facts_of(source: Source) -> dict[str, Any]:
    """A feed's fact sheet as the dataset's row holds it."""
    names = {each.name for each in Dataset._meta.concrete_fields} - {"key"}
    return {name: value for name, value in asdict(source).items() if name in names}


def describe_versions(ids: Iterable[str]) -> dict[str, Card]:
    """Versions as cards, by id."""
    rows = DatasetVersion.objects.filter(pk__in=list(ids)).select_related("dataset")
    return {
        str(row.pk): Card(f"{row.dataset.title} ({row.sha256[:8]})", f"/sources#{row.dataset_id}", row.dataset.vintage)
        for row in rows
    }

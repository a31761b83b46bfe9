"""What a folder of published files offers to others: each dataset's files, with size and fingerprint (index.json)."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from commonweal.feeds import catalogue

INDEX = "index.json"
BLOCK = 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")


class BadManifest(Exception):
    """A list of files that cannot be trusted, in a sentence."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One file as its holder describes it."""

    dataset: str
    path: str  # within the folder, with forward slashes
    size: int
    sha256: str
    changed: str = ""  # when the holder's copy last changed, for people to read


def digest(path: Path) -> str:
    """A file's fingerprint."""
    made = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            made.update(block)
    return made.hexdigest()


def write(folder: Path) -> list[Offered]:
    """Write index.json for every file in a folder that some feed knows. Unknown files are not offered."""
    offered = []
    for key, paths in sorted(catalogue.find(folder).files.items()):
        for path in paths:
            known = path.stat()
            changed = datetime.fromtimestamp(known.st_mtime, UTC).isoformat(timespec="seconds")
            name = path.relative_to(folder).as_posix()
            offered.append(Offered(key, name, known.st_size, digest(path), changed))
    datasets: dict[str, Any] = {}
    for each in offered:
        held = datasets.setdefault(each.dataset, {"title": catalogue.SOURCES[each.dataset].title, "files": []})
        held["files"].append({name: value for name, value in asdict(each).items() if name != "dataset"})
    made = {"format": "commonweal-mirror-1", "datasets": datasets}
    part = folder / f"{INDEX}.part"
    part.write_text(json.dumps(made, indent=1, ensure_ascii=False), encoding="utf-8")
    part.replace(folder / INDEX)  # whole or not at all: somebody may be reading it
    return offered


def read(text: str) -> list[Offered]:
    """What another folder offers. A path that would lead out of ours is refused, and so the whole list."""
    try:
        datasets = json.loads(text)["datasets"]
        rows = [(key, row) for key, held in datasets.items() for row in held["files"]]
        out = [
            Offered(str(key), str(row["path"]), int(row["size"]), str(row["sha256"]), str(row.get("changed", "")))
            for key, row in rows
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BadManifest("its list of files (index.json) is not one this house can read") from wrong
    for each in out:
        if not _stays_inside(each.path) or each.size < 0 or not _HASH.fullmatch(each.sha256):
            raise BadManifest(
                f"its list of files names “{each.path[:60]}” with a path, size or fingerprint that is wrong"
            )
    return out


def _stays_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    windows = "\\" in path or ":" in path or "\0" in path
    return bool(parts) and not windows and not path.startswith("/") and not any(p.startswith(".") for p in parts)

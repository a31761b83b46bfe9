"""All feeds there are, found by listing the package; and which files in a folder each of them reads."""

from __future__ import annotations

import importlib
import pkgutil
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

import commonweal.feeds
from commonweal.feeds.base import Source, WrongFile, head

# Never a feed's: notes are notes.
OTHERS = {".md", ".txt", ".pdf", ".py", ".toml", ".part"}


@dataclass(slots=True)
class Found:
    """What is in a folder: files by the key of their dataset, and those nobody knows."""

    files: dict[str, list[Path]] = field(default_factory=dict)
    unknown: list[Path] = field(default_factory=list)


@cache
def feeds() -> dict[str, ModuleType]:
    """Every feed by its module's name. A module that recognises files is a feed; the others are shared parts."""
    names = sorted(each.name for each in pkgutil.iter_modules(commonweal.feeds.__path__) if each.name != "catalogue")
    modules = {name: importlib.import_module(f"commonweal.feeds.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "recognise")}


def sources_of(feed: ModuleType) -> tuple[Source, ...]:
    """The datasets one feed reads."""
    return tuple(getattr(feed, "SOURCES", None) or (feed.SOURCE,))


FEEDS = feeds()
SOURCES = {source.key: source for feed in FEEDS.values() for source in sources_of(feed)}


def feeds_by_source() -> list[tuple[Source, ModuleType]]:
    """Every dataset with the feed that reads it."""
    return [(source, feed) for feed in FEEDS.values() for source in sources_of(feed)]


def find(folder: Path) -> Found:
    """Which files in a folder (and below it) belong to which dataset, judged by what is in them, not by their names."""
    if not folder.is_dir():
        raise WrongFile(f"There is no folder {folder}. Name the folder that holds the published files.")
    found = Found()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or path.suffix.lower() in OTHERS or not path.is_file():
            continue
        source = owner(path)
        if source is None:
            found.unknown.append(path)
        else:
            found.files.setdefault(source.key, []).append(path)
    return found


def owner(path: Path) -> Source | None:
    """The one dataset this file belongs to; None where no feed knows it. Two feeds that claim it are told of."""
    try:
        look = head(path)
        claims = [source for feed in FEEDS.values() if (source := feed.recognise(look))]
    except (OSError, EOFError, zlib.error):  # packed and broken: nobody can tell what it was
        return None
    if len(claims) > 1:
        both = " and ".join(f"“{source.title}”" for source in claims)
        raise WrongFile(
            f"{path.name} could be {both}. Take it out of the folder, and tell us of it: it ought to be one."
        )
    return claims[0] if claims else None

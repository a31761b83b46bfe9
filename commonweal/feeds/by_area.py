"""Reading figures by area from a CSV whose columns are known: files differ in names only. Not a feed itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from commonweal.feeds.base import Refuse, Refused, Source, number
from commonweal.feeds.columns import cells, is_code, wrong_code
from commonweal.feeds.records import AreaValues


def figure(path: Path, line: int, who: str, text: str, *, refuse: Refuse) -> tuple[bool, float | None]:
    """Whether a cell can be used, and its figure; a cell that is no number is refused."""
    try:
        return True, number(text)
    except ValueError:
        reason = f"{who}: “{text[:40]}” is not a number. Correct it, or get the file again."
        refuse(Refused(path.name, line, reason))
        return False, None


def known_area(path: Path, line: int, code: str, what: str, *, refuse: Refuse) -> bool:
    """Is this the code of an area? If not, the row is refused."""
    if is_code(code):
        return True
    refuse(Refused(path.name, line, wrong_code(code, what)))
    return False


def rows(
    path: Path, source: Source, kind: str, code: str, name: str, columns: Mapping[str, str], *, refuse: Refuse
) -> Iterator[AreaValues]:
    """An area to a row: `columns` says which measure each published column is. `name` may be "" where none is given."""
    wanted = [code, *([name] if name else []), *columns]
    for line, (area, *texts) in cells(path, source, wanted, refuse=refuse):
        if not known_area(path, line, area, code, refuse=refuse):
            continue
        called = texts.pop(0) if name else ""
        read = [figure(path, line, area, text, refuse=refuse) for text in texts]
        if all(usable for usable, _ in read):
            yield AreaValues(kind, area, called, {key: v for key, (_, v) in zip(columns.values(), read, strict=True)})

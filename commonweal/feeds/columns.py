"""Reading chosen columns of a national CSV file quickly, and saying plainly what is wrong with a file or a row.

Lookups and postcode lists differ only in which columns they carry, so they share this. Not a feed itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from commonweal.feeds.base import Refuse, Refused, Source, WrongFile, open_binary

_CODE = re.compile(r"[A-Z][0-9]{8}")


def is_code(text: str) -> bool:
    """Is this a nine-character ONS code? "E0800001", one digit short, is not."""
    return _CODE.fullmatch(text) is not None


def has(columns: Sequence[str], *wanted: str) -> bool:
    """Are all these columns there? Capitals do not matter: publishers change them between releases."""
    return {name.casefold() for name in wanted} <= {name.casefold() for name in columns}


def header(path: Path) -> list[str]:
    """The column names of a CSV file, without byte-order mark, quotes or stray spaces."""
    with open_binary(path) as stream:
        first = stream.readline().decode("utf-8-sig", errors="replace")
    return [cell.strip() for cell in next(csv.reader([first]), [])]


def not_this(path: Path, source: Source, what: str) -> WrongFile:
    """The refusal of a whole file: what it is, what was expected, what to do."""
    official = f" Official file name: {source.files[0]}." if source.files else ""
    get = f"Get that file from {source.publisher} ({source.address}).{official}"
    return WrongFile(f"{path.name} is not “{source.title}”: {what} {get}")


def need(path: Path, source: Source, *wanted: str) -> None:
    """Refuse the file, in a sentence, unless it has these columns."""
    found = header(path)
    missing = [name for name in wanted if not has(found, name)]
    if missing:
        begins = ", ".join(found[:4])[:80] or "nothing"
        raise not_this(path, source, f"it has no column {' or '.join(missing)} (its first line begins: {begins}).")


def cells(path: Path, source: Source, wanted: Sequence[str], *, refuse: Refuse) -> Iterator[tuple[int, list[str]]]:
    """Line number and the wanted cells, in the wanted order, of every row; rows cut short are refused."""
    need(path, source, *wanted)
    with open_binary(path) as stream:
        reader = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=""))
        places = {name.strip().casefold(): place for place, name in enumerate(next(reader))}
        chosen = [places[name.casefold()] for name in wanted]
        last = max(chosen)
        for row in reader:
            if len(row) > last:
                yield reader.line_num, [row[place].strip() for place in chosen]
            elif row:
                reason = (
                    f"The row has {len(row)} cells, but {last + 1} are needed: it was cut short, or a comma was lost."
                )
                refuse(Refused(path.name, reader.line_num, reason))


def wrong_code(code: str, what: str) -> str:
    """Why a row with this code was refused, for the person who holds the file."""
    shown = f"“{code}”" if code else "an empty cell"
    return f"The {what} is {shown}; ONS codes are a letter and eight digits, like E01011949. Correct it and load again."

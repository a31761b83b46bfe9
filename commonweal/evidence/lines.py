"""CSV files at the command line: read column by column, and refused in words that name file, line and column."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from commonweal.core.errors import Invalid, NotFound

UNKNOWN = {"", "*", "-", "na", "n/a", "nan", "null"}  # how files say that a figure is not known
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")  # as official files write “29,199”
WHOLE = "all"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a file: all of them, or those of one area."""

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]  # line in the file, cells
    name: str = WHOLE

    def has(self, *columns: str) -> bool:
        """Does the file have all of these columns?"""
        return set(columns) <= set(self.header)

    def text(self, column: str) -> list[str]:
        """A column as it stands."""
        at = self._at(column)
        return [cells[at].strip() for _, cells in self.rows]

    def maybe(self, column: str) -> list[float | None]:
        """A column of numbers or pounds, None where a figure is not known."""
        at = self._at(column)
        return [self._number(line, column, cells[at].strip()) for line, cells in self.rows]

    def numbers(self, column: str) -> list[float]:
        """A column of numbers, every one of which must be known."""
        out = []
        for (line, _), value in zip(self.rows, self.maybe(column), strict=True):
            if value is None:
                raise Invalid(
                    f"{self.path}, line {line}, column “{column}”: a number is needed here, and none is given."
                )
            out.append(value)
        return out

    def named(self) -> list[tuple[int, dict[str, str]]]:
        """Each line with its number in the file, its cells by column."""
        return [(line, dict(zip(self.header, (c.strip() for c in cells), strict=True))) for line, cells in self.rows]

    def _at(self, column: str) -> int:
        if column not in self.header:
            raise Invalid(f"{self.path}, line 1: there is no column “{column}”. It has: {', '.join(self.header)}.")
        return self.header.index(column)

    def _number(self, line: int, column: str, cell: str) -> float | None:
        if cell.lower() in UNKNOWN:
            return None
        number = cell.removeprefix("£")
        try:
            value = float(number.replace(",", "") if THOUSANDS.fullmatch(number) else number)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise Invalid(f"{self.path}, line {line}, column “{column}”: “{cell[:40]}” is not a number.")
        return value

    def by(self, column: str) -> list[Lines]:
        """The lines of each area, in the order in which areas come; all of them, where the file has no such column."""
        if column not in self.header:
            return [self]
        lots: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for name, row in zip(self.text(column), self.rows, strict=True):
            lots.setdefault(name, []).append(row)
        return [Lines(self.path, self.header, tuple(rows), name) for name, rows in lots.items()]

    def worked(self, make: Callable[[], Made]) -> Made:
        """What a method makes of these lines; what it will not take is said with the file and the lines meant."""
        try:
            return make()
        except (ValueError, IndexError) as error:
            first, last = self.rows[0][0], self.rows[-1][0]
            whose = "" if self.name == WHOLE else f" ({self.name})"
            raise Invalid(f"{self.path}, lines {first} to {last}{whose}: {error}") from None


def read(path: Path, *, needs: Iterable[str] = ()) -> Lines:
    """A CSV file with a first line of column names."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            rows = [(reader.line_num, tuple(cells)) for cells in reader if any(cell.strip() for cell in cells)]
    except (UnicodeDecodeError, csv.Error):
        raise Invalid(f"{path} is not a CSV file in UTF-8. Save it as one first.") from None
    if len(rows) < 2:
        raise Invalid(f"{path} has no lines under its first one. Give a line of column names, then the figures.")
    header = tuple(cell.strip() for cell in rows[0][1])
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            raise Invalid(f"{path}, line {line}: it has {len(cells)} cells, and the first line {len(header)} columns.")
    lines = Lines(path, header, tuple(rows[1:]))
    for column in needs:
        lines.text(column)
    return lines

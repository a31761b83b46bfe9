"""A table from a file or a paste, as commands and forms read it: numbers by column, mistakes by line and column."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from commonweal.core.errors import Invalid

MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a heading for each column. Cells are text as it came, without spaces around it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> tuple[str, ...]:
        """One column. Invalid, with the headings there are, where it has none of this name."""
        if name not in self.headings:
            raise Invalid(f"There is no column “{name}”. There are: {', '.join(self.headings)}.")
        at = self.headings.index(name)
        return tuple(row[at] for row in self.rows)

    def numbers(self, name: str, *, unknown: bool = False) -> list[float]:
        """One column of numbers. An empty cell is not known: not a number where `unknown` allows it, else Invalid."""
        at = self.headings.index(name) + 1 if name in self.headings else 0
        found = []
        for line, cell in enumerate(self.column(name), start=2):
            if not cell and unknown:
                found.append(float("nan"))
                continue
            try:
                found.append(float(cell.replace(",", "").removeprefix("£")))
            except ValueError:
                said = f"“{cell}” is not a number" if cell else "it is empty"
                raise Invalid(f"Line {line}, column {at} ({name}): {said}.") from None
        return found


def of_file(path: Path) -> Sheet:
    """A CSV file. Invalid, in a sentence, for what is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise Invalid(f"There is no file {path}, or it cannot be opened.") from None
    except UnicodeDecodeError:
        raise Invalid(f"{path.name} is not a text file in UTF-8. Save it as CSV (UTF-8).") from None
    return of_text(text)


def of_text(text: str) -> Sheet:
    """A table of lines with commas, or with tabs as a spreadsheet gives them to the clipboard."""
    first = text.lstrip().partition("\n")[0]
    mark = "\t" if "\t" in first else ","
    lines = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)]
    held = [row for row in lines if any(row)]
    if len(held) < 2:
        raise Invalid("A table needs a line of headings and at least one line below it.")
    if len(held) > MOST_ROWS:
        raise Invalid(f"That is more than {MOST_ROWS:,} lines.")
    wide = len(held[0])
    for line, row in enumerate(held, start=1):
        if len(row) != wide:
            raise Invalid(f"Line {line} has {len(row)} cells, and the headings are {wide}.")
    return Sheet(tuple(held[0]), tuple(tuple(row) for row in held[1:]))

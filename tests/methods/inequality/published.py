"""Published cases that stand beside the project. Nothing of them is copied into it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

LIMITS = (("95_0", 0.95), ("99_8", 0.998))


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """A CSV file of the folder."""
    with (folder / "inequality" / name).open() as file:
        return list(csv.DictReader(file))


def cases(folder: Path, name: str) -> Any:
    """A JSON file of the folder."""
    return json.loads((folder / "inequality" / name).read_text())


def column(rows: list[dict[str, str]], name: str) -> list[float]:
    """One column as numbers."""
    return [float(row[name]) for row in rows]

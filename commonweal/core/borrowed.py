"""Other people's work that is served to browsers, with its licence, as the list of kept files (vendor.toml) has it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOLDER = re.compile(r"(?:copyright\s*(?:\(c\)|©)?|\(c\)|©)\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Borrowed:
    """One package: what it is called, whose it is, on what terms, and what for."""

    name: str
    version: str  # "" where no file of it is kept
    licence: str
    holder: str
    why: str


# Nothing of it is copied, so it is not in the list of kept files; our components are named and shaped after its own.
AFTER = Borrowed("nhsuk-frontend", "", "MIT", "NHS England", "components are named after its own; this is no NHS site")


@cache
def borrowed() -> tuple[Borrowed, ...]:
    """Everything served that is somebody else's. What only the tests use is left out."""
    listed = tomllib.loads((ROOT / "vendor.toml").read_text(encoding="utf-8"))["package"]
    served = [each for each in listed if str(each["folder"]).startswith("commonweal/")]
    kept = [
        Borrowed(each["name"], each["version"], each["licence"], _holder(ROOT / each["folder"]), each["why"])
        for each in served
    ]
    return tuple(kept) if any(each.name == AFTER.name for each in kept) else (*kept, AFTER)


def _holder(folder: Path) -> str:
    """Whose it is, as the licence kept beside the files says."""
    found = [
        said[1].split(" (http")[0].strip(" .")
        for path in sorted(folder.glob("LICEN[CS]E*"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if (said := HOLDER.match(line.strip()))
    ]
    return "; ".join(found[:3])

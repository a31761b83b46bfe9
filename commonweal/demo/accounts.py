"""How the invented people sign in: random passwords and slip codes, kept in one file for whoever runs the demo.

The database holds only what it holds of any password or code: a hash.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

HEAD = "Wenbeck and its people are invented. These passwords were made by chance and open nothing else.\n\n"


def path() -> Path:
    """Where the file is: with everything else this installation keeps, readable by its owner alone."""
    return Path(settings.VAR) / "demo" / "accounts.txt"


def note(line: str) -> None:
    """Add a line."""
    kept = path()
    kept.parent.mkdir(parents=True, exist_ok=True)
    start = "" if kept.exists() else HEAD
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as stream:
        stream.write(f"{start}{line}\n")


def noted(word: str) -> bool:
    """Is there a line with this word?"""
    return path().exists() and any(word in line.split() for line in path().read_text(encoding="utf-8").splitlines())

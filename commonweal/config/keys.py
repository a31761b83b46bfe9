"""The installation's own keys: one file for each use, made at the first run, readable by its owner only.

They stand apart from backups: a stolen backup opens no session and no slip code.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

USES = ("session", "slips", "fields", "closed-room")


def key(folder: Path, use: str) -> str:
    """The key for one use, made when it is first asked for."""
    if use not in USES:
        raise ValueError(f"There is no key for {use!r}; keys are for {', '.join(USES)}.")
    path = folder / use
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written whole under another name, then linked into place: two processes that start together end with one key.
    draft = folder / f".{use}.{os.getpid()}.{secrets.token_hex(4)}"
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()

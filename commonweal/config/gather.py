"""Styles, script and typeface gathered into one folder and compressed once, when they have changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

STAMP = ".gathered"


def static_files() -> None:
    """Bring the folder that is served up to the files that are kept. Does nothing when nothing has changed."""
    root = Path(settings.STATIC_ROOT)
    now = _mark()
    stamp = root / STAMP
    if stamp.is_file() and stamp.read_text() == now:
        return
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def _mark() -> str:
    """Changes when any file does."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name}\n".encode() + Path(storage.path(name)).read_bytes())
    return digest.hexdigest()

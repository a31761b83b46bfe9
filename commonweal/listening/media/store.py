"""Where the bytes are: var/media/<id>, a small copy beside each picture, and parts/<id> while a file is on its way."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.listening.media.clean.pictures import small_of

LEFT = 500_000_000  # bytes of disk that stay free
YOUNG = 24 * 3600.0  # seconds in which a file without a row may still get one


def place(id: Any) -> Path:
    """Where a kept file stands."""
    return settings.MEDIA_ROOT / str(UUID(str(id)))


def small(id: Any) -> Path:
    """Where the small copy of a picture stands."""
    return small_of(place(id))


def part(id: Any) -> Path:
    """Where a file stands that is on its way in."""
    folder = settings.MEDIA_ROOT / "parts"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / str(UUID(str(id)))


def offset(id: Any) -> int:
    """How much of it is here."""
    path = part(id)
    return path.stat().st_size if path.exists() else 0


def refuse_if_full(size: int) -> None:
    """Say so before a file comes for which there is no room."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(settings.MEDIA_ROOT).free - size < LEFT:
        raise Invalid(
            _("There is no room for this file here at the moment. Keep it, and tell whoever runs this place.")
        )


def append(id: Any, at: int, pieces: Iterable[bytes], *, most: int) -> int:
    """Put bytes at the end of a part, if it ends where they begin. Returns how much is here then.

    One writer at a time: two copies of one request never mix. Whatever came before a line broke is kept.
    """
    with part(id).open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        here = os.fstat(stream.fileno()).st_size
        if here != at:
            return -1
        for each in pieces:
            if here + len(each) > most:
                raise Invalid(_("More came than was said. Begin again, and say how large the file is."))
            stream.write(each)
            here += len(each)
        stream.flush()
        os.fsync(stream.fileno())
        return here


def settle(id: Any) -> Path:
    """All of a part is here: it takes the place under which it will be kept, to be looked at there.

    If nothing comes of that, there is no row for it, and its sender begins anew.
    """
    part(id).replace(place(id))
    return place(id)


def hashed(path: Path) -> str:
    """The file's hash, once it is safely on disk."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def alone(id: Any) -> Iterator[None]:
    """Only one at a time looks at a file that has come whole: a device may send its last piece twice."""
    path = part(id).with_name(f"{UUID(str(id))}.lock")
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def remove(ids: Iterable[Any]) -> None:
    """Overwrite and delete files, whatever there is of them. Their names go too."""
    for id in ids:
        for path in (place(id), part(id)):
            for each in (path, small_of(path), path.with_name(f"{path.name}.new")):
                _shred(each)


def _shred(path: Path) -> None:
    try:
        with path.open("r+b") as stream:
            left = os.fstat(stream.fileno()).st_size
            while left > 0:
                left -= stream.write(bytes(min(left, 1 << 20)))
            stream.flush()
            os.fsync(stream.fileno())
        path.unlink()
    except FileNotFoundError:
        return


def strays(known: Iterable[Any]) -> list[str]:
    """Ids of files that no row knows and that are no longer young: a row was refused, or a voice was taken back."""
    held, now, found = {str(each) for each in known}, time.time(), set()
    for folder in (settings.MEDIA_ROOT, settings.MEDIA_ROOT / "parts"):
        for path in folder.iterdir() if folder.is_dir() else ():
            id = path.name.partition(".")[0]
            if path.is_file() and id not in held and _is_id(id) and now - path.stat().st_mtime > YOUNG:
                found.add(id)
    return sorted(found)


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False

"""JPEG, PNG and WebP: looked at, turned the right way up, and written anew from what is to be seen."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from commonweal.listening.media.clean.facts import Facts, Refused

MOST = 80_000_000  # picture points: four times a new telephone's
SIDES = (4096, 480)  # kept, and the small copy beside it
TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SMALL = "image/jpeg"
GPS, TAKEN, OFFSET, EXIF = 0x8825, 0x9003, 0x9011, 0x8769


def recognise(head: bytes) -> bool:
    """Does it begin as these do?"""
    return (
        head[:3] == b"\xff\xd8\xff" or head[:8] == b"\x89PNG\r\n\x1a\n" or (head[:4], head[8:12]) == (b"RIFF", b"WEBP")
    )


def small_of(path: Path) -> Path:
    """Where the small copy of a picture stands."""
    return path.with_name(f"{path.name}.small")


def clean(path: Path) -> Facts:
    """Write the picture anew in its place, and a small one beside it."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as held:
            if held.width * held.height > MOST:
                raise Refused.broken()
            taken_at, place = _told(held)
            type = TYPES[str(held.format)]
            picture = ImageOps.exif_transpose(held)
            picture.load()
    except Refused:
        raise
    except Exception as error:  # a picture can be broken in more ways than can be named
        raise Refused.broken() from error
    picture = _plain(picture, type)
    picture.thumbnail((SIDES[0], SIDES[0]))
    _write(picture, path, type)
    small = picture.convert("RGBA")
    small.thumbnail((SIDES[1], SIDES[1]))
    paper = Image.new("RGB", small.size, "white")
    paper.paste(small, mask=small.getchannel("A"))
    _write(paper, small_of(path), SMALL)
    return Facts("picture", type, picture.width, picture.height, None, taken_at, place)


def _plain(picture: Any, type: str) -> Any:
    """Only picture points: what else a file carried is left behind. Colours stay as its profile meant them."""
    from PIL import Image, ImageCms

    profile = picture.info.get("icc_profile")
    mode = (
        "RGBA"
        if type != "image/jpeg" and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
        else "RGB"
    )
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            import io

            theirs, ours = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, theirs, ours, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    made = Image.new(mode, picture.size)
    made.paste(picture.convert(mode))
    return made


def _write(picture: Any, path: Path, type: str) -> None:
    how: dict[str, Any] = {"image/jpeg": {"quality": 90, "optimize": True, "progressive": True}, "image/png": {}}.get(
        type, {"quality": 90}
    )
    new = path.with_name(f"{path.name}.new")
    picture.save(new, format=type.removeprefix("image/").upper(), **how)
    new.replace(path)
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _told(picture: Any) -> tuple[datetime | None, tuple[float, float] | None]:
    """When and where it was taken, as it says itself."""
    try:
        exif = picture.getexif()
        taken_at = _moment(exif.get_ifd(EXIF))
        gps = exif.get_ifd(GPS)
        lat, lon = _degrees(gps.get(2), gps.get(1)), _degrees(gps.get(4), gps.get(3))
    except Exception:  # noqa: BLE001 - what cannot be read is not known
        return None, None
    place = (lat, lon) if lat is not None and lon is not None and (lat, lon) != (0, 0) else None
    return taken_at, place


def _moment(exif: Any) -> datetime | None:
    """The moment in the picture. Without the hours from Greenwich it is taken as the clock of this installation."""
    from django.utils import timezone as here

    said = str(exif.get(TAKEN, "")).strip("\x00 ")
    try:
        moment = datetime.strptime(said, "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    offset = str(exif.get(OFFSET, "")).strip("\x00 ")
    if len(offset) == 6 and offset[0] in "+-":
        away = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
        return moment.replace(tzinfo=timezone(away if offset[0] == "+" else -away))
    return here.make_aware(moment)


def _degrees(said: Any, side: Any) -> float | None:
    if not said or len(said) != 3:
        return None
    value = float(said[0]) + float(said[1]) / 60 + float(said[2]) / 3600
    return -value if str(side)[:1] in "SW" else value

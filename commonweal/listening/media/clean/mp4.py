"""MP4, M4A and QuickTime: boxes within boxes. What is not needed to play becomes an empty `free` box of its own length.

Places hide in udta (©xyz, loci), in meta (com.apple.quicktime.location), in uuid boxes (XMP) and in tracks of their own
(GoPro's gpmd, Apple's mebx). Only tracks of picture and sound are kept, and of mdat only the bytes those point at.
Known weakness: a camera that writes the place into the coded picture itself (SEI) is not noticed.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from commonweal.listening.media.clean import samples
from commonweal.listening.media.clean.bytes import held, u32, u64, zero
from commonweal.listening.media.clean.facts import Facts, Refused, whole

BRANDS = (b"mp4", b"iso", b"M4A", b"M4V", b"M4B", b"qt ", b"avc", b"3gp", b"3g2", b"MSN", b"dash", b"f4v", b"F4V")
TOP = {b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"sidx", b"mfra", b"free", b"skip", b"wide"}
KEPT = {
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods", b"free", b"skip"},
    b"trak": {b"tkhd", b"edts", b"mdia", b"tapt", b"free", b"skip"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"free", b"skip"},
    b"moof": {b"mfhd", b"traf", b"free", b"skip"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"saiz", b"saio", b"free", b"skip"},
}
SINCE = datetime(1904, 1, 1, tzinfo=UTC)
WHERE = re.compile(rb"([+-]\d{1,3}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its name, where it begins, where its content begins, where it ends."""

    name: bytes
    start: int
    body: int
    stop: int


def recognise(head: bytes) -> bool:
    """Does it begin as these do, and not as a picture in the same wrapping (HEIC, AVIF)?"""
    return head[4:8] == b"ftyp" and head[8:12].startswith(BRANDS)


def clean(path: Path) -> Facts:
    """Empty what is not picture or sound, and say what it is."""
    with held(path) as data:
        return whole(lambda: _clean(data))


def boxes(data: mmap.mmap | bytes, start: int, stop: int) -> Iterator[Box]:
    """The boxes between two places, one after the other. Errors: ValueError where they do not fit."""
    at = start
    while at + 8 <= stop:
        size, name, body = u32(data, at), bytes(data[at + 4 : at + 8]), at + 8
        if size == 1:
            size, body = u64(data, at + 8), at + 16
        elif size == 0:
            size = stop - at
        if size < body - at or at + size > stop:
            raise ValueError("a box that does not fit")
        yield Box(name, at, body, at + size)
        at += size


def _clean(data: mmap.mmap) -> Facts:
    top = list(boxes(data, 0, len(data)))
    ends = top[-1].stop if top else 0
    zero(data, ends, len(data))
    moov = [box for box in top if box.name == b"moov"]
    if len(moov) != 1:
        raise Refused.broken()
    place = _place(data, moov[0])
    taken_at, seconds = _times(data, moov[0])
    for box in top:
        if box.name not in TOP or box.name in (b"free", b"skip", b"wide"):
            empty(data, box)
    kept, dropped = _tracks(data, moov[0])
    if not kept:
        raise Refused.broken()
    _empty_strangers(data, moov[0])
    _keep_samples(data, top, [track for _kind, track in kept])
    for box in top:
        if box.name == b"moof":
            _moof(data, box, dropped)
    film = any(kind == b"vide" for kind, _track in kept)
    width, height = _sides(data, [track for kind, track in kept if kind == b"vide"])
    kind, type = ("film", "video/mp4") if film else ("sound", "audio/mp4")
    return Facts(kind, type, width, height, seconds, taken_at, place)


def empty(data: mmap.mmap, box: Box) -> None:
    """Make of a box a `free` one that holds zeros."""
    data[box.start + 4 : box.start + 8] = b"free"
    zero(data, box.body, box.stop)


def _empty_strangers(data: mmap.mmap, box: Box) -> None:
    """In these boxes, everything that is not known to be needed goes."""
    for inner in boxes(data, box.body, box.stop):
        if inner.name not in KEPT[box.name] or inner.name in (b"free", b"skip"):
            empty(data, inner)
        elif inner.name in KEPT:
            _empty_strangers(data, inner)


def inside(data: mmap.mmap | bytes, box: Box, *names: bytes) -> Box | None:
    """The box at this path within another."""
    found: Box | None = box
    for name in names:
        if found is None:
            return None
        found = next((each for each in boxes(data, found.body, found.stop) if each.name == name), None)
    return found


def _tracks(data: mmap.mmap, moov: Box) -> tuple[list[tuple[bytes, Box]], set[int]]:
    """Tracks of picture and sound; the others are emptied, and their numbers given."""
    kept, dropped = [], set()
    for trak in [box for box in boxes(data, moov.body, moov.stop) if box.name == b"trak"]:
        hdlr = inside(data, trak, b"mdia", b"hdlr")
        kind = bytes(data[hdlr.body + 8 : hdlr.body + 12]) if hdlr else b""
        if kind in (b"vide", b"soun"):
            kept.append((kind, trak))
            continue
        tkhd = inside(data, trak, b"tkhd")
        if tkhd:
            dropped.add(u32(data, tkhd.body + (20 if data[tkhd.body] else 12)))
        empty(data, trak)
    return kept, dropped


def _keep_samples(data: mmap.mmap, top: list[Box], tracks: list[Box]) -> None:
    """Of mdat, only what the tracks point at stays. A file in fragments points from elsewhere, and is left whole."""
    if any(box.name == b"moof" for box in top):
        return
    tables = [table for trak in tracks if (table := inside(data, trak, b"mdia", b"minf", b"stbl")) is not None]
    spans = sorted(span for table in tables for span in samples.spans(data, boxes(data, table.body, table.stop)))
    for box in top:
        if box.name != b"mdat":
            continue
        at = box.body
        for start, stop in spans:
            if stop <= at or start >= box.stop:
                continue
            zero(data, at, max(start, at))
            at = max(at, stop)
        zero(data, min(at, box.stop), box.stop)


def _moof(data: mmap.mmap, moof: Box, dropped: set[int]) -> None:
    """A fragment of a track that was dropped cannot be told apart in its mdat: such a file is not taken."""
    _empty_strangers(data, moof)
    for traf in boxes(data, moof.body, moof.stop):
        tfhd = inside(data, traf, b"tfhd") if traf.name == b"traf" else None
        if tfhd and u32(data, tfhd.body + 4) in dropped:
            raise Refused.broken()


def _times(data: mmap.mmap, moov: Box) -> tuple[datetime | None, float | None]:
    """When it was made, as its clock said, and how long it is. The moment is taken out of the file."""
    mvhd = inside(data, moov, b"mvhd")
    if mvhd is None:
        raise Refused.broken()
    long = data[mvhd.body] == 1
    made = (u64 if long else u32)(data, mvhd.body + 4)
    scale = u32(data, mvhd.body + (20 if long else 12))
    length = (u64 if long else u32)(data, mvhd.body + (24 if long else 16))
    heads = [mvhd]
    for trak in [box for box in boxes(data, moov.body, moov.stop) if box.name == b"trak"]:
        heads += [box for path in ((b"tkhd",), (b"mdia", b"mdhd")) if (box := inside(data, trak, *path))]
    for head in heads:
        zero(data, head.body + 4, head.body + (20 if data[head.body] == 1 else 12))
    unknown = length in (0, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF) or not scale
    seconds = None if unknown else length / scale
    taken_at = SINCE + timedelta(seconds=made) if 2_000_000_000 < made < 6_000_000_000 else None
    return taken_at, seconds


def _place(data: mmap.mmap, moov: Box) -> tuple[float, float] | None:
    """The place as phones write it (ISO 6709: +53.7960-1.7594/), wherever it stands in moov."""
    for box in boxes(data, moov.body, moov.stop):
        if box.name in (b"udta", b"meta"):
            found = WHERE.search(bytes(data[box.body : min(box.stop, box.body + 65536)]))
            if found:
                lat, lon = float(found[1]), float(found[2])
                return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
    return None


def _sides(data: mmap.mmap, tracks: list[Box]) -> tuple[int | None, int | None]:
    for trak in tracks:
        tkhd = inside(data, trak, b"tkhd")
        if tkhd:
            width, height = u32(data, tkhd.stop - 8) >> 16, u32(data, tkhd.stop - 4) >> 16
            return width or None, height or None
    return None, None

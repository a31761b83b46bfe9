"""OGG with Opus or Vorbis: pages that carry packets. The packet of comments is written over, its pages summed anew."""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

from commonweal.listening.media.clean.bytes import held, l32
from commonweal.listening.media.clean.facts import Facts, Refused, whole

OPUS, VORBIS = b"OpusTags", b"\x03vorbis"
MOST_PAGES = 4096  # of comments: a picture in them takes some hundred


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it begins, its table of pieces, where its content begins and ends."""

    start: int
    pieces: bytes
    body: int
    stop: int


def recognise(head: bytes) -> bool:
    """Does it begin as these do, with sound in it?"""
    return head[:4] == b"OggS" and (b"OpusHead" in head[:64] or b"\x01vorbis" in head[:64])


def clean(path: Path) -> Facts:
    """Write over the comments, and say how long it is."""
    with held(path) as data:
        return whole(lambda: _clean(data))


def page(data: mmap.mmap, at: int) -> Page:
    """The page that begins here."""
    if data[at : at + 4] != b"OggS":
        raise ValueError("no page")
    count = data[at + 26]
    pieces = bytes(data[at + 27 : at + 27 + count])
    body = at + 27 + count
    return Page(at, pieces, body, body + sum(pieces))


def _clean(data: mmap.mmap) -> Facts:
    first = page(data, 0)
    opus = data[first.body : first.body + 8] == b"OpusHead"
    serial = data[14:18]
    pages, spans = _comments(data, first.stop)
    packet = b"".join(data[start:stop] for start, stop in spans)
    if not packet.startswith(OPUS if opus else VORBIS):
        raise Refused.broken()
    _write(data, spans, _plain(opus, len(packet)))
    for each in pages:
        _sum(data, each)
    granule, last = _walk(data, serial)
    if last < len(data):
        data[last:] = bytes(len(data) - last)
    rate = 48_000 if opus else l32(data, first.body + 12)
    skip = struct.unpack_from("<H", data, first.body + 10)[0] if opus else 0
    return Facts("sound", "audio/ogg", seconds=max(granule - skip, 0) / rate if granule > 0 else None)


def _comments(data: mmap.mmap, at: int) -> tuple[list[Page], list[tuple[int, int]]]:
    """The pages of the second packet, and its stretches in them."""
    pages: list[Page] = []
    spans: list[tuple[int, int]] = []
    while len(pages) < MOST_PAGES:
        each = page(data, at)
        pages.append(each)
        length, over = 0, False
        for piece in each.pieces:
            length += piece
            if piece < 255:
                over = True
                break
        spans.append((each.body, each.body + length))
        if over:
            return pages, spans
        at = each.stop
    raise ValueError("comments without end")


def _plain(opus: bool, length: int) -> bytes:
    """A packet of no comments, as long as the one before: what follows it is read by nobody."""
    said = (OPUS if opus else VORBIS) + struct.pack("<II", 0, 0) + (b"" if opus else b"\x01")
    if length < len(said):
        raise ValueError("comments too short to be comments")
    return said + bytes(length - len(said))


def _write(data: mmap.mmap, spans: list[tuple[int, int]], words: bytes) -> None:
    at = 0
    for start, stop in spans:
        data[start:stop] = words[at : at + stop - start]
        at += stop - start


def _walk(data: mmap.mmap, serial: bytes) -> tuple[int, int]:
    """To the last page: how far the sound goes, and where it ends. Another stream beside it is not taken."""
    at, granule = 0, 0
    while at + 27 <= len(data) and data[at : at + 4] == b"OggS":
        each = page(data, at)
        if data[at + 14 : at + 18] != serial:
            raise ValueError("more than one stream")
        if each.stop > len(data):
            break
        held_at = struct.unpack_from("<q", data, at + 6)[0]
        granule = held_at if held_at > 0 else granule
        at = each.stop
    return granule, at


def _table() -> list[int]:
    made = []
    for number in range(256):
        value = number << 24
        for _bit in range(8):
            value = ((value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        made.append(value)
    return made


TABLE = _table()


def checksum(page: bytes) -> int:
    """OGG's own sum of a page in which the place of the sum is zero."""
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ TABLE[(value >> 24) ^ byte]
    return value


def _sum(data: mmap.mmap, each: Page) -> None:
    data[each.start + 22 : each.start + 26] = bytes(4)
    data[each.start + 22 : each.start + 26] = struct.pack("<I", checksum(data[each.start : each.stop]))

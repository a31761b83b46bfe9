"""MP3: frames one after the other. All that is no frame (ID3 before, between and after) becomes zeros."""

from __future__ import annotations

import mmap
from pathlib import Path

from commonweal.listening.media.clean.bytes import held, u32, zero
from commonweal.listening.media.clean.facts import Facts, Refused, whole

# kbit/s by (version 1 or 2, layer): version 2 and 2.5 share a table.
RATES = {
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
IN_A_ROW = 3  # frames that follow each other, before it is believed


def recognise(head: bytes) -> bool:
    """Does it begin with a tag as MP3 has it, or with a frame that another follows?"""
    if head[:3] == b"ID3":
        return True
    first = frame(head, 0)
    return first is not None and (first[0] >= len(head) - 4 or frame(head, first[0]) is not None)


def clean(path: Path) -> Facts:
    """Empty what is no sound, and say how long it is."""
    with held(path) as data:
        return whole(lambda: _clean(data))


def frame(data: bytes | mmap.mmap, at: int) -> tuple[int, float] | None:
    """How many bytes the frame here takes and how many seconds it lasts; None if there is none."""
    if at + 4 > len(data):
        return None
    head = u32(data, at)
    version, layer = head >> 19 & 3, 4 - (head >> 17 & 3)
    rate, hertz = head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or layer != 3 or rate in (0, 15) or hertz == 3:
        return None
    first = version == 3
    samples = 1152 if first else 576
    size = samples // 8 * RATES[1 if first else 2, 3][rate] * 1000 // HERTZ[version][hertz] + (head >> 9 & 1)
    return size, samples / HERTZ[version][hertz]


def _clean(data: mmap.mmap) -> Facts:
    at, seconds, frames = _first(data), 0.0, 0
    zero(data, 0, at)
    if at >= 10:
        # A tag that holds nothing: players know how to step over it.
        size = at - 10
        data[:10] = b"ID3\x04\x00\x00" + bytes(size >> 7 * place & 0x7F for place in (3, 2, 1, 0))
    while at < len(data):
        found = frame(data, at)
        if found is None:
            onward = _next(data, at + 1)
            zero(data, at, onward)
            at = onward
            continue
        size, lasts = found
        frames, seconds, at = frames + 1, seconds + lasts, at + size
    if frames < IN_A_ROW:
        raise Refused.broken()
    return Facts("sound", "audio/mpeg", seconds=seconds)


def _first(data: mmap.mmap) -> int:
    """Where the sound begins, behind tags."""
    at = 0
    while data[at : at + 3] == b"ID3":
        size = (data[at + 6] << 21) | (data[at + 7] << 14) | (data[at + 8] << 7) | data[at + 9]
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return _next(data, min(at, len(data)))


def _next(data: mmap.mmap, at: int) -> int:
    """The next place where frames follow each other, or the end."""
    while (at := data.find(b"\xff", at)) >= 0:
        here, row = at, 0
        while row < IN_A_ROW and (found := frame(data, here)) is not None:
            here, row = here + found[0], row + 1
        if row == IN_A_ROW or (row and here >= len(data)):
            return at
        at += 1
    return len(data)

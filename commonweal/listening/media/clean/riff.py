"""WAV: chunks one after the other. Only what is needed to play stays; the rest becomes JUNK of its own length."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

from commonweal.listening.media.clean.bytes import held, l32, zero
from commonweal.listening.media.clean.facts import Facts, Refused, whole

KEPT = {b"fmt ", b"data", b"fact"}


def recognise(head: bytes) -> bool:
    """Does it begin as these do?"""
    return head[:4] == b"RIFF" and head[8:12] == b"WAVE"


def clean(path: Path) -> Facts:
    """Empty what is not sound, and say how long it is."""
    with held(path) as data:
        return whole(lambda: _clean(data))


def _clean(data: mmap.mmap) -> Facts:
    at, rate, sound = 12, 0, 0
    while at + 8 <= len(data):
        name, size = bytes(data[at : at + 4]), l32(data, at + 4)
        stop = min(at + 8 + size, len(data))
        if name == b"fmt ":
            rate = l32(data, at + 16)
        elif name == b"data":
            sound = stop - at - 8
        if name not in KEPT:
            data[at : at + 4] = b"JUNK"
            zero(data, at + 8, stop)
        at = at + 8 + size + size % 2
    if not (rate and sound):
        raise Refused.broken()
    if at < len(data):
        zero(data, at, len(data))
    data[4:8] = struct.pack("<I", min(len(data) - 8, 0xFFFFFFFF))
    return Facts("sound", "audio/wav", seconds=sound / rate)

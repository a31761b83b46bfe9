"""Small ways to read and overwrite a file where it stands."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOT = 1 << 20


@contextmanager
def held(path: Path) -> Iterator[mmap.mmap]:
    """A file as bytes that can be written over. What was written is on disk when it is let go."""
    with path.open("r+b") as stream, mmap.mmap(stream.fileno(), 0) as data:
        yield data
        data.flush()


def zero(data: mmap.mmap, start: int, stop: int) -> None:
    """Overwrite a stretch with zeros."""
    for at in range(start, stop, LOT):
        length = min(LOT, stop - at)
        data[at : at + length] = bytes(length)


def u16(data: mmap.mmap | bytes, at: int) -> int:
    """Two bytes as a number, the big end first."""
    return int(struct.unpack_from(">H", data, at)[0])


def u32(data: mmap.mmap | bytes, at: int) -> int:
    """Four bytes as a number, the big end first."""
    return int(struct.unpack_from(">I", data, at)[0])


def u64(data: mmap.mmap | bytes, at: int) -> int:
    """Eight bytes as a number, the big end first."""
    return int(struct.unpack_from(">Q", data, at)[0])


def l32(data: mmap.mmap | bytes, at: int) -> int:
    """Four bytes as a number, the small end first."""
    return int(struct.unpack_from("<I", data, at)[0])

"""Where in an MP4 the samples of a track lie: chunks (stco, co64), how many are in each (stsc), their sizes (stsz)."""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from typing import Any

import numpy as np

from commonweal.listening.media.clean.bytes import u32


def spans(data: mmap.mmap, boxes: Iterable[Any]) -> list[tuple[int, int]]:
    """The stretches of the file that hold this track's samples, one for each chunk."""
    by_name = {box.name: box for box in boxes}
    offsets = _offsets(data, by_name)
    if not len(offsets):
        return []
    counts = _counts(data, by_name[b"stsc"], len(offsets))
    sizes = _sizes(data, by_name, int(counts.sum()))
    ends = np.concatenate(([0], np.cumsum(sizes)))
    last = np.cumsum(counts)
    lengths = ends[last] - ends[last - counts]
    return [(int(start), int(start + length)) for start, length in zip(offsets, lengths, strict=True)]


def _offsets(data: mmap.mmap, by_name: dict[bytes, Any]) -> np.ndarray[Any, Any]:
    box, kind = (by_name[b"co64"], ">u8") if b"co64" in by_name else (by_name[b"stco"], ">u4")
    return _numbers(data, box.body + 8, u32(data, box.body + 4), kind, box.stop)


def _counts(data: mmap.mmap, stsc: Any, chunks: int) -> np.ndarray[Any, Any]:
    """How many samples each chunk has: the table says it from one chunk on until it changes."""
    rows = _numbers(data, stsc.body + 8, 3 * u32(data, stsc.body + 4), ">u4", stsc.stop).reshape(-1, 3)
    counts = np.zeros(chunks, dtype=np.int64)
    for first, many, _description in rows.tolist():
        counts[first - 1 :] = many
    return counts


def _sizes(data: mmap.mmap, by_name: dict[bytes, Any], most: int) -> np.ndarray[Any, Any]:
    if b"stz2" in by_name:
        raise ValueError("sizes of half a byte are not read")
    stsz = by_name[b"stsz"]
    same, count = u32(data, stsz.body + 4), u32(data, stsz.body + 8)
    if count != most:
        raise ValueError("the tables of samples do not agree")
    if same:
        return np.full(count, same, dtype=np.int64)
    return _numbers(data, stsz.body + 12, count, ">u4", stsz.stop)


def _numbers(data: mmap.mmap, at: int, count: int, kind: str, stop: int) -> np.ndarray[Any, Any]:
    held = np.dtype(kind).itemsize * count
    if at + held > stop:
        raise ValueError("a table longer than its box")
    return np.frombuffer(bytes(data[at : at + held]), dtype=kind).astype(np.int64)

"""Streets and paths of OpenStreetMap (PBF): known, for the day travel times are worked out."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Source, by_hand
from commonweal.feeds.columns import not_this
from commonweal.feeds.records import TravelSource

SOURCE = Source(
    key="streets",
    title="OpenStreetMap extract (PBF)",
    publisher="OpenStreetMap contributors",
    licence="ODbL-1.0",
    vintage="the day of the extract, which its name often says",
    every="day",
    address="https://download.geofabrik.de/",
    attribution="© OpenStreetMap contributors",
    note="Kept in a file of its own, as its licence asks. Nothing is worked out from it yet.",
)
BEGINS = b"OSMHeader"
# The format's own limit for the header of a block.
MOST_HEADER = 64 * 1024


def recognise(head: Head) -> Source | None:
    """Known by the name of the first block, which stands in the file’s first bytes."""
    return SOURCE if BEGINS in head.binary[:32] else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Nothing is counted by area yet."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[TravelSource]:
    """How many blocks it has, walked from one to the next without unpacking: a file cut short is seen at once."""
    blocks, size = 0, path.stat().st_size
    with path.open("rb") as stream:
        while start := stream.read(4):
            length = struct.unpack(">I", start)[0] if len(start) == 4 else MOST_HEADER + 1
            header = stream.read(length) if length <= MOST_HEADER else b""
            data = _data_size(header) if len(header) == length else None
            if data is None or stream.tell() + data > size:
                raise not_this(path, SOURCE, "it stops in the middle of a block: it was cut short on its way.")
            stream.seek(data, 1)
            blocks += 1
    yield TravelSource(path.name, {"blocks": blocks})


def _data_size(header: bytes) -> int | None:
    """The size of the block that follows (field 3 of its header, a varint); None where the header is damaged."""
    place = 0
    while place < len(header):
        tag, place = _varint(header, place)
        if tag == 0x18:  # field 3, a number
            return _varint(header, place)[0]
        if tag & 7 != 2:  # the fields before it are texts
            return None
        length, place = _varint(header, place)
        place += length
    return None


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while place < len(data):
        byte = data[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if not byte & 0x80:
            break
    return value, place

"""WebM (EBML): elements within elements. What is not needed to play becomes Void, of its own length.

Tags, attachments and chapters can hold anything; so can titles. Tracks that are neither picture nor sound lose their
blocks. Recordings made by a browser have lengths that are "not known yet": those are walked to the next of their rank.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from commonweal.listening.media.clean.bytes import held, zero
from commonweal.listening.media.clean.facts import Facts, Refused, whole

SEGMENT, CLUSTER, INFO, TRACKS, TRACK = 0x18538067, 0x1F43B675, 0x1549A966, 0x1654AE6B, 0xAE
VOID, CRC, BLOCK, GROUP, INNER = 0xEC, 0xBF, 0xA3, 0xA0, 0xA1
TOP = {0x114D9B74, INFO, TRACKS, CLUSTER, 0x1C53BB6B}  # seek head, info, tracks, clusters, cues
RANK = TOP | {0x1254C367, 0x1941A469, 0x1043A770}  # tags, attachments, chapters stand beside those
IN_INFO = {0x2AD7B1, 0x4489, 0x4D80, 0x5741}  # scale, length, and what wrote it
IN_GROUP = {INNER, 0x9B, 0xFB, 0x75A2}
IN_CLUSTER = {0xE7, 0xA7, 0xAB, BLOCK, GROUP, VOID}
IN_TRACK = {0xD7, 0x73C5, 0x83, 0xB9, 0x88, 0x55AA, 0x9C, 0x23E383, 0x22B59C, 0x86, 0x63A2, 0x56AA, 0x56BB, 0xE0, 0xE1}
IN_TRACK |= {0xAA, 0x6DE7, 0x55EE, 0x23314F}
LENGTH, SCALE, DATE = 0x4489, 0x2AD7B1, 0x4461
KINDS = {1: "film", 2: "sound"}
SINCE = datetime(2001, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its name, where it begins, where its content begins, where it ends; None: not known yet."""

    name: int
    start: int
    body: int
    stop: int | None


def recognise(head: bytes) -> bool:
    """Does it begin as these do, and say that it is WebM or Matroska as browsers record it?"""
    return head[:4] == b"\x1a\x45\xdf\xa3" and (b"webm" in head[:64] or b"matroska" in head[:64])


def clean(path: Path) -> Facts:
    """Empty what is not picture or sound, and say what it is."""
    with held(path) as data:
        return whole(lambda: _clean(data))


def element(data: mmap.mmap, at: int) -> Element:
    """The element that begins here."""
    first = data[at]
    width = 9 - first.bit_length()
    if not 1 <= width <= 4:
        raise ValueError("no name of an element")
    name = int.from_bytes(data[at : at + width], "big")
    size, length = _number(data, at + width)
    body = at + width + length
    unknown = size == (1 << (7 * length)) - 1
    if not unknown and body + size > len(data):
        # The last piece of a recording that was cut off: what is there is kept.
        size = len(data) - body
    return Element(name, at, body, None if unknown else body + size)


def elements(data: mmap.mmap, start: int, stop: int) -> Iterator[Element]:
    """Elements one after the other; those of unknown length are given with their end found."""
    at = start
    while at < stop:
        each = element(data, at)
        ends = each.stop if each.stop is not None else _end(data, each, stop)
        yield Element(each.name, each.start, each.body, min(ends, stop))
        at = ends


def _end(data: mmap.mmap, open: Element, stop: int) -> int:
    """Where an element of unknown length ends: a cluster at the next of its rank, a segment with the file."""
    if open.name != CLUSTER:
        return stop
    at = open.body
    while at < stop:
        inner = element(data, at)
        if inner.name in RANK or inner.stop is None:
            return at
        at = inner.stop
    return at


def _number(data: mmap.mmap, at: int) -> tuple[int, int]:
    """A number of one to eight bytes, and how many it took."""
    length = 9 - data[at].bit_length()
    if length > 8:
        raise ValueError("no length of an element")
    return int.from_bytes(data[at : at + length], "big") & ((1 << (7 * length)) - 1), length


def _clean(data: mmap.mmap) -> Facts:
    known: dict[int, str] = {}
    found: dict[str, object] = {}
    top = list(elements(data, 0, len(data)))
    segments = [each for each in top if each.name == SEGMENT]
    if len(segments) != 1:
        raise Refused.broken()
    for each in top[1:]:
        if each.name != SEGMENT:
            void(data, each)
    ends = segments[0].stop or len(data)
    for each in elements(data, segments[0].body, ends):
        if each.name == INFO:
            _info(data, each, found)
        elif each.name == TRACKS:
            _tracks(data, each, known, found)
        elif each.name == CLUSTER:
            _cluster(data, each, known)
        elif each.name not in TOP:
            void(data, each)
    if not known:
        raise Refused.broken()
    kind = "film" if "film" in known.values() else "sound"
    type = "video/webm" if kind == "film" else "audio/webm"
    told = {name: found.get(name) for name in ("width", "height", "seconds", "taken_at")}
    return Facts(kind, type, **told)  # type: ignore[arg-type]


def void(data: mmap.mmap, each: Element) -> None:
    """Make of an element a Void of the same length that holds zeros."""
    stop = each.stop or len(data)
    length = stop - each.start
    if length < 2:
        return
    if length >= 9:
        data[each.start : each.start + 9] = bytes([VOID, 1]) + (length - 9).to_bytes(7, "big")
        zero(data, each.start + 9, stop)
    else:
        data[each.start : each.start + 2] = bytes([VOID, 0x80 | (length - 2)])
        zero(data, each.start + 2, stop)


def _info(data: mmap.mmap, info: Element, found: dict[str, object]) -> None:
    scale, length = 1_000_000, None
    for each in list(elements(data, info.body, info.stop or len(data))):
        body = bytes(data[each.body : each.stop])
        if each.name == SCALE:
            scale = int.from_bytes(body, "big")
        elif each.name == LENGTH:
            length = struct.unpack(">f" if len(body) == 4 else ">d", body)[0]
        elif each.name == DATE:
            found["taken_at"] = SINCE + timedelta(microseconds=int.from_bytes(body, "big", signed=True) // 1000)
        if each.name not in IN_INFO:
            void(data, each)
    if length:
        found["seconds"] = length * scale / 1e9


def _tracks(data: mmap.mmap, tracks: Element, known: dict[int, str], found: dict[str, object]) -> None:
    for entry in list(elements(data, tracks.body, tracks.stop or len(data))):
        if entry.name != TRACK:
            void(data, entry)
            continue
        inner = list(elements(data, entry.body, entry.stop or len(data)))
        told = {each.name: bytes(data[each.body : each.stop]) for each in inner}
        kind = KINDS.get(int.from_bytes(told.get(0x83, b""), "big"))
        if kind is None:
            void(data, entry)
            continue
        known[int.from_bytes(told[0xD7], "big")] = kind
        for each in inner:
            if each.name == 0xE0:
                found["width"], found["height"] = _sides(data, each)
            if each.name not in IN_TRACK:
                void(data, each)


def _sides(data: mmap.mmap, picture: Element) -> tuple[int | None, int | None]:
    inner = elements(data, picture.body, picture.stop or len(data))
    told = {each.name: int.from_bytes(data[each.body : each.stop], "big") for each in inner}
    return told.get(0xB0), told.get(0xBA)


def _cluster(data: mmap.mmap, cluster: Element, known: dict[int, str]) -> None:
    """Blocks of tracks that are not kept go, and whatever else a cluster could carry."""
    for each in elements(data, cluster.body, cluster.stop or len(data)):
        if each.name not in IN_CLUSTER or (each.name == BLOCK and _number(data, each.body)[0] not in known):
            void(data, each)
        elif each.name == VOID:
            zero(data, each.body, each.stop or len(data))
        elif each.name == GROUP:
            _group(data, each, known)


def _group(data: mmap.mmap, group: Element, known: dict[int, str]) -> None:
    inner = list(elements(data, group.body, group.stop or len(data)))
    if not all(_number(data, each.body)[0] in known for each in inner if each.name == INNER):
        void(data, group)
        return
    for each in inner:
        if each.name not in IN_GROUP:
            void(data, each)

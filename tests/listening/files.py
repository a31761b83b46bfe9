"""Small files of each kind, made by hand with a place in them: what must not be there afterwards."""

from __future__ import annotations

import io
import struct

PLACE = b"+53.7960-001.7594/"
SECRET = b"12 Larkspur Close, canary"


def jpeg(width: int = 640, height: int = 480, *, place: bool = True, turned: bool = False) -> bytes:
    """A picture that says where and when it was taken, with something behind its end."""
    from PIL import Image

    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    if turned:
        exif[0x0112] = 6
    taken = exif.get_ifd(0x8769)
    taken[0x9003], taken[0x9011] = "2026:06:10 11:03:10", "+01:00"
    if place:
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", (53.0, 47.0, 45.6), "W", (1.0, 45.0, 33.84)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=SECRET)
    return out.getvalue() + SECRET


def png() -> bytes:
    """A picture that one can see through, with words in it."""
    from PIL import Image, PngImagePlugin

    told = PngImagePlugin.PngInfo()
    told.add_text("Location", SECRET.decode())
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 30, 90, 128)).save(out, "PNG", pnginfo=told)
    return out.getvalue()


def webp() -> bytes:
    """A picture as browsers make them."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "WEBP", exif=exif)
    return out.getvalue()


def box(name: bytes, *parts: bytes) -> bytes:
    """A box of an MP4."""
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + name + body


SOUND_BYTES = b"\xde\xad\xbe\xef" * 25


def _track(number: int, kind: bytes, offset: int, size: int) -> bytes:
    head = box(
        b"tkhd",
        struct.pack(">IIIII", 7, 3_900_000_000, 3_900_000_000, number, 0),
        bytes(60),
        struct.pack(">II", 320 << 16, 240 << 16),
    )
    table = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 0)),
        box(b"stsc", struct.pack(">II", 0, 1), struct.pack(">III", 1, 1, 1)),
        box(b"stsz", struct.pack(">III", 0, 0, 1), struct.pack(">I", size)),
        box(b"stco", struct.pack(">II", 0, 1), struct.pack(">I", offset)),
    )
    media = box(
        b"mdia",
        box(b"mdhd", struct.pack(">IIIII", 0, 3_900_000_000, 3_900_000_000, 1000, 2500)),
        box(b"hdlr", struct.pack(">II", 0, 0), kind, bytes(13)),
        box(b"minf", table),
    )
    return box(b"trak", head, media, box(b"udta", box(b"name", SECRET)))


def mp4(*, film: bool = True, brand: bytes = b"isom") -> bytes:
    """A film with a place in three boxes, a track of places of its own, and a stray stretch in mdat."""
    start = box(b"ftyp", brand, bytes(4), b"isommp42")
    body = SOUND_BYTES + SECRET + SOUND_BYTES[:40]
    offset = len(start) + 8
    moov = box(
        b"moov",
        box(b"mvhd", struct.pack(">IIIII", 0, 3_864_060_190, 3_864_060_190, 1000, 2500), bytes(80)),
        _track(1, b"vide" if film else b"soun", offset, len(SOUND_BYTES)),
        _track(2, b"meta", offset + len(SOUND_BYTES), len(SECRET)),
        box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE), box(b"loci", SECRET)),
        box(b"meta", PLACE),
    )
    return start + box(b"mdat", body) + moov + box(b"uuid", bytes(16), b"<x:xmpmeta>", SECRET) + box(b"free", SECRET)


def element(name: bytes, *parts: bytes, unknown: bool = False) -> bytes:
    """An element of a WebM."""
    body = b"".join(parts)
    length = b"\x01" + (b"\xff" * 7 if unknown else len(body).to_bytes(7, "big"))
    return name + length + body


def webm(*, film: bool = True, live: bool = False) -> bytes:
    """A recording as browsers make it (`live`: of lengths not known), with tags, a title and an attachment."""
    kind = 1 if film else 2
    tracks = element(
        b"\x16\x54\xae\x6b",
        element(b"\xae", element(b"\xd7", b"\x01"), element(b"\x83", bytes([kind])), element(b"\x86", b"V_VP8"),
                element(b"\x53\x6e", SECRET),
                element(b"\xe0", element(b"\xb0", b"\x01\x40"), element(b"\xba", b"\xf0"))),
        element(b"\xae", element(b"\xd7", b"\x02"), element(b"\x83", b"\x21"), element(b"\x86", b"D_GPS")),
    )  # fmt: skip
    info = element(
        b"\x15\x49\xa9\x66",
        element(b"\x2a\xd7\xb1", (1_000_000).to_bytes(3, "big")),
        element(b"\x44\x89", struct.pack(">d", 2500.0)),
        element(b"\x7b\xa9", SECRET),
    )
    cluster = element(
        b"\x1f\x43\xb6\x75",
        element(b"\xe7", b"\x00"),
        element(b"\xa3", b"\x81\x00\x00\x80" + SOUND_BYTES),
        element(b"\xa3", b"\x82\x00\x00\x80" + SECRET),
        unknown=live,
    )
    tags = element(b"\x12\x54\xc3\x67", element(b"\x73\x73", element(b"\x67\xc8", SECRET, PLACE)))
    attached = element(b"\x19\x41\xa4\x69", SECRET)
    head = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm"))
    return head + element(b"\x18\x53\x80\x67", info, tracks, attached, cluster, cluster, tags, unknown=live)


def ogg(*, opus: bool = True) -> bytes:
    """A recording with comments that name a place."""
    from commonweal.listening.media.clean.ogg import checksum

    def page(number: int, granule: int, packet: bytes) -> bytes:
        pieces = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
        made = (
            struct.pack("<4sBBqIIIB", b"OggS", 0, 2 if number == 0 else 0, granule, 7, number, 0, len(pieces))
            + pieces
            + packet
        )
        return made[:22] + struct.pack("<I", checksum(made)) + made[26:]

    said = b"GEO=" + PLACE + SECRET
    comments = struct.pack("<I", 4) + b"made" + struct.pack("<II", 1, len(said)) + said
    if opus:
        heads = [b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0), b"OpusTags" + comments]
    else:
        heads = [
            b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44100, 0, 0, 0, 0xB8, 1),
            b"\x03vorbis" + comments + b"\x01",
        ]
    rate = 48000 if opus else 44100
    return page(0, 0, heads[0]) + page(1, 0, heads[1]) + page(2, rate * 2 + (312 if opus else 0), SOUND_BYTES)


def wav() -> bytes:
    """A sound of two seconds with a list of facts beside it."""
    sound = bytes(range(250)) * 64
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    chunks = b"".join(
        name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
        for name, body in (
            (b"fmt ", form),
            (b"LIST", b"INFOIART" + SECRET),
            (b"data", sound),
            (b"id3 ", b"ID3" + PLACE + SECRET),
        )
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def mp3() -> bytes:
    """A sound with tags before, between and after."""
    frame = b"\xff\xfb\x90\x00" + b"\x55" * 413  # 128 kbit/s, 44.1 kHz
    said = b"GEOB" + struct.pack(">I", len(SECRET) + len(PLACE)) + bytes(2) + SECRET + PLACE
    tag = b"ID3\x03\x00\x00" + bytes([0, 0, len(said) >> 7, len(said) & 127]) + said
    return tag + frame * 40 + b"junk " + SECRET + frame * 40 + b"APETAGEX" + SECRET + b"TAG" + SECRET.ljust(125, b"\0")

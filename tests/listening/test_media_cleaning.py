"""Files are known by what is in them, and where they were taken is not in them afterwards."""

from __future__ import annotations

import contextlib

import pytest

from commonweal.listening.media.clean import Refused, clean
from commonweal.listening.media.clean.ogg import checksum, page
from tests.listening import files

KINDS = {
    "jpeg": (files.jpeg, "picture", "image/jpeg"),
    "png": (files.png, "picture", "image/png"),
    "webp": (files.webp, "picture", "image/webp"),
    "mp4": (files.mp4, "film", "video/mp4"),
    "m4a": (lambda: files.mp4(film=False, brand=b"M4A "), "sound", "audio/mp4"),
    "mov": (lambda: files.mp4(brand=b"qt  "), "film", "video/mp4"),
    "webm": (files.webm, "film", "video/webm"),
    "live webm": (lambda: files.webm(live=True), "film", "video/webm"),
    "webm sound": (lambda: files.webm(film=False, live=True), "sound", "audio/webm"),
    "opus": (files.ogg, "sound", "audio/ogg"),
    "vorbis": (lambda: files.ogg(opus=False), "sound", "audio/ogg"),
    "wav": (files.wav, "sound", "audio/wav"),
    "mp3": (files.mp3, "sound", "audio/mpeg"),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_known_by_its_content_and_says_nothing_of_where_it_was_made(tmp_path, name):
    make, kind, type = KINDS[name]
    path = tmp_path / "file"
    path.write_bytes(make())
    before = path.stat().st_size
    facts = clean(path)
    after = path.read_bytes()
    assert (facts.kind, facts.type) == (kind, type)
    for trace in (b"Larkspur", b"canary", b"53.796", b"1.7594", b"GPS"):
        assert trace not in after, trace
    if kind != "picture":
        assert len(after) == before, "sound and film keep their length: players' tables stay true"
        assert files.SOUND_BYTES[:4] in after or name in ("wav", "mp3")


@pytest.mark.parametrize("name", KINDS)
def test_what_was_cleaned_once_stays_as_it_is_when_it_is_cleaned_again(tmp_path, name):
    path = tmp_path / "file"
    path.write_bytes(KINDS[name][0]())
    first = clean(path)
    again = clean(path)
    assert (first.kind, first.type, first.width, first.seconds) == (again.kind, again.type, again.width, again.seconds)
    assert again.place is None and (first.kind == "picture" or again.taken_at is None)


def test_where_and_when_is_told_once_so_that_it_can_be_asked_about(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(files.jpeg())
    facts = clean(path)
    assert facts.place == pytest.approx((53.796, -1.7594), abs=1e-4)
    assert facts.taken_at.isoformat() == "2026-06-10T11:03:10+01:00"
    path.write_bytes(files.mp4())
    facts = clean(path)
    assert facts.place == pytest.approx((53.796, -1.7594)) and facts.taken_at.isoformat() == "2026-06-11T22:03:10+00:00"


def test_lengths_and_sides_are_known(tmp_path):
    path = tmp_path / "file"
    for make, seconds, sides in (
        (files.mp4, 2.5, (320, 240)),
        (files.webm, 2.5, (320, 240)),
        (files.ogg, 2.0, (None, None)),
        (files.wav, 2.0, (None, None)),
        (files.mp3, 80 * 1152 / 44100, (None, None)),
        (lambda: files.jpeg(turned=True), None, (480, 640)),
    ):
        path.write_bytes(make())
        facts = clean(path)
        assert facts.seconds == (None if seconds is None else pytest.approx(seconds))
        assert (facts.width, facts.height) == sides


def test_a_picture_has_a_small_copy_that_says_nothing_either(tmp_path):
    from PIL import Image

    path = tmp_path / "file"
    path.write_bytes(files.jpeg(1600, 1200))
    clean(path)
    small = tmp_path / "file.small"
    with Image.open(small) as held, Image.open(path) as whole:
        assert held.size == (480, 360) and not held.getexif() and not whole.getexif()
    assert b"Larkspur" not in small.read_bytes() and sorted(each.name for each in tmp_path.iterdir()) == [
        "file",
        "file.small",
    ]


def test_pages_of_ogg_are_summed_anew_so_that_players_take_them(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(files.ogg())
    clean(path)
    data, at = path.read_bytes(), 0
    while at < len(data):
        each = page(data, at)
        held = data[at : each.stop]
        assert checksum(held[:22] + bytes(4) + held[26:]) == int.from_bytes(held[22:26], "little")
        at = each.stop


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "made of code"),
        (b"<!DOCTYPE html><html>", "made of code"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>", "made of code"),
        (b"GIF89a<script>alert(1)</script>", "not a picture, sound or film"),
        (b"%PDF-1.7", "not a picture, sound or film"),
        (b"MZ\x90\x00", "not a picture, sound or film"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
        (b"", "not a picture, sound or film"),
        (b"\xff\xd8\xff\xe0 no picture", "broken"),
        (b"RIFF\x04\x00\x00\x00WAVE", "broken"),
        (b"ID3\x03\x00\x00\x00\x00\x00\x01" + b"<html>", "broken"),
        (files.mp4()[:120], "broken"),
        (b"\x1a\x45\xdf\xa3\x84webm" + b"\x00" * 20, "broken"),
        (b"OggS" + bytes(24) + b"OpusHead", "broken"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(tmp_path, sent, words):
    path = tmp_path / "picture.jpg"
    path.write_bytes(sent)
    with pytest.raises(Refused, match=words):
        clean(path)


def test_a_picture_that_is_also_a_page_is_made_anew_and_is_a_page_no_more(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(files.jpeg() + b"<html><script>alert(1)</script>")
    clean(path)
    assert b"<script" not in path.read_bytes()


def test_broken_files_are_refused_and_nothing_worse(tmp_path):
    """Each kind cut short, and with bytes turned over, is refused or taken: never an error of ours, never a hang."""
    import random

    chance = random.Random(20260610)
    path = tmp_path / "file"
    for make, _kind, _type in KINDS.values():
        whole = make()
        for _turn in range(25):
            data = bytearray(whole[: chance.randrange(8, len(whole) + 1)])
            for _flip in range(chance.randrange(0, 4)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path.write_bytes(bytes(data))
            with contextlib.suppress(Refused):
                clean(path)

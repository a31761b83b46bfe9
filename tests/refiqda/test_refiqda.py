"""REFI-QDA in and out: other tools' files read right, ours valid by the schema, nothing hostile let in."""

from __future__ import annotations

import sqlite3
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.refiqda import reading, writing, xml
from commonweal.refiqda.standard import (
    AUDIO,
    Code,
    Codebook,
    Coding,
    Project,
    Recording,
    Set,
    Span,
    Text,
    Unreadable,
    User,
    every_code,
)
from tests.refiqda.xsd import Schema

NUMBER = "0d62985d-b147-5d01-a9b5-{:012d}"


def guid(number: int) -> str:
    return NUMBER.format(number)


@pytest.fixture(scope="module")
def files(shared_data):
    return shared_data / "participation" / "refi-qda"


@pytest.fixture(scope="module")
def schema(files):
    return Schema(files / "refi-qda_schema.xsd")


def qde(data: bytes):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read("project.qde"))


SOMEBODY = User(guid(900), "Rukhsana", "RK")
WORDS = "The bus stops at six 🚌.\r\nMy neighbour 👩‍👩‍👧 drives me.\rDas Café hat zu."
WHOLE = Project(
    "Wenbeck, June",
    Codebook(
        (
            Code(guid(1), "Getting about", "what moves us", "#4b3f86", False, (Code(guid(2), "the last bus"),)),
            Code(guid(3), "“Nobody knocks”", codes=()),
        ),
        origin="Commonweal",
    ),
    (SOMEBODY,),
    (
        Text(
            guid(20),
            "A note from a table",
            "",
            WORDS,
            (
                Span(
                    guid(30),
                    21,
                    22,
                    (Coding(guid(40), guid(2), SOMEBODY.guid, "2026-06-01T12:00:00Z"),),
                    user=SOMEBODY.guid,
                    at="2026-06-01T12:00:00Z",
                ),
            ),
            (Coding(guid(41), guid(3), SOMEBODY.guid),),
        ),
    ),
    (
        Recording(
            guid(50),
            AUDIO,
            "A walk",
            path="internal://a.mp3",
            spans=(Span(guid(51), 0, 1500, (Coding(guid(52), guid(2)),)),),
        ),
    ),
)


def test_taguettes_codebook_is_read_with_its_codes_in_order(files):
    book = reading.codebook((files / "taguette_codebook.qdc").read_bytes())
    assert book.origin == "Taguette 1.5.2"
    assert [each.name for each in book.codes] == [
        "interesting",
        "barrier.transport",
        "barrier.housing",
        "asset.neighbours",
        "asset.group",
    ]
    assert book.codes[0].guid == "0d62985d-b147-5d01-a9b5-cae5dcd98342"


def test_qualcoders_list_of_codes_is_read_as_a_tree_with_its_memos(files):
    book = reading.codebook((files / "qualcoder_plain_codes_categories_for_import.txt").read_bytes())
    found = {(code.name, code.description): up for code, up in every_code(book.codes)}
    assert list(found) == [
        ("code1", "A memo for code 1"),
        ("cat1", ""),
        ("code2", ""),
        ("code3", ""),
        ("cat3", ""),
        ("cat2", ""),
        ("code4", "another memo"),
        ("code5", ""),
        ("code6", ""),
    ]
    assert [each.name for each in book.codes] == ["code1", "cat1", "cat3", "code6"]


def test_nvivos_project_is_read_with_its_tree_of_codes_its_users_and_its_texts(files):
    found = reading.project((files / "nvivo_project.qdpx").read_bytes())
    codes = list(every_code(found.codebook.codes))
    raw = qde((files / "nvivo_project.qdpx").read_bytes())
    assert len(codes) == len(list(raw.iter("{urn:QDA-XML:project:1.0}Code"))) > 50
    names = {code.guid: code.name for code, _up in codes}
    above = {(code.name, names.get(up, "")) for code, up in codes}
    assert {("programming", "competencies"), ("competencies", "rq1_definition"), ("rq1_definition", "")} <= above
    assert found.codebook.origin == "NVivo for Mac 15.0.0" and [each.id for each in found.users] == ["CP", "C"]
    assert [each.text for each in found.texts] == ["\n", "\n"] and found.left_out == ()


def test_nvivos_own_file_and_ours_are_valid_by_the_schema(files, schema):
    assert schema.wrong(qde((files / "nvivo_project.qdpx").read_bytes())) == []
    assert schema.wrong(qde(writing.project(WHOLE, made="2026-06-01T12:00:00Z"))) == []
    assert schema.wrong(qde(writing.project(Project("", Codebook(()))))) == []
    broken = qde(writing.project(WHOLE))
    broken.find(".//{*}Coding").attrib.pop("guid")
    broken.find(".//{*}TextSource").append(broken.find(".//{*}CodeRef"))
    assert len(schema.wrong(broken)) == 2


def test_what_is_written_is_read_again_the_same_with_emoji_line_ends_and_accents():
    found = reading.project(writing.project(WHOLE))
    assert found == WHOLE
    span = found.texts[0].spans[0]
    assert found.texts[0].text[span.start : span.stop] == "🚌"
    assert writing.project(WHOLE) == writing.project(WHOLE)
    book = Codebook(WHOLE.codebook.codes, (Set(guid(60), "roads", "both", (guid(2), guid(3))),), "Commonweal")
    assert reading.codebook(writing.codebook(book)) == book
    assert reading.codebook(writing.project(WHOLE)) == WHOLE.codebook


LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=20
)


@st.composite
def projects(draw):
    numbers = iter(range(1, 10_000))
    codes = draw(st.lists(NAMES, min_size=1, max_size=4))
    made = tuple(Code(guid(next(numbers)), name, draw(NAMES)) for name in codes)
    tree = (Code(guid(next(numbers)), "top", codes=made),)
    texts = []
    for text in draw(st.lists(LETTERS, max_size=3)):
        spans = []
        for _ in range(draw(st.integers(0, 3))):
            start = draw(st.integers(0, len(text)))
            code = draw(st.sampled_from(made))
            coding = Coding(guid(next(numbers)), code.guid)
            spans.append(Span(guid(next(numbers)), start, draw(st.integers(start, len(text))), (coding,)))
        # A mark of byte order at the very beginning is no letter that anybody wrote.
        texts.append(Text(guid(next(numbers)), draw(NAMES), "", text.lstrip("\ufeff"), ()))
        texts[-1] = Text(
            texts[-1].guid, texts[-1].name, "", texts[-1].text, tuple(s for s in spans if s.stop <= len(texts[-1].text))
        )
    return Project(draw(NAMES), Codebook(tree), (), tuple(texts))


@given(projects())
def test_any_project_is_read_again_as_it_was_written(said):
    assert reading.project(writing.project(said)) == said


def test_taguettes_highlights_stand_where_it_says(files):
    held = sqlite3.connect(f"file:{files / 'taguette_project.sqlite3'}?mode=ro", uri=True)
    (html,) = held.execute("SELECT contents FROM documents").fetchone()
    words = "".join(ElementTree.fromstring(f"<a>{html}</a>").itertext())
    for start, stop, snippet in held.execute("SELECT start_offset, end_offset, snippet FROM highlights"):
        assert f"<p>{words[start:stop]}</p>" == snippet


def packed(**given: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in given.items():
            archive.writestr(name, data)
    return out.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>&b;</Codes></CodeBook>'
)
STEALS = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><CodeBook><Codes>&a;</Codes></CodeBook>'


@pytest.mark.parametrize("data", [LAUGHS, STEALS], ids=["entities", "files"])
def test_document_types_and_entities_are_refused(data):
    with pytest.raises(Unreadable, match="document type"):
        reading.codebook(data)
    with pytest.raises(Unreadable, match="document type"):
        reading.project(packed(**{"project.qde": data}))


@pytest.mark.parametrize("name", ["../project.qde", "/etc/passwd", "sources/../../a", "C:evil", "a\\..\\b"])
def test_a_file_that_points_out_of_the_archive_is_refused(name):
    with pytest.raises(Unreadable, match="points out"):
        reading.project(packed(**{"project.qde": b"<Project name='a'/>", name: b""}))


def source(path: str, inside: str = "") -> bytes:
    return (
        f'<Project name="a" xmlns="urn:QDA-XML:project:1.0"><Sources><TextSource guid="{guid(1)}" name="n" '
        f'plainTextPath="{path}">{inside}</TextSource></Sources></Project>'
    ).encode()


@pytest.mark.parametrize(
    "path",
    [
        "internal://../../etc/passwd",
        "file:///etc/passwd",
        "absolute:///etc/passwd",
        "relative://a.txt",
        "internal://gone.txt",
    ],
)
def test_a_source_outside_the_archive_is_never_looked_for_and_is_said_to_be_missing(path):
    found = reading.project(packed(**{"project.qde": source(path), "etc/passwd": b"root"}))
    assert found.texts[0].text is None and path in found.left_out[0]


def test_what_grows_without_end_when_it_is_unpacked_is_refused_before_it_does(monkeypatch):
    monkeypatch.setattr(reading, "MOST_TEXT", 1000)
    bomb = packed(**{"project.qde": source("internal://a.txt"), "sources/a.txt": b"a" * 100_000})
    with pytest.raises(Unreadable, match="larger"):
        reading.project(bomb)
    monkeypatch.setattr(reading, "MOST_TEXT", 10**6)
    monkeypatch.setattr(reading, "MOST_UNPACKED", 50_000)
    with pytest.raises(Unreadable, match="larger"):
        reading.project(bomb)
    deep = b"<Project name='a'><CodeBook><Codes>" + f'<Code guid="{guid(1)}" name="a" isCodable="true">'.encode() * 100
    with pytest.raises(Unreadable, match="deeper"):
        reading.project(packed(**{"project.qde": deep}))
    monkeypatch.setattr(reading, "MOST_ENTRIES", 2)
    with pytest.raises(Unreadable, match="more than"):
        reading.project(packed(a=b"", b=b"", c=b""))


def test_what_is_no_such_file_is_refused_in_a_sentence():
    for data in (b"\xff\xfe", b"  ", b"PK\x03\x04 and no more", b"<CodeBook", b"<html/>", packed(a=b"1")):
        for read in (reading.codebook, reading.project):
            with pytest.raises(Unreadable):
                read(data)
    with pytest.raises(Unreadable, match="no number"):
        reading.codebook(b"<CodeBook><Codes><Code name='a' isCodable='true'/></Codes></CodeBook>")
    with pytest.raises(Unreadable, match="not text in UTF-8"):
        reading.project(packed(**{"project.qde": source("internal://a.txt"), "sources/a.txt": b"\xff\xfe\x00"}))


def test_a_stretch_outside_the_words_is_left_out_and_said():
    inside = f'<PlainTextSelection guid="{guid(2)}" startPosition="3" endPosition="99"/>'
    found = reading.project(
        packed(**{"project.qde": source("internal://a.txt", inside), "Sources/A.txt": b"\xef\xbb\xbfshort"})
    )
    assert found.texts[0].text == "short" and found.texts[0].spans == () and "outside" in found.left_out[0]


def test_letters_that_xml_cannot_hold_are_marked_as_lost_one_for_one():
    assert xml.held("a\x00b\x0bc\ud800") == "a\ufffdb\ufffdc\ufffd"

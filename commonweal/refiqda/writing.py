"""Writing codebooks and projects that other tools read: valid by the standard's schema, the same bytes for the same."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.etree.ElementTree import Element

from commonweal.refiqda import xml
from commonweal.refiqda.standard import CODEBOOK, PROJECT, VIDEO, Code, Codebook, Coding, Project, Recording, Span, Text

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # archives keep times; the same project gives the same file


def codebook(book: Codebook) -> bytes:
    """A .qdc file."""
    top = xml.root("CodeBook", CODEBOOK, origin=book.origin)
    codes = xml.add(top, "Codes")
    for each in book.codes:
        _code(codes, each)
    if book.sets:
        sets = xml.add(top, "Sets")
        for one in book.sets:
            made = xml.add(sets, "Set", guid=one.guid, name=one.name or "–")
            if one.description:
                xml.add(made, "Description", one.description)
            for guid in one.codes:
                xml.add(made, "MemberCode", guid=guid)
    return xml.written(top)


def project(said: Project, *, made: str = "") -> bytes:
    """A .qdpx file: project.qde, and a file for the words of each text. `made`: when, as 2026-06-01T12:00:00Z.

    Words stand in files and not in the XML, because XML turns a line end as Windows writes it into another, and every
    place behind it would move.
    """
    top = xml.root("Project", PROJECT, name=said.name or "–", origin=said.codebook.origin, creationDateTime=made)
    if said.users:
        users = xml.add(top, "Users")
        for each in said.users:
            xml.add(users, "User", guid=each.guid, name=each.name, id=each.id)
    if said.codebook.codes:
        codes = xml.add(xml.add(top, "CodeBook"), "Codes")
        for code in said.codebook.codes:
            _code(codes, code)
    files: dict[str, bytes] = {}
    if said.texts or said.recordings:
        sources = xml.add(top, "Sources")
        for text in said.texts:
            _text(sources, text, files)
        for recording in said.recordings:
            _recording(sources, recording)
    return _packed({"project.qde": xml.written(top), **files})


def _code(above: Element, code: Code) -> None:
    made = xml.add(
        above,
        "Code",
        guid=code.guid,
        name=code.name or "–",
        isCodable="true" if code.codable else "false",
        color=code.color,
    )
    if code.description:
        xml.add(made, "Description", code.description)
    for each in code.codes:
        _code(made, each)


def _text(sources: Element, text: Text, files: dict[str, bytes]) -> None:
    name = f"{text.guid}.txt"
    made = xml.add(sources, "TextSource", guid=text.guid, name=text.name, plainTextPath=f"internal://{name}")
    if text.description:
        xml.add(made, "Description", text.description)
    files[f"sources/{name}"] = (text.text or "").encode("utf-8", "replace")
    for each in text.spans:
        _span(made, each, "PlainTextSelection", "startPosition", "endPosition")
    _codings(made, text.codings)


def _recording(sources: Element, recording: Recording) -> None:
    kind = "Video" if recording.kind == VIDEO else "Audio"
    made = xml.add(sources, f"{kind}Source", guid=recording.guid, name=recording.name, path=recording.path)
    if recording.description:
        xml.add(made, "Description", recording.description)
    for each in recording.spans:
        _span(made, each, f"{kind}Selection", "begin", "end")
    _codings(made, recording.codings)


def _span(above: Element, span: Span, name: str, start: str, stop: str) -> None:
    places = {start: str(span.start), stop: str(span.stop)}
    made = xml.add(
        above, name, guid=span.guid, name=span.name, **places, creatingUser=span.user, creationDateTime=span.at
    )
    if span.description:
        xml.add(made, "Description", span.description)
    _codings(made, span.codings)


def _codings(above: Element, codings: Sequence[Coding]) -> None:
    for each in codings:
        made = xml.add(above, "Coding", guid=each.guid, creatingUser=each.user, creationDateTime=each.at)
        xml.add(made, "CodeRef", targetGUID=each.code)


def _packed(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()

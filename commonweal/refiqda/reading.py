"""Reading codebooks and projects of other tools: NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette.

Nothing of an archive is written anywhere, and no path in it is followed out of it.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element

from commonweal.refiqda import xml
from commonweal.refiqda.standard import (
    AUDIO,
    VIDEO,
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
    plain,
)

GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
MOST_ENTRIES = 20_000
MOST_LINES = 5_000
MOST_TEXT = 16 * 1024 * 1024  # bytes of one text
MOST_UNPACKED = 256 * 1024 * 1024  # bytes of all that is read out of one archive
INTERNAL = "internal://"
TIMED = {"AudioSource": (AUDIO, "AudioSelection"), "VideoSource": (VIDEO, "VideoSelection")}


def codebook(data: bytes) -> Codebook:
    """A codebook out of a .qdc file, or out of the .qdpx project that holds one."""
    if data[:2] == b"PK":
        return project(data).codebook
    if data and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return listed(data)
    top = xml.read(data)
    if xml.bare(top) == "Project":
        held = xml.under(top, "CodeBook")
        return _codebook(held[0], top.get("origin", "")) if held else Codebook((), origin=top.get("origin", ""))
    if xml.bare(top) != "CodeBook":
        raise Unreadable(f"This is no codebook: it begins with “{xml.bare(top)}”.")
    return _codebook(top, top.get("origin", ""))


def listed(data: bytes) -> Codebook:
    """A codebook out of a plain list, as QualCoder takes it: a line each, `above>>code`, a tab before what it means."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Unreadable("This is neither a codebook nor a list in UTF-8.") from None
    above: dict[str, list[str]] = {"": []}
    said: dict[str, tuple[str, str]] = {}
    for line in lines[:MOST_LINES]:
        path, _tab, meaning = line.partition("\t")
        names = [each.strip() for each in path.split(">>") if each.strip()]
        for depth, name in enumerate(names):
            key = ">>".join(names[: depth + 1])
            if key not in said:
                said[key] = (name, "")
                above.setdefault(">>".join(names[:depth]), []).append(key)
            if depth == len(names) - 1 and meaning.strip():
                said[key] = (name, meaning.strip())
    if not said:
        raise Unreadable("There is no code in this file.")

    def made(key: str) -> Code:
        guid = str(uuid5(NAMESPACE_URL, f"urn:list:{key}"))
        return Code(guid, *said[key], codes=tuple(made(each) for each in above.get(key, ())))

    return Codebook(tuple(made(each) for each in above[""]))


def project(data: bytes) -> Project:
    """A coded project out of a .qdpx file."""
    archive = _Archive(data)
    top = xml.read(archive.project())
    if xml.bare(top) != "Project":
        raise Unreadable(f"This is no project: it begins with “{xml.bare(top)}”.")
    held = xml.under(top, "CodeBook")
    texts, recordings, left_out = _sources(top, archive)
    return Project(
        top.get("name", ""),
        _codebook(held[0], top.get("origin", "")) if held else Codebook((), origin=top.get("origin", "")),
        tuple(
            User(_guid(each), each.get("name", ""), each.get("id", ""))
            for users in xml.under(top, "Users")
            for each in xml.under(users, "User")
        ),
        tuple(texts),
        tuple(recordings),
        tuple(left_out + _not_kept(top)),
    )


def _codebook(element: Element, origin: str) -> Codebook:
    codes = tuple(_code(each) for codes in xml.under(element, "Codes") for each in xml.under(codes, "Code"))
    sets = [each for sets in xml.under(element, "Sets") for each in xml.under(sets, "Set")]
    return Codebook(codes, tuple(_set(each) for each in sets), origin or element.get("origin", ""))


def _code(element: Element) -> Code:
    return Code(
        _guid(element),
        element.get("name", ""),
        xml.words_of(element, "Description"),
        element.get("color", ""),
        element.get("isCodable", "true") in ("true", "1"),
        tuple(_code(each) for each in xml.under(element, "Code")),
    )


def _set(element: Element) -> Set:
    members = tuple(plain(each.get("guid") or each.get("targetGUID", "")) for each in xml.under(element, "MemberCode"))
    return Set(_guid(element), element.get("name", ""), xml.words_of(element, "Description"), members)


def _sources(top: Element, archive: _Archive) -> tuple[list[Text], list[Recording], list[str]]:
    texts: list[Text] = []
    recordings: list[Recording] = []
    left_out: list[str] = []
    for each in [each for sources in xml.under(top, "Sources") for each in sources]:
        name = xml.bare(each)
        if name == "TextSource":
            texts.append(_text(each, archive, left_out))
        elif name in TIMED:
            recordings.append(_recording(each, *TIMED[name]))
        else:
            left_out.append(f"“{each.get('name', '')}”: pictures and PDF are not read ({name}).")
    return texts, recordings, left_out


def _text(element: Element, archive: _Archive, left_out: list[str]) -> Text:
    name = element.get("name", "")
    text: str | None = None
    path = element.get("plainTextPath", "")
    inside = xml.under(element, "PlainTextContent")
    if inside:
        text = inside[0].text or ""
    elif path:
        text = archive.text(path)
        if text is None:
            left_out.append(f"“{name}”: its words are not in the file ({path}).")
    spans = []
    for each in xml.under(element, "PlainTextSelection"):
        span = _span(each, "startPosition", "endPosition")
        if span.start < 0 or span.stop < span.start or (text is not None and span.stop > len(text)):
            left_out.append(f"“{name}”: a stretch from {span.start} to {span.stop} lies outside its words.")
            continue
        spans.append(span)
    return Text(_guid(element), name, xml.words_of(element, "Description"), text, tuple(spans), _codings(element))


def _recording(element: Element, kind: str, selection: str) -> Recording:
    spans = tuple(_span(each, "begin", "end") for each in xml.under(element, selection))
    path = element.get("path", "")
    return Recording(
        _guid(element),
        kind,
        element.get("name", ""),
        xml.words_of(element, "Description"),
        path,
        spans,
        _codings(element),
    )


def _span(element: Element, start: str, stop: str) -> Span:
    return Span(
        _guid(element),
        _number(element.get(start, "")),
        _number(element.get(stop, "")),
        _codings(element),
        element.get("name", ""),
        xml.words_of(element, "Description"),
        plain(element.get("creatingUser", "")),
        element.get("creationDateTime", ""),
    )


def _codings(element: Element) -> tuple[Coding, ...]:
    found = []
    for each in xml.under(element, "Coding"):
        refs = xml.under(each, "CodeRef")
        if refs:
            user, at = plain(each.get("creatingUser", "")), each.get("creationDateTime", "")
            found.append(Coding(_guid(each), plain(refs[0].get("targetGUID", "")), user, at))
    return tuple(found)


def _not_kept(top: Element) -> list[str]:
    kept = {"Users", "CodeBook", "Sources", "Description"}
    words = {"Notes": "notes", "Cases": "cases", "Variables": "variables", "Links": "links", "Graphs": "drawings"}
    names = dict.fromkeys(xml.bare(each) for each in top if xml.bare(each) not in kept and len(each))
    return [f"What the file holds of {words.get(name, name)} is not read." for name in names]


def _guid(element: Element) -> str:
    guid = plain(element.get("guid", ""))
    if not GUID.fullmatch(guid):
        raise Unreadable(f"“{element.get('name', xml.bare(element))}” has no number as the standard asks for.")
    return guid


def _number(said: str) -> int:
    try:
        return int(said)
    except ValueError:
        raise Unreadable(f"“{said[:40]}” is not a place in a text.") from None


class _Archive:
    """What may be read out of a .qdpx: only by name, only so much, and nothing that points out of it."""

    def __init__(self, data: bytes):
        try:
            self.zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError):
            raise Unreadable("This is no project file: it cannot be unpacked.") from None
        names = self.zip.namelist()
        if len(names) > MOST_ENTRIES:
            raise Unreadable(f"There are more than {MOST_ENTRIES:,} files in this one.")
        strange = [each for each in names if _leads_out(each)]
        if strange:
            raise Unreadable(f"A file in this one is called “{strange[0][:80]}”, which points out of it.")
        self.names = {each.lower(): each for each in names}
        self.read_so_far = 0

    def project(self) -> bytes:
        """The project itself: project.qde, or the only .qde there is."""
        named = [each for each in self.names if each.endswith(".qde") and "/" not in each]
        chosen = "project.qde" if "project.qde" in named else named[0] if len(named) == 1 else ""
        if not chosen:
            raise Unreadable("There is no project.qde in this file.")
        return self._bytes(self.names[chosen], xml.MOST_BYTES)

    def text(self, path: str) -> str | None:
        """The words of a source. What lies outside the archive is never looked for."""
        if not path.lower().startswith(INTERNAL):
            return None
        wanted = path[len(INTERNAL) :].lstrip("/")
        if _leads_out(wanted):
            return None
        found = self.names.get(f"sources/{wanted}".lower()) or self.names.get(wanted.lower())
        if found is None:
            return None
        try:
            # A mark of byte order is no part of the words; everything else is, each line end as it was written.
            return self._bytes(found, MOST_TEXT).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Unreadable(f"“{wanted}” is not text in UTF-8, as the standard asks for.") from None

    def _bytes(self, name: str, most: int) -> bytes:
        # What a header says of a size is not believed: no more than that is unpacked.
        try:
            with self.zip.open(name) as stream:
                data = stream.read(most + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
            raise Unreadable(f"“{name}” cannot be unpacked: it is damaged, locked, or packed in another way.") from None
        self.read_so_far += len(data)
        if len(data) > most or self.read_so_far > MOST_UNPACKED:
            raise Unreadable(f"“{name}” is larger, unpacked, than anything people code.")
        return data


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        path.is_absolute() or ".." in path.parts or "\\" in name or "\x00" in name or bool(re.match(r"[A-Za-z]:", name))
    )

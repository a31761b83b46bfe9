"""XML as it may come from anywhere: no document types, no entities, no more of it than a person would write."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, TreeBuilder, tostring
from xml.parsers import expat

from commonweal.refiqda.standard import Unreadable

MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 60
MOST_ELEMENTS = 1_000_000
# What XML 1.0 cannot hold, even written as a number.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(data: bytes) -> Element:
    """The tree of a file. A document type is refused outright: with it, ten lines can fill a machine's memory."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"That is more than {MOST_BYTES // 1024 // 1024} MB of XML.")
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.tree.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable(f"This is not XML as it should be: {error}.") from None
    return builder.tree.close()


class _Builder:
    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self.depth = self.met = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self.depth += 1
        self.met += 1
        if self.depth > DEEPEST or self.met > MOST_ELEMENTS:
            raise Unreadable("This is nested deeper, or is longer, than anything people code.")
        self.tree.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """It closes."""
        self.depth -= 1
        self.tree.end(_named(name))


def _named(name: str) -> str:
    return "{" + name if "}" in name else name


def _refuse(*_said: object) -> int:
    raise Unreadable("This file declares a document type or entities. Files of this standard have none: it is refused.")


def bare(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def under(element: Element, *names: str) -> list[Element]:
    """Those right under it of these names, whatever their namespace: some tools write the wrong one."""
    return [each for each in element if bare(each) in names]


def words_of(element: Element, name: str) -> str:
    """What stands in the first of that name under it."""
    return next((each.text or "" for each in under(element, name)), "")


def root(name: str, namespace: str, /, **attributes: str) -> Element:
    """A new document's first element, in a namespace that needs no prefix."""
    return Element(name, {"xmlns": namespace, **_said(attributes)})


def add(above: Element, name: str, words: str = "", /, **attributes: str) -> Element:
    """One more element. Empty attributes are left out."""
    made = SubElement(above, name, _said(attributes))
    if words:
        made.text = held(words)
    return made


def held(words: str) -> str:
    """Words as XML can hold them: letters it forbids become the sign for a letter that is lost, one for one."""
    return FORBIDDEN.sub("\ufffd", words)


def written(element: Element) -> bytes:
    """The file."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(element, encoding="utf-8")


def _said(attributes: dict[str, str]) -> dict[str, str]:
    return {name: held(value) for name, value in attributes.items() if value != ""}

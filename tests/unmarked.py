"""Finds words of a page that never passed through a catalogue, and the template that each comes from.

Pages are read in the made-up language in which whatever was translated stands in ⟦brackets⟧. Letters outside brackets
are either data, and then marked translate="no" (or with a language of their own), or words that nobody can translate.
Where each letter comes from is told by marks that every node of a template leaves while it is rendered here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from django.template import base
from django.template.defaulttags import CsrfTokenNode

from commonweal.config.pseudo import OPEN, SHUT

MARK = re.compile("\ue000(\\d+)\ue001")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SAID = ("alt", "title", "aria-label", "aria-description", "placeholder")
# A bracket that was cut off must not swallow the rest of the page.
ENDS = set("p li td th h1 h2 h3 h4 div dt dd summary caption label option button title figcaption section nav".split())
NEVER = {"script", "style"}
VOID = set("area base br col embed hr img input link meta source track wbr".split())


class Marks:
    """The nodes met, by number."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.numbers: dict[str, int] = {}

    def of(self, node: base.Node) -> str:
        template = getattr(getattr(node, "origin", None), "template_name", None) or "?"
        key = str(template)
        if isinstance(node, base.VariableNode):
            key += f": {{{{ {node.filter_expression.token} }}}}"
        elif not isinstance(node, base.TextNode) and node.token is not None:
            key += f": {{% {node.token.contents} %}}"
        number = self.numbers.setdefault(key, len(self.nodes))
        if number == len(self.nodes):
            self.nodes.append(key)
        return f"\ue000{number}\ue001"


@contextmanager
def marking() -> Iterator[Marks]:
    """While this lasts, every node says where its words come from."""
    marks = Marks()
    plain, text = base.Node.render_annotated, base.TextNode.render_annotated

    def marked(self: base.Node, context: base.Context) -> str:  # type: ignore[name-defined]
        return plain(self, context) if isinstance(self, CsrfTokenNode) else marks.of(self) + plain(self, context)

    base.Node.render_annotated = marked  # type: ignore[method-assign]
    base.TextNode.render_annotated = lambda self, context: marks.of(self) + text(self, context)  # type: ignore[method-assign]
    try:
        yield marks
    finally:
        base.Node.render_annotated, base.TextNode.render_annotated = plain, text  # type: ignore[method-assign]


class Reader(HTMLParser):
    """Reads a marked page; `found` holds (where it comes from, the words)."""

    def __init__(self, marks: Marks) -> None:
        super().__init__(convert_charrefs=True)
        self.marks = marks
        self.found: list[tuple[str, str]] = []
        self.named: list[tuple[str, str]] = []  # in attributes and titles, which cannot mark a part of them as data
        self.names: set[str] = set()
        self.within: list[tuple[str, bool]] = []  # tag, and whether what is inside it is data
        self.depth = 0
        self.source = "?"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {MARK.sub("", name): value or "" for name, value in attrs}
        data = self.data or given.get("translate") == "no" or ("lang" in given and tag != "html") or tag in NEVER
        held, self.depth = self.depth, 0
        for name, value in given.items():
            if not data and (
                name in SAID or (tag == "meta" and name == "content" and given.get("name") == "description")
            ):
                self.read(value, self.named)
                self.depth = 0
            else:
                self.follow(value)
        for name, _value in attrs:
            self.follow(name)
        self.depth = held
        if tag not in VOID:
            self.within.append((tag, data))

    def handle_endtag(self, tag: str) -> None:
        while self.within and tag in [name for name, _ in self.within]:
            if self.within.pop()[0] == tag:
                break
        if tag in ENDS:
            self.depth = 0

    @property
    def data(self) -> bool:
        """Are we inside something that nobody should translate?"""
        return bool(self.within) and self.within[-1][1]

    def handle_data(self, text: str) -> None:
        if self.data:
            self.names.add(" ".join(MARK.sub("", text).split()))
            self.follow(text)
        else:
            self.read(text, self.named if self.within and self.within[-1][0] == "title" else self.found)

    def follow(self, text: str) -> None:
        """Note where we are without reading."""
        for number in MARK.findall(text):
            self.source = self.marks.nodes[int(number)]

    def read(self, text: str, found: list[tuple[str, str]]) -> None:
        """Words outside brackets are kept with where they come from."""
        for part in re.split("(\ue000\\d+\ue001|[⟦⟧])", text):
            if part == OPEN:
                self.depth += 1
            elif part == SHUT:
                self.depth = max(0, self.depth - 1)
            elif MARK.fullmatch(part):
                self.follow(part)
            elif not self.depth and LETTERS.search(part):
                found.append((self.source, " ".join(part.split())))


def unmarked(page: str, marks: Marks) -> set[tuple[str, str]]:
    """(where it comes from, words) of everything on a marked page that was not translated and is not data."""
    reader = Reader(marks)
    reader.feed(page)
    # A name in an attribute or a title is data if the page shows it as data elsewhere.
    return set(reader.found) | {each for each in reader.named if each[1] not in reader.names}

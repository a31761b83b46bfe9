"""Reads as much of XML Schema as the standard's own schema uses, to hold what we write against it.

Sequences and choices of elements, how often they may come, attributes that must be there, patterns, lists of words.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

XS = "{http://www.w3.org/2001/XMLSchema}"
XSI = "XMLSchema-instance"  # allowed everywhere
SIMPLE = {
    "xsd:string": r"(?s).*",
    "xsd:integer": r"[+-]?\d+",
    "xsd:boolean": r"true|false|0|1",
    "xsd:decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "xsd:date": r"-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?",
    "xsd:dateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
}


class Schema:
    """`Schema(path).wrong(tree)` lists what is wrong."""

    def __init__(self, path: Path):
        top = ElementTree.parse(path).getroot()
        self.space = "{" + top.get("targetNamespace") + "}"
        self.types = {each.get("name"): each for each in top.iter(XS + "complexType")}
        self.simple = dict(SIMPLE)
        for each in top.iter(XS + "simpleType"):
            rules = each.find(XS + "restriction")
            patterns = [one.get("value") for one in rules.findall(XS + "pattern")]
            listed = [re.escape(one.get("value")) for one in rules.findall(XS + "enumeration")]
            self.simple[each.get("name")] = "|".join(patterns + listed)
        self.roots = {each.get("name"): each.get("type") for each in top.findall(XS + "element")}

    def wrong(self, element: Element) -> list[str]:
        """What is wrong with a document."""
        name = element.tag.removeprefix(self.space)
        return self._check(element, self.roots[name]) if name in self.roots else [f"{element.tag} is no document"]

    def _check(self, element: Element, kind: str) -> list[str]:
        where = element.tag.removeprefix(self.space)
        if kind in self.simple:
            fits = re.fullmatch(self.simple[kind], element.text or "") and not len(element)
            return [] if fits else [f"{where}: {element.text!r} is no {kind}"]
        rules = self.types[kind]
        found = self._attributes(element, rules, where)
        model = rules.find(XS + "sequence")
        model = model if model is not None else rules.find(XS + "choice")
        allowed = (
            {each.get("name"): each.get("type") for each in model.iter(XS + "element")} if model is not None else {}
        )
        names = [each.tag.removeprefix(self.space) for each in element]
        pattern = self._pattern(model) if model is not None else ""
        if not re.fullmatch(pattern, "".join(f"<{name}>" for name in names)):
            found.append(f"{where}: holds {names[:8]}, and should hold {pattern}")
        for each, name in zip(element, names, strict=True):
            found += self._check(each, allowed[name]) if name in allowed else []
        return found

    def _attributes(self, element: Element, rules: Element, where: str) -> list[str]:
        declared = {each.get("name"): each for each in rules.findall(XS + "attribute")}
        found = [
            f"{where}: {name} is not declared" for name in element.attrib if name not in declared and XSI not in name
        ]
        for name, each in declared.items():
            value = element.get(name)
            if value is None:
                found += [f"{where}: {name} is missing"] if each.get("use") == "required" else []
            elif not re.fullmatch(self.simple[each.get("type")], value):
                found.append(f"{where}: {name}={value!r} is no {each.get('type')}")
        return found

    def _pattern(self, model: Element) -> str:
        parts = []
        for each in model:
            inner = f"<{each.get('name')}>" if each.tag == XS + "element" else self._pattern(each)
            parts.append(f"(?:{inner}){_often(each)}")
        joined = "|".join(parts) if model.tag == XS + "choice" else "".join(parts)
        return f"(?:{joined}){_often(model)}"


def _often(element: Element) -> str:
    least, most = element.get("minOccurs", "1"), element.get("maxOccurs", "1")
    return f"{{{least},{'' if most == 'unbounded' else most}}}"

"""Answers as the open standard carries them: attributes, with terms of a taxonomy of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from commonweal.core.ids import imported_id
from commonweal.directory.about.queries import KINDS, answers
from commonweal.directory.about.questions import NO, YES_NO, Question, codes, every

TAXONOMY = "Commonweal"  # the finder knows our terms by this name (openreferral/finding/texts.py)
ID = imported_id("commonweal", "taxonomy/about")
# For whoever wants to use a space. Whoever comes to what goes on there is only confused: a hire is not its price.
FOR_HOSTS = frozenset({"used_for", "size", "keys", "hire_cost", "when_free"})
Document = dict[str, Any]


def say(kind: str, found: Mapping[UUID, Document], seen: Iterable[str]) -> None:
    """Add to each document what was said of its record to these audiences."""
    if kind not in KINDS or not found:
        return
    for record, told in answers(found, seen).items():
        for key, each in told.items():
            found[record].setdefault("attributes", []).append(_attribute(record, kind, every()[key], each.value))


def _attribute(record: UUID, kind: str, question: Question, value: str) -> Document:
    made: Document = {
        "id": str(imported_id("commonweal", f"about/{record}/{question.key}")),
        "link_id": str(record),
        "link_entity": kind,
        "label": question.label,
        "value": value,
    }
    if question.code(value):
        term = _term(question, value)
        made |= {"link_type": "taxonomy_term", "taxonomy_term_id": term["id"], "taxonomy_term": term}
    return made


def ours(attribute: Mapping[str, Any]) -> bool:
    """Is this attribute one of our own answers, shown apart?"""
    id = str(attribute.get("id", ""))
    return any(
        id == str(imported_id("commonweal", f"about/{attribute.get('link_id')}/{each.key}"))
        for each in every().values()
        if each.label == attribute.get("label")
    )


def apart(attribute: Mapping[str, Any]) -> bool:
    """Is this shown as an answer, whether it was said here or read from a source's own attribute?"""
    label, value = str(attribute.get("label", "")), str(attribute.get("value", ""))
    return ours(attribute) or any(each.from_source(label, value) for each in every().values())


def words_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """What a document says by our questions to whoever comes, in words; what is not so is left out."""
    by_label = {each.label: each for each in every().values() if each.key not in FOR_HOSTS}
    rows = (each for each in document.get("attributes", ()) if ours(each) and each["label"] in by_label)
    return tuple(
        question.said(each["value"])
        for each in rows
        if (question := by_label[each["label"]]) and not (question.values == YES_NO and each["value"] == NO)
    )


def taxonomy() -> Document:
    """Our taxonomy."""
    return {
        "id": str(ID),
        "name": TAXONOMY,
        "description": "What decides whether somebody goes: company, quiet, who leads it, true cost, venues.",
    }


def terms(used: Iterable[str] | None = None) -> Iterator[Document]:
    """Terms for what everyone may know: all, or those of these codes."""
    wanted = None if used is None else set(used)
    for code, (question, value) in codes().items():
        if not question.partners and (wanted is None or code in wanted):
            yield _term(question, value)


def _term(question: Question, value: str) -> Document:
    name = {"yes": question.label, "no": question.otherwise}.get(value, f"{question.label}: {value}")
    return {
        "id": str(imported_id("commonweal", f"about/{question.code(value)}")),
        "code": question.code(value),
        "name": name,
        "description": question.question,
        "taxonomy": TAXONOMY,
        "taxonomy_id": str(ID),
    }

"""What has been said of records, as far as a viewer may know it, and what nobody has said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models.functions import Lower, Trim
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.directory.about.questions import FIND, LIST, NO, YES_NO, Question, asked_of, codes, every
from commonweal.directory.models import AboutFact, Attribute, Audience, Service, ServiceAtLocation
from commonweal.journal.actor import Actor

SOURCE = "source"  # said by the directory that the record was taken from
KINDS = ("service", "location", "organization")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said, when and by whom."""

    value: str
    said_by: str  # organisation, keeper, source
    said_on: date | None


@dataclass(frozen=True, slots=True)
class AboutRow:
    """One question about a record, with its answer or without."""

    key: str
    group: str
    question: str
    state: str  # yes, no, said, unknown
    value: str
    words: str  # as a page says it
    for_partners: bool
    said_by: str  # organisation, keeper, source; "" where nobody has said
    said_on: date | None


Answers = dict[str, Answer]


def answers(ids: Iterable[UUID], seen: Iterable[str]) -> dict[UUID, Answers]:
    """What stands of each record, by question, for these audiences: its own words, or else what its source says."""
    ids, found = list(ids), defaultdict[UUID, Answers](dict)
    may = {key for key, each in every().items() if each.who in set(seen)}
    for record, key, value in _from_sources(ids):
        if key in may:
            found[record][key] = Answer(value, SOURCE, None)
    for start in range(0, len(ids), 400):
        rows = AboutFact.objects.filter(record__in=ids[start : start + 400], until=None, question__in=may)
        for each in rows.order_by("pk"):
            found[each.record][each.question] = Answer(
                each.value, each.said_by, timezone.localtime(each.said_at).date()
            )
    return dict(found)


def _from_sources(ids: list[UUID]) -> Iterable[tuple[UUID, str, str]]:
    labels = {named for each in every().values() for named, _value, _ours in each.read_from}
    for start in range(0, len(ids), 400):
        rows = Attribute.objects.filter(link_id__in=ids[start : start + 400]).annotate(named=Lower(Trim("label")))
        rows = rows.filter(named__in=labels).order_by("pk")
        for record, kind, label, value in rows.values_list("link_id", "link_entity", "label", "value"):
            for question in asked_of(kind):
                if ours := question.from_source(label, value):
                    yield record, question.key, ours


def as_said(record: UUID, kind: str) -> dict[str, str]:
    """All questions about a record with what was said here; "" where nobody has."""
    rows = AboutFact.objects.filter(record=record, until=None).values_list("question", "value")
    return dict.fromkeys((each.key for each in asked_of(kind)), "") | dict(rows)


def rows_of(kind: str, told: Mapping[str, Answer], seen: Iterable[str]) -> tuple[AboutRow, ...]:
    """Every question that this viewer may see the answer to, answered or not."""
    may = set(seen)
    return tuple(_row(each, told.get(each.key)) for each in asked_of(kind) if each.who in may)


def _row(question: Question, told: Answer | None) -> AboutRow:
    about = (question.key, question.group, _(question.question))
    if told is None:
        return AboutRow(*about, "unknown", "", _(question.label), question.partners, "", None)
    state = told.value if question.values == YES_NO else "said"
    words = question.said(told.value)
    return AboutRow(*about, state, told.value, words, question.partners, told.said_by, told.said_on)


def of_services(whose: Mapping[UUID, UUID | None], seen: Iterable[str]) -> dict[UUID, tuple[AboutRow, ...]]:
    """What is said of services, by id and the organisation of each.

    Of what partners rely on, what its organisation says stands where the service says nothing. Whoever may not see the
    answers does not see that they were asked.
    """
    may = frozenset(seen)
    found = answers([*whose, *{each for each in whose.values() if each}], may)
    return {
        id: rows_of("service", {**(found.get(theirs, {}) if theirs else {}), **found.get(id, {})}, may)
        for id, theirs in whose.items()
    }


def codes_by_service(viewer: Actor, services: Iterable[UUID], *, partner: bool) -> dict[str, set[str]]:
    """For a list: the codes that each service answers to, itself, where it happens, or else by its organisation."""
    ids = list(services)
    seen = (Audience.EVERYONE, Audience.PARTNERS) if partner else (Audience.EVERYONE,)
    own = dict(Service.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "organization"))
    at = ServiceAtLocation.objects.visible_to(viewer).filter(service__in=ids).values_list("service", "location")
    held: dict[UUID, list[UUID]] = defaultdict(list)
    for service, location in at:
        held[service].append(location)
    records = {*ids, *(each for each in own.values() if each), *(each for some in held.values() for each in some)}
    told = answers(sorted(records), seen)
    return {
        str(id): {
            code
            for said in ({**told.get(own.get(id), {}), **told.get(id, {})}, *(told.get(each, {}) for each in held[id]))
            for key, each in said.items()
            if (code := every()[key].code(each.value))
        }
        for id in ids
    }


def to_choose(
    counts: Mapping[str, int], chosen: Iterable[str], *, partner: bool, where: Iterable[str] = (FIND, LIST)
) -> list[tuple[str, str, int, bool]]:
    """Answers to narrow a list by: code, words, how many, whether chosen; none that find nothing."""
    picked = set(chosen)
    return [
        (code, question.said(value), counts.get(code, 0), code in picked)
        for code, (question, value) in codes().items()
        if question.filter in set(where)
        and value != NO
        and (partner or not question.partners)
        and (counts.get(code) or code in picked)
    ]

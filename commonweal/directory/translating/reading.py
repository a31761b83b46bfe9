"""Entries in other languages, as a viewer may see them, and what is still to be translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.directory import whole
from commonweal.directory.documents import PUBLIC, Document, documents, seen_by
from commonweal.directory.going_on import OVER, one
from commonweal.directory.models import PlaceLanguage, Service, Translation, TranslationVersion
from commonweal.directory.sessions import Next
from commonweal.directory.translating import languages, rules, words
from commonweal.directory.translating.languages import SOURCE, Language
from commonweal.directory.translating.words import FRESH, MISSING, STALE
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Place


@dataclass(frozen=True, slots=True)
class Part:
    """One field of an entry, in the language asked for, or in English where there are no words that still fit."""

    field: str
    label: str
    words: str
    language: str
    direction: str
    state: str  # fresh, stale, missing


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it happens, and when."""

    name: str
    address: str
    postcode: str
    when: Part | None


@dataclass(frozen=True, slots=True)
class InLanguage:
    """An entry in one language: what was written, by whom, and whether it was checked and still fits."""

    id: str
    language: str
    language_name: str
    direction: str
    by: str  # translator, staff, volunteer, machine
    by_name: str
    made_at: datetime
    checked_by: str  # "" where nobody has
    checked_name: str
    checked_at: datetime | None
    name: Part
    parts: tuple[Part, ...]
    spots: tuple[Spot, ...]
    stale: tuple[str, ...]  # what changed in English since: labels of fields
    missing: tuple[str, ...]
    whereabouts_withheld: bool
    reach: tuple[whole.Reach, ...]
    email: str
    url: str
    organization_name: str
    coming: tuple[Next, ...]
    place_slug: str
    place_name: str
    invented: bool

    def part(self, field: str) -> Part | None:
        """The words of one field; None where the entry says nothing there."""
        return next((each for each in self.parts if each.field == field), None)


@dataclass(frozen=True, slots=True)
class There:
    """A language in which an entry can be read."""

    language: str
    own_name: str
    name: str
    direction: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something for a translator: an entry that is not in a language, or not in its present words."""

    id: str
    name: str
    language: str
    language_name: str
    state: str  # missing, stale, unchecked, part
    fields: tuple[str, ...]  # which


@dataclass(frozen=True, slots=True)
class Wanted:
    """How far a place is with one language."""

    language: str
    own_name: str
    name: str
    direction: str
    services: int
    translated: int  # whole, and from the present words
    labels: int  # how many of the small words
    labels_of: int


@dataclass(frozen=True, slots=True)
class Work:
    """What is translated in a place, and what is to be done."""

    wanted: tuple[Wanted, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One field side by side: the source words, the words in the other language, and what changed."""

    field: str
    label: str
    source: str
    hash: str
    words: str
    state: str
    before: str  # the source words that it was made from, where they are others now


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a translation said until a moment."""

    id: int
    until: datetime
    by: str
    name: str


def told_of(viewer: Actor, id: str) -> tuple[Service, Document]:
    """An entry, and its document as this viewer may see it."""
    found = one(Service.objects.visible_to(viewer).select_related("place", "organization"), id)
    seen = seen_by(viewer, found.place, found.organization_id)
    return found, next(documents("service", [found.pk], seen), {})


def of(service: Service, tag: str) -> Translation | None:
    """The translation, if there is one."""
    return Translation.objects.filter(service=service, language=tag).select_related("service").first()


def in_language(viewer: Actor, id: str, tag: str) -> InLanguage:
    """An entry in one language. What no longer fits what the entry says is said in English."""
    language = languages.language(tag)
    service, told = told_of(viewer, id)
    held = of(service, tag)
    source = words.source(told)
    if held is None or not _shown(held, source):
        sentence = _("Nobody has put this entry into %(language)s yet. It can be read in English.")
        raise NotFound(sentence % {"language": language.name})
    parts = {field: _part(field, now, held.said, language) for field, now in source.items()}
    entry = whole.service(viewer, id)
    name = parts.get("name") or Part("name", words.label("name"), entry.organization_name, SOURCE, "ltr", MISSING)
    return InLanguage(
        str(service.pk),
        tag,
        language.own_name,
        language.direction,
        held.by,
        held.by_name,
        held.made_at,
        held.checked_by,
        held.checked_name,
        held.checked_at,
        name,
        tuple(each for field, each in parts.items() if ":" not in field and field != "name"),
        _spots(entry, told, parts),
        _labels(parts, STALE),
        _labels(parts, MISSING),
        entry.whereabouts_withheld,
        entry.reach,
        entry.email,
        entry.url,
        entry.organization_name,
        entry.coming,
        entry.place_slug,
        entry.place_name,
        entry.invented,
    )


def there(viewer: Actor, id: str) -> list[There]:
    """The languages in which an entry can be read, besides English."""
    rows = list(Translation.objects.filter(service=id))
    if not rows:  # most entries: nothing more has to be asked
        return []
    _service, told = told_of(viewer, id)
    source = words.source(told)
    found = [languages.language(each.language) for each in rows if _shown(each, source)]
    return [_there(each) for each in sorted(found, key=lambda each: each.name)]


def label_words(place_slug: str, tag: str) -> dict[str, str]:
    """The small words of the page in this language, as far as the place has them."""
    found = PlaceLanguage.objects.filter(place__slug=place_slug, language=tag).first()
    return dict(found.labels) if found else {}


def wanted_in(place: Place) -> list[Language]:
    """Into which languages a place wants its entries put."""
    tags = PlaceLanguage.objects.filter(place=place).values_list("language", flat=True)
    return sorted((languages.language(tag) for tag in tags), key=lambda each: each.name)


def work(viewer: Actor, place: Place, *, tag: str = "") -> Work:
    """How far a place is in each language it wants, and what waits for a translator; or for one language alone."""
    rules.may_see_work(viewer, place)
    ids = list(Service.objects.visible_to(viewer).filter(place=place).exclude(status__in=OVER).values_list("pk"))
    told = list(documents("service", [pk for (pk,) in ids], PUBLIC))
    sources = {each["id"]: words.source(each) for each in told}
    wanted, tasks = [], []
    for held in PlaceLanguage.objects.filter(place=place).order_by("language"):
        language = languages.language(held.language)
        rows = {str(each.service_id): each for each in _translated(place, held.language)}
        here = [each for id, source in sources.items() if (each := _task(id, source, rows.get(id), language))]
        done = len(sources) - sum(1 for each in here if each.state != "unchecked")
        parts = (language.tag, language.own_name, language.name, language.direction)
        wanted.append(Wanted(*parts, len(sources), done, len(held.labels), len(words.LABELS)))
        if tag in ("", language.tag):
            tasks += here
    order = (STALE, "part", "unchecked", MISSING)
    tasks.sort(key=lambda each: (order.index(each.state), each.language, each.name))
    return Work(tuple(wanted), tuple(tasks))


def sides(viewer: Actor, service: Service, tag: str) -> list[Side]:
    """An entry side by side with its translation, for whoever writes it: as far as they may see the entry."""
    rules.may_translate(viewer, service)
    seen = seen_by(viewer, service.place, service.organization_id)
    source = words.source(next(documents("service", [service.pk], seen), {}))
    held = of(service, tag)
    said = held.said if held else {}
    return [_side(field, now, said) for field, now in source.items()]


def before(viewer: Actor, translation: Translation) -> list[Earlier]:
    """What a translation said before, newest first."""
    rules.may_keep_translation(viewer, translation)
    rows = TranslationVersion.objects.filter(translation=translation).order_by("-until")[:20]
    return [Earlier(each.pk, each.until, each.by, each.said.get("name", {}).get("words", "")) for each in rows]


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: those whose entry this viewer may know of."""
    seen = Service.objects.visible_to(viewer)
    rows = Translation.objects.filter(pk__in=list(ids), service__in=seen.values("pk"))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Translations as cards, by id."""
    rows = Translation.objects.filter(pk__in=list(ids)).select_related("service__place")
    return {
        str(each.pk): Card(
            f"{each.service.name} ({languages.language(each.language).name})",
            f"/service/{each.service_id}/in/{each.language}",
            _("translation"),
            each.service.place.invented,
        )
        for each in rows
    }


def _translated(place: Place, tag: str) -> list[Translation]:
    return list(Translation.objects.filter(service__place=place, language=tag))


def _shown(held: Translation, source: Mapping[str, str]) -> bool:
    """Whether anything of it was made from words that can be seen, so that there is something to read."""
    return any(held.said.get(field, {}).get("words") for field in source)


def _part(field: str, now: str, said: Mapping[str, Any], language: Language) -> Part:
    state = words.state(said, field, now)
    if state == FRESH:
        return Part(field, words.label(field), said[field]["words"], language.tag, language.direction, state)
    return Part(field, words.label(field), now, SOURCE, "ltr", state)


def _spots(entry: whole.ServiceWhole, told: Document, parts: Mapping[str, Part]) -> tuple[Spot, ...]:
    held = zip(entry.service_at_locations, told.get("service_at_locations", ()), strict=True)
    return tuple(
        Spot(at.location_name, at.address, at.postcode, parts.get(f"{words.WHEN}:{each['id']}")) for at, each in held
    )


def _labels(parts: Mapping[str, Part], state: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.label for each in parts.values() if each.state == state))


def _there(language: Language) -> There:
    return There(language.tag, language.own_name, language.name, language.direction)


def _side(field: str, now: str, said: Mapping[str, Any]) -> Side:
    state, held = words.state(said, field, now), said.get(field, {})
    before = held.get("from", "") if state == STALE else ""
    return Side(field, words.label(field), now, words.hashed(now), held.get("words", ""), state, before)


def _task(id: str, source: Mapping[str, str], held: Translation | None, language: Language) -> Task | None:
    """What is to be done about one entry in one language; None where nothing is."""
    said = held.said if held else {}
    states = {field: words.state(said, field, now) for field, now in source.items()}
    if all(each == MISSING for each in states.values()):
        return _made_task(id, source, language, MISSING, ())
    for state, called in ((STALE, STALE), (MISSING, "part")):
        fields = tuple(dict.fromkeys(words.label(field) for field, each in states.items() if each == state))
        if fields:
            return _made_task(id, source, language, called, fields)
    unchecked = held is not None and held.checked_at is None
    return _made_task(id, source, language, "unchecked", ()) if unchecked else None


def _made_task(id: str, source: Mapping[str, str], language: Language, state: str, fields: tuple[str, ...]) -> Task:
    return Task(id, source.get("name", ""), language.tag, language.name, state, fields)

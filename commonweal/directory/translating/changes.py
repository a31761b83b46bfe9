"""Putting entries into other languages: writing, checking, taking back and erasing what was written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory.documents import documents, seen_by
from commonweal.directory.models import PlaceLanguage, Service, Translation, TranslationVersion
from commonweal.directory.models.translating import BY
from commonweal.directory.translating import rules, words
from commonweal.directory.translating.languages import language as known
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.journal.refs import Ref
from commonweal.places.models import Place

LONGEST = 8000


@change("directory.translation.write", allowed=rules.may_translate, facts=["language", "by", "fields"])
def write(
    who: Actor,
    service: Service,
    *,
    language: str,
    said: Mapping[str, str],
    by: str,
    by_name: str = "",
    made_from: Mapping[str, str] | None = None,
    still_right: Collection[str] = (),
) -> Translation:
    """Say an entry in another language, from the words it says now. An empty field takes that field back.

    `made_from` are the hashes of the source words that were on the translator's page: if those changed meanwhile, this
    is refused. Words that were stale and did not change stay stale, unless they are named in `still_right`.
    """
    known(language)
    if by not in BY:
        raise Invalid(_("Say who wrote it: a translator, somebody on the staff, a volunteer, or a machine."))
    source = _source(who, service)
    _refuse_moved(source, made_from or {})
    found = Translation.objects.filter(service=service, language=language).first()
    made = _made(source, found.said if found else {}, said, still_right)
    if not any(each["words"] for each in made.values()):
        raise Invalid(_("Write at least one of the fields in the other language."))
    if found is None:
        found = Translation(service=service, language=language)
    elif found.said != made or (found.by, found.by_name) != (by, by_name.strip()):
        _keep_version(found)
    else:
        return found
    found.said, found.by, found.by_name, found.maker = made, by, by_name.strip()[:120], rules.named(who)
    found.made_at, found.checked_by, found.checked_name, found.checked_at = timezone.now(), "", "", None
    found.save()
    current().state(language=language, by=by, fields=len(made))
    return found


@change("directory.translation.check", allowed=rules.may_check, facts=["language"])
def check(who: Actor, translation: Translation, *, by: str, name: str = "") -> Translation:
    """Say, as a second person who reads the language, that a translation is right."""
    if by not in BY or by == "machine":
        raise Invalid(_("A translation is checked by a person: a translator, somebody on the staff, or a volunteer."))
    translation.checked_by, translation.checked_name, translation.checked_at = by, name.strip()[:120], timezone.now()
    translation.save()
    current().state(language=translation.language)
    return translation


@change("directory.translation.take_back", allowed=rules.may_keep_translation, facts=["language"])
def take_back(who: Actor, translation: Translation, *, version: int) -> Translation:
    """Let a translation say again what it said before. It is to be checked anew."""
    found = TranslationVersion.objects.filter(translation=translation, pk=version).first()
    if found is None:
        raise Invalid(_("That version is not one of this translation's."))
    _keep_version(translation)
    translation.said, translation.by, translation.by_name = found.said, found.by, found.by_name
    translation.maker, translation.made_at = found.maker, timezone.now()
    translation.checked_by, translation.checked_name, translation.checked_at = "", "", None
    translation.save()
    current().state(language=translation.language)
    return translation


@change("directory.translation.erase", allowed=rules.may_keep_translation, facts=["language"])
def erase(who: Actor, translation: Translation) -> Service:
    """Take a translation away for good, with all that it said before."""
    service = translation.service
    current().state(language=translation.language)
    translation.delete()
    return service


def take_out(person: Ref) -> None:
    """Inside a change: of somebody who is erased, the words of an entry stay, and who wrote them is told no more."""
    maker = f"{person.kind.removeprefix('people.')}/{person.id}"
    for model in (Translation, TranslationVersion):
        model.objects.filter(maker=maker).update(maker="", by_name="")  # type: ignore[attr-defined]


@change("directory.languages.want", allowed=rules.may_want, facts=["languages"])
def want(who: Actor, place: Place, *, languages: Collection[str]) -> Place:
    """Say into which languages a place wants its entries put. What is translated already stays."""
    for each in languages:
        known(each)
        PlaceLanguage.objects.get_or_create(place=place, language=each)
    PlaceLanguage.objects.filter(place=place).exclude(language__in=list(languages)).delete()
    current().state(languages=", ".join(sorted(languages)))
    return place


@change("directory.languages.label", allowed=rules.may_label, facts=["language"])
def label(who: Actor, place: Place, *, language: str, labels: Mapping[str, str]) -> Place:
    """Put the small words of the pages ("When and where") into a language, once for all entries."""
    known(language)
    kept = {name: each.strip()[:300] for name, each in labels.items() if name in words.LABELS and each.strip()}
    PlaceLanguage.objects.update_or_create(place=place, language=language, defaults={"labels": kept})
    current().state(language=language)
    return place


def _source(who: Actor, service: Service) -> dict[str, str]:
    seen = seen_by(who, service.place, service.organization_id)
    return words.source(next(documents("service", [service.pk], seen), {}))


def _refuse_moved(source: Mapping[str, str], made_from: Mapping[str, str]) -> None:
    if any(made_from[field] != words.hashed(source.get(field, "")) for field in made_from):
        raise Clash(_("The entry was changed while you were writing. Look at its new words, then save again."))


def _made(
    source: Mapping[str, str], before: Mapping[str, Any], said: Mapping[str, str], still_right: Collection[str]
) -> dict[str, Any]:
    """What a translation says after this. Fields that nobody spoke of, or may not see, stay as they were."""
    made = dict(before)
    for field, typed in said.items():
        if field not in source:
            continue
        text = typed.strip()[:LONGEST]
        held = before.get(field)
        if not text:
            made.pop(field, None)
        elif not held or held["words"] != text or field in still_right:
            made[field] = {"words": text, "from": source[field], "hash": words.hashed(source[field])}
    return made


def _keep_version(translation: Translation) -> None:
    TranslationVersion.objects.create(
        translation=translation,
        said=translation.said,
        by=translation.by,
        by_name=translation.by_name,
        maker=translation.maker,
        until=timezone.now(),
        entry=current().entry_id,
    )

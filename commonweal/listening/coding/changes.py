"""How themes are found, named, put together, taken apart and kept as versions. Where people see them: `seeing`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening import uses
from commonweal.listening.coding import rules
from commonweal.listening.coding.words import WHOSE
from commonweal.listening.models import Codebook, Coding, Differs, Theme, Voice, Words
from commonweal.places.models import Place
from commonweal.refiqda.standard import Code, every_code

AROUND = " \t\r\n.,;:!?…۔।。“”\"'"  # what stands around words, and is no part of a name
MOST_CODES = 500  # brought along at once


@change("listening.theme.find", allowed=rules.may_find, facts=["whose"])
def find_theme(
    who: Actor,
    place: Place,
    *,
    name: str,
    whose: str = Theme.CODERS,
    description: str = "",
    parent: Theme | None = None,
    split_from: Theme | None = None,
    id: Any = None,
) -> Theme:
    """Say that there is a theme. A name that is there already gives the theme that has it."""
    name = _name(name)
    if whose not in WHOSE:
        raise Invalid(_("Say whose name it is."))
    _refuse_parent(place, None, parent)
    held = Theme.objects.standing().filter(place=place, name__iexact=name).first()
    if held is not None:
        return held
    current().state(whose=whose)
    return Theme.objects.create(
        **({"id": id} if id else {}),
        place=place,
        name=name,
        whose=whose,
        description=description.strip(),
        parent=parent,
        split_from=split_from,
        by_kind=who.kind,
        by_id=who.id,
        made_at=timezone.now(),
    )


def voice_of(who: Actor, theme: Theme, *, voice: Voice, **_kwargs: Any) -> Voice:
    """For `agreed=`: the voice comes by name."""
    return voice


def _voice_said(who: Actor, place: Place, *, voice: Voice, **_kwargs: Any) -> Voice:
    return voice


@change("listening.theme.find_by_words", allowed=rules.may_find, agreed=uses.to("code", "quote", of=_voice_said))
def find_by_words(who: Actor, place: Place, *, voice: Voice, words: Words, start: int, stop: int) -> Theme:
    """Say that there is a theme, and call it as somebody called it."""
    name = words.text[start:stop].strip(AROUND)
    theme = find_theme(who, place, name=name)
    if theme.whose == Theme.PEOPLE:
        return theme
    return name_from(who, theme, voice=voice, words=words, start=start, stop=stop)


@change("listening.theme.name_from", allowed=rules.may_code, agreed=uses.to("code", "quote", of=voice_of))
def name_from(who: Actor, theme: Theme, *, voice: Voice, words: Words, start: int, stop: int) -> Theme:
    """Call a theme as somebody called it: by a stretch of their words, if a line of theirs may be shown."""
    refuse_stretch(voice, words, start, stop)
    if not voice.theirs:
        raise Invalid(_("These words have not been read back and agreed, so they are not shown as the person’s."))
    if words.redactions.filter(refused_at=None, start__lt=stop, stop__gt=start).exists():
        raise Invalid(_("A part of this is covered, so that nobody is given away. Choose other words."))
    _rename(theme, _name(words.text[start:stop].strip(AROUND)), Theme.PEOPLE, voice)
    return theme


@change("listening.theme.say_anew", allowed=rules.may_rename)
def say_anew(
    who: Actor, theme: Theme, *, name: str, whose: str, description: str = "", parent: Theme | None = None
) -> Theme:
    """Call a theme otherwise, describe it, put it under another. A name that people gave is changed by people alone."""
    if whose not in WHOSE:
        raise Invalid(_("Say whose name it is."))
    _refuse_parent(theme.place, theme, parent)
    theme.description, theme.parent = description.strip(), parent
    _rename(theme, _name(name), whose, None)
    return theme


def _rename(theme: Theme, name: str, whose: str, voice: Voice | None) -> None:
    if name != theme.name:
        if Theme.objects.standing().filter(place=theme.place, name__iexact=name).exclude(pk=theme.pk).exists():
            raise Clash(_("There is a theme of that name. Put the two together, or choose another name."))
        if theme.named_from_id is None:
            theme.also = _lines(theme.also, theme.name)
        theme.name, theme.named_from = name, None
    theme.named_from = voice or theme.named_from
    theme.whose = whose
    theme.save()


@change("listening.theme.merge", allowed=rules.may_merge, facts=["codings"])
def merge(who: Actor, theme: Theme, *, into: Theme) -> Theme:
    """Put a theme into another. If people named the one and not the other, theirs is the name that stays."""
    if theme.whose == Theme.PEOPLE and into.whose != Theme.PEOPLE:
        theme.name, into.name = into.name, theme.name
        theme.whose, into.whose = into.whose, theme.whose
        theme.named_from, into.named_from = into.named_from, theme.named_from
    if theme.named_from_id is None:
        into.also = _lines(into.also, theme.also, theme.name)
    moved = 0
    for each in theme.codings.all():
        same = dict(voice=each.voice_id, words=each.words_id, start=each.start, stop=each.stop, media=each.media)
        same |= dict(from_second=each.from_second, to_second=each.to_second, session=each.session_id)
        if into.codings.filter(by_kind=each.by_kind, by_id=each.by_id, **same).exists():
            each.delete()
            continue
        each.theme = into
        each.save(update_fields=["theme"])
        moved += 1
    for kept in theme.kept.all():
        row, _made = into.kept.get_or_create(month=kept.month, defaults={"voices": 0})
        # Voices that stood under both are gone, so nobody can say how many those were: the larger number is safe.
        row.voices = max(row.voices, kept.voices)
        row.save()
    theme.kept.all().delete()
    theme.under.update(parent=into)
    Differs.objects.filter(theme=theme).update(theme=into)
    if into.parent_id == theme.pk:
        into.parent = theme.parent
    theme.merged_into, theme.parent = into, None
    theme.save()
    into.save()
    current().state(codings=moved)
    current().touch(into)
    return into


@change("listening.theme.split", allowed=rules.may_keep_theme, facts=["codings"])
def split(who: Actor, theme: Theme, *, name: str, whose: str, codings: Sequence[Coding]) -> Theme:
    """Take a part of a theme out as one of its own: these codings go there, the rest stays."""
    chosen = [each for each in codings if each.theme_id == theme.pk]
    if not chosen:
        raise Invalid(_("Choose what belongs to the new theme."))
    if Theme.objects.standing().filter(place=theme.place, name__iexact=name.strip()).exists():
        raise Clash(_("There is a theme of that name. Put the two together, or choose another name."))
    made = find_theme(who, theme.place, name=name, whose=whose, parent=theme.parent, split_from=theme)
    Coding.objects.filter(pk__in=[each.pk for each in chosen]).update(theme=made)
    current().state(codings=len(chosen))
    current().touch(theme)
    return made


@change("listening.theme.end", allowed=rules.may_keep_theme)
def end_theme(who: Actor, theme: Theme) -> Theme:
    """Put a theme aside: it is offered no more. What was seen under it stays."""
    theme.ended_at = timezone.now()
    theme.save(update_fields=["ended_at"])
    return theme


@change("listening.codebook.bring", allowed=rules.may_find, facts=["themes"])
def bring_codebook(who: Actor, place: Place, *, codes: Sequence[Code]) -> Place:
    """Take themes over from another codebook: names that are here already stay as they are."""
    many = 0
    made: dict[str, Theme] = {}
    for each, above in every_code(tuple(codes)):
        many += 1
        if many > MOST_CODES:
            raise Invalid(_("That is more than %s themes. Bring the part that people here will use.") % MOST_CODES)
        name = " ".join(each.name.split()) or _("without a name")
        short, more = (name, "") if len(name) <= 120 else (name[:119] + "…", name)
        about = "\n".join(part for part in (more, each.description) if part)
        free = not Theme.objects.filter(pk=each.guid).exists()
        made[each.guid] = find_theme(
            who,
            place,
            name=short,
            whose=Theme.BROUGHT,
            description=about,
            parent=made.get(above),
            id=each.guid if free else None,
        )
    current().state(themes=many)
    return place


@change("listening.codebook.keep", allowed=rules.may_find, facts=["number", "themes"])
def keep_codebook(who: Actor, place: Place, *, note: str = "") -> Codebook:
    """Keep the themes of a place as they stand now, as a numbered version."""
    rows = Theme.objects.standing().filter(place=place).order_by("made_at", "pk")
    held = [
        {
            "id": str(each.pk),
            "name": each.name,
            "whose": each.whose,
            "parent": str(each.parent_id or ""),
            "description": each.description,
        }
        for each in rows
    ]
    number = (Codebook.objects.filter(place=place).aggregate(Max("number"))["number__max"] or 0) + 1
    current().state(number=number, themes=len(held))
    return Codebook.objects.create(place=place, number=number, note=note.strip(), themes=held, made_at=timezone.now())


def _name(said: str) -> str:
    name = " ".join(said.split())
    if not name:
        raise Invalid(_("Say what it is called."))
    if len(name) > 120:
        raise Invalid(_("A name of up to 120 letters is one that people remember. Say the rest in the description."))
    return name


def _lines(*said: str) -> str:
    return "\n".join(dict.fromkeys(line for each in said for line in each.split("\n") if line.strip()))


def refuse_stretch(voice: Voice, words: Words, start: int | None, stop: int | None) -> None:
    """Words of this voice, from one letter to another, with something in between."""
    if words.voice_id != voice.pk:
        raise Invalid(_("These words belong to another voice."))
    if start is None or stop is None or not 0 <= start < stop <= len(words.text) or not words.text[start:stop].strip():
        raise Invalid(_("Mark the words in which you see it."))


def _refuse_parent(place: Place, theme: Theme | None, parent: Theme | None) -> None:
    above: Theme | None = parent
    while above is not None:
        if above.place_id != place.pk or (theme is not None and above.pk == theme.pk):
            raise Invalid(_("A theme cannot stand under itself, or under one of another place."))
        above = above.parent

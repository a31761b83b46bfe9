"""Pages on which several people make sense of what was said: sessions, cards, one voice, sorting, print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid, NotFound, of_form
from commonweal.journal.actor import Actor
from commonweal.listening import languages, render
from commonweal.listening.coding import before, changes, queries, rules, seeing, sessions
from commonweal.listening.coding.forms import DifferForm, SeeForm, SessionForm
from commonweal.listening.coding.rows import SessionWhole
from commonweal.listening.coding.views import FORMS, room
from commonweal.listening.coding.words import seconds
from commonweal.listening.models import Gathering, SenseSession, SessionVoice, Theme, Voice, Words
from commonweal.places import queries as places
from commonweal.places.models import Place


@never_cache
@require_http_methods(FORMS)
def all_of(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions of a place, and opening one."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rows = sessions.in_place_of(viewer, place)
    gatherings = before.options(viewer, place)["gatherings"]
    initial = {"gathering": request.GET.get("gathering", "")}
    form = SessionForm(request.POST or None, gatherings=gatherings, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told["gathering"] = Gathering.objects.get(pk=told["gathering"]) if told["gathering"] else None
        try:
            made = seeing.open_session(viewer, place, **told)
            return HttpResponseRedirect(f"/sense/{made.pk}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = room(place, viewer) | {"form": form, "sessions": rows}
    return answer(request, "listening/coding/sessions.html", page=page, status=400 if request.method == "POST" else 200)


@never_cache
@require_safe
@answers("A session in which several people read: how alike they see it, and where they differ",
         rows={"whole": SessionWhole}, table="whole.differences")  # fmt: skip
def session(request: HttpRequest, id: str) -> HttpResponse:
    """One session."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = sessions.session(viewer, id)
    whole = sessions.whole(viewer, held)
    left = [each for each in whole.cards if not each.read]
    page = _page(held, viewer) | {
        "left": left,
        "forms": [(each, DifferForm(initial={"voice": each.voice_id, "theme": each.theme_id}, auto_id=f"d{n}_%s"))
                  for n, each in enumerate(whole.differences)],
    }  # fmt: skip
    page["crumbs"].pop()
    return answer(request, "listening/coding/session.html", page=page, whole=whole)


@never_cache
@require_http_methods(FORMS)
def voice(request: HttpRequest, id: str, voice: str) -> HttpResponse:
    """One voice of a session: say what one sees in it, beside what the others see."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = sessions.session(viewer, id)
    card = _card(viewer, held, voice)
    words, whole, coders = sessions.reading(viewer, held, card.voice)
    keys = [part.key for each in words for part in each.parts]
    heard = sessions.recordings(viewer, card.voice)
    form = SeeForm(request.POST or None, themes=queries.choices(held.place), parts=keys, recordings=heard)
    if request.method == "POST" and request.POST.get("do") == "nothing":
        seeing.mark_read(viewer, held, voice=card.voice)
        return HttpResponseRedirect(_onward(viewer, held, card))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _see(viewer, held, card.voice, form)
            return HttpResponseRedirect(f"/sense/{held.pk}/voice/{card.voice_id}#seen")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    numbers = [each.number for each in sessions.cards(viewer, held)]
    page = _page(held, viewer) | {
        "form": form,
        "card": card,
        "whose": render.whose(card.voice),
        "texts": [(each, languages.right_to_left(each.language)) for each in words],
        "whole": whole,
        "heard": heard,
        "coders": coders,
        "checked": set(request.POST.getlist("parts")),
        "place_in": numbers.index(card.number) + 1,
        "many": len(numbers),
        "onward": _onward(viewer, held, card),
    }
    return answer(request, "listening/coding/voice.html", page=page, status=400 if request.method == "POST" else 200)


def _see(viewer: Actor, held: SenseSession, voice: Voice, form: SeeForm) -> None:
    told = form.cleaned_data
    stretches = [_stretch(each) for each in told["parts"]]
    if told["span"]:
        stretches = [_stretch(told["span"])]
    if told["exact"].strip():
        stretches = [_exact(voice, told["exact"])]
    stretches = _joined(stretches, voice)
    theme = _by_words(viewer, voice, stretches[0]) if told["by_words"] else _theme(viewer, held.place, told)
    for id, start, stop in stretches:
        piece = voice.words.filter(pk=id).first()
        if piece is None:
            raise Invalid(_("These words belong to another voice."))
        seeing.code(viewer, voice, theme=theme, session=held, words=piece, start=start, stop=stop)
    if told["media"]:
        moments = dict(from_second=seconds(told["begins"]), to_second=seconds(told["ends"]))
        seeing.code(viewer, voice, theme=theme, session=held, media=told["media"], **moments)
    elif not stretches:
        seeing.code(viewer, voice, theme=theme, session=held)


def _by_words(viewer: Actor, voice: Voice, stretch: tuple[UUID, int, int]) -> Theme:
    """The theme that is called by these words."""
    id, start, stop = stretch
    words = voice.words.filter(pk=id).first()
    if words is None:
        raise Invalid(_("These words belong to another voice."))
    return changes.find_by_words(viewer, voice.place, voice=voice, words=words, start=start, stop=stop)


def _theme(viewer: Actor, place: Place, told: dict[str, Any]) -> Theme:
    if told["name"].strip():
        whose = told["whose"] or Theme.CODERS
        return changes.find_theme(viewer, place, name=told["name"], whose=whose)
    found = queries.chosen(place, told["theme"])
    if found is None:
        raise Invalid(_("Choose a theme, or give a new one its name."))
    return found


def _stretch(key: str) -> tuple[UUID, int, int]:
    try:
        id, start, stop = key.split(":")
        return UUID(id), int(start), int(stop)
    except ValueError:
        raise Invalid(_("Mark the words in which you see it.")) from None


def _exact(voice: Voice, said: str) -> tuple[UUID, int, int]:
    """Where these very words stand. What is covered cannot be asked for."""
    said = said.strip()
    for words in voice.words.all():
        start = words.text.find(said)
        stop = start + len(said)
        if start >= 0 and not any(begin < stop and start < end for begin, end in render.covered(words)):
            return words.pk, start, stop
    raise Invalid(_("These words do not stand there just so. Copy them from above, or choose a whole sentence."))


def _joined(stretches: list[tuple[UUID, int, int]], voice: Voice) -> list[tuple[UUID, int, int]]:
    """Sentences that follow each other are one stretch."""
    texts = {each.pk: each.text for each in Words.objects.filter(voice=voice)}
    out: list[tuple[UUID, int, int]] = []
    for id, start, stop in sorted(stretches, key=lambda each: (str(each[0]), each[1])):
        if out and out[-1][0] == id and not texts.get(id, "")[out[-1][2] : start].strip():
            out[-1] = (id, out[-1][1], max(stop, out[-1][2]))
        else:
            out.append((id, start, stop))
    return out


def _card(viewer: Actor, held: SenseSession, voice: str) -> SessionVoice:
    found = next((each for each in sessions.cards(viewer, held) if str(each.voice_id) == voice), None)
    if found is None:
        raise NotFound(_("This card is not here: it was taken back, is held back, or belongs to another session."))
    return found


def _onward(viewer: Actor, held: SenseSession, card: SessionVoice) -> str:
    later = [each for each in sessions.cards(viewer, held) if each.number > card.number]
    return f"/sense/{held.pk}/voice/{later[0].voice_id}" if later else f"/sense/{held.pk}"


@never_cache
@require_http_methods(FORMS)
def sort(request: HttpRequest, id: str) -> HttpResponse:
    """Cards one by one on a big screen: a tap or a key puts each under what people see in it."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = sessions.session(viewer, id)
    number = _number(request.POST.get("card") or request.GET.get("card", "1"))
    card = sessions.card(viewer, held, number)
    if request.method == "POST":
        if card is None or card.number != number:
            raise NotFound(_("This card is not here: it was taken back, is held back, or belongs to another session."))
        return HttpResponseRedirect(_sorted(request, viewer, held, card))
    rows = sessions.cards(viewer, held)
    page = _page(held, viewer) | {"card": card, "many": len(rows)}
    if card is not None:
        words = sessions.reading(viewer, held, card.voice)
        mine = [each for each in words[1] if each.own] + [
            each for row in words[0] for part in row.parts for each in part.seen if each.own
        ]
        numbers = [each.number for each in rows]
        at = numbers.index(card.number)
        page |= {
            "texts": [(each, languages.right_to_left(each.language)) for each in words[0]],
            "mine": list({each.theme_id: each for each in mine}.values()),
            "at": at + 1,
            "earlier": numbers[at - 1] if at else None,
            "later": numbers[at + 1] if at + 1 < len(numbers) else None,
        }
    page["piles"] = [(row, [one for one in page.get("mine", ()) if one.theme_id == row.id])
                     for row in queries.themes(viewer, held.place)]  # fmt: skip
    return answer(request, "listening/coding/sort.html", page=page)


def _sorted(request: HttpRequest, viewer: Actor, held: SenseSession, card: SessionVoice) -> str:
    here = f"/sense/{held.pk}/sort?card={card.number}"
    name = request.POST.get("name", "").strip()
    if request.POST.get("do") == "nothing":
        seeing.mark_read(viewer, held, voice=card.voice)
        later = [each.number for each in sessions.cards(viewer, held) if each.number > card.number]
        return f"/sense/{held.pk}/sort?card={later[0]}" if later else f"/sense/{held.pk}"
    told = {"theme": request.POST.get("theme", ""), "name": name, "whose": request.POST.get("whose", "")}
    seeing.code(viewer, card.voice, theme=_theme(viewer, held.place, told), session=held)
    return here


@never_cache
@require_http_methods(FORMS)
def cards(request: HttpRequest, id: str) -> HttpResponse:
    """Cards for the table: first what printing means, then the sheet."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = sessions.session(viewer, id)
    page = _page(held, viewer) | {"printing": request.method == "POST"}
    if request.method == "POST":
        seeing.print_cards(viewer, held)
        page["cards"] = [
            (each, [(one, render.said(one), languages.right_to_left(one.language)) for one in each.voice.words.all()])
            for each in sessions.cards(viewer, held, words=True)
        ]
        page["themes"] = queries.themes(viewer, held.place)
    page["many"] = len(sessions.cards(viewer, held))
    return answer(request, "listening/coding/cards.html", page=page)


@never_cache
@require_POST
def differ(request: HttpRequest, id: str) -> HttpResponse:
    """Say that one sees it differently."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = sessions.session(viewer, id)
    form = DifferForm(request.POST)
    if not form.is_valid():
        raise of_form(form)
    told = form.cleaned_data
    card = _card(viewer, held, told["voice"])
    theme = queries.chosen(held.place, told["theme"]) if told["theme"] else None
    seeing.differ(viewer, held, voice=card.voice, words=told["words"], theme=theme)
    return HttpResponseRedirect(f"/sense/{held.pk}#differ")


@never_cache
@require_POST
def close(request: HttpRequest, id: str) -> HttpResponse:
    """It is over."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = sessions.session(viewer, id)
    seeing.close_session(viewer, held)
    return HttpResponseRedirect(f"/sense/{held.pk}")


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 7 else 1


def _page(held: SenseSession, viewer: Actor) -> dict[str, Any]:
    together = (_("Making sense together"), f"/place/{held.place.slug}/listening/sense")
    page = room(held.place, viewer, together, (held.name, f"/sense/{held.pk}"))
    open_ = held.closed_at is None
    return page | {"held": held, "open": open_, "resident": rules.resident(viewer, held.place)}

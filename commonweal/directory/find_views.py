"""Finding something in a place: in plain words, near a postcode, at a time, for a price."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, of_form
from commonweal.core.pages import turn
from commonweal.directory import found, words
from commonweal.directory.about import queries as about
from commonweal.directory.about import questions
from commonweal.directory.about.rules import partner
from commonweal.directory.forms import line
from commonweal.directory.found import FoundPage
from commonweal.journal.actor import Actor
from commonweal.openreferral.finding.filters import Filters
from commonweal.openreferral.sessions import DAYS
from commonweal.places import queries as places

SIZE = 10
REASONS = 3  # as many as somebody reads
PARTS = (
    ("", gettext_lazy("any time of day")),
    ("morning", gettext_lazy("in the morning")),
    ("afternoon", gettext_lazy("in the afternoon")),
    ("evening", gettext_lazy("in the evening")),
)
SORTS = (
    ("fit", gettext_lazy("what fits best first")),
    ("near", gettext_lazy("the nearest first")),
    ("soon", gettext_lazy("the soonest first")),
)
ACCESS = (
    ("", gettext_lazy("no need of mine")),
    ("step-free", gettext_lazy("step-free")),
    ("accessible toilet", gettext_lazy("an accessible toilet")),
    ("hearing loop", gettext_lazy("a hearing loop")),
    ("BSL", gettext_lazy("British Sign Language")),
    ("large print", gettext_lazy("large print")),
)
WITHIN = (
    ("", gettext_lazy("however far")),
    ("800", gettext_lazy("10 minutes’ walk, about 800 m")),
    ("1600", gettext_lazy("20 minutes’ walk, about 1.6 km")),
    ("3200", gettext_lazy("a short bus ride, about 3 km")),
    ("8000", gettext_lazy("about 8 km")),
)
UNKNOWN = {
    "cost": gettext_lazy("what it costs"),
    "when": gettext_lazy("when it is on"),
    "dates": gettext_lazy("on which dates"),
    "where": gettext_lazy("where"),
    "confirmed": gettext_lazy("whether it is still true"),
}
FIELDS = {
    "name": gettext_lazy("its name"),
    "helps with": gettext_lazy("helps with"),
    "description": gettext_lazy("what happens there"),
    "organisation": gettext_lazy("who runs it"),
    "venues": gettext_lazy("where it is"),
    "kind": gettext_lazy("what kind of thing it is"),
    "more": gettext_lazy("what else is said"),
    "who it is for": gettext_lazy("who it is for"),
    "when": gettext_lazy("when it is on"),
    "cost": gettext_lazy("what it costs"),
    "age": gettext_lazy("age"),
    "language": gettext_lazy("language"),
    "access": gettext_lazy("access"),
    "online": gettext_lazy("online"),
    "meaning": gettext_lazy("what it is about"),
    "said of it": gettext_lazy("said of it"),
}


# Where the encoder was tried and failed, or was not tried: openreferral/finding/semantic.py.
NOT_BY_MEANING = {
    "bn": gettext_lazy("Bengali"),
    "gu": gettext_lazy("Gujarati"),
    "hi": gettext_lazy("Hindi"),
    "lt": gettext_lazy("Lithuanian"),
    "pa": gettext_lazy("Punjabi"),
    "ur": gettext_lazy("Urdu"),
    "cy": gettext_lazy("Welsh"),
    "fa": gettext_lazy("Farsi"),
    "ro": gettext_lazy("Romanian"),
    "so": gettext_lazy("Somali"),
    "uk": gettext_lazy("Ukrainian"),
    "ku": gettext_lazy("Kurdish"),
    "ps": gettext_lazy("Pashto"),
    "ti": gettext_lazy("Tigrinya"),
}


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    """One of a few."""
    widget = forms.Select(attrs={"class": "nhsuk-select"})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


class FindForm(forms.Form):
    """What would help, and what has to be so."""

    q = forms.CharField(
        label=gettext_lazy("What would help?"),
        help_text=gettext_lazy("In your own words: “lonely and like gardening”, “free choir on Tuesday evening”."),
        required=False,
        max_length=300,
        widget=line(type="search"),
    )
    near = forms.CharField(
        label=gettext_lazy("Near which postcode?"),
        required=False,
        max_length=10,
        widget=line(autocomplete="postal-code"),
    )
    within = choice(gettext_lazy("How far?"), WITHIN)
    day = choice(
        gettext_lazy("On which day?"),
        [("", gettext_lazy("any day")), *((code, WEEKDAYS[number]) for number, code in enumerate(DAYS))],
    )
    part = choice(gettext_lazy("When in the day?"), PARTS)
    free = forms.BooleanField(label=gettext_lazy("Only what is said to be free"), required=False)
    quiet = forms.BooleanField(label=gettext_lazy("Only what is said to be quiet"), required=False)
    online = forms.BooleanField(label=gettext_lazy("Online"), required=False)
    age = forms.IntegerField(
        label=gettext_lazy("For somebody of which age?"),
        required=False,
        min_value=0,
        max_value=130,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input", "inputmode": "numeric"}),
    )
    language = forms.CharField(label=gettext_lazy("In which language?"), required=False, max_length=40, widget=line())
    access = choice(gettext_lazy("What makes it possible to take part?"), ACCESS)
    about = forms.MultipleChoiceField(label=gettext_lazy("What has to be so"), required=False)
    soon = forms.BooleanField(label=gettext_lazy("On within the next week"), required=False)
    room = forms.BooleanField(label=gettext_lazy("Said to have room now"), required=False)
    confirmed = forms.BooleanField(label=gettext_lazy("Confirmed within 6 months"), required=False)
    sort = choice(gettext_lazy("In which order?"), SORTS)

    def __init__(self, *args: Any, viewer: Actor, partner: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = questions.offered(partner, questions.FIND, questions.LIST)  # type: ignore[attr-defined]
        self.viewer = viewer
        self.spot: tuple[float, float] | None = None

    def clean_near(self) -> str:
        """A postcode that is known here."""
        typed = str(self.cleaned_data["near"]).strip()
        if typed:
            try:
                row = places.postcode(self.viewer, typed)
            except DomainError as refusal:
                raise forms.ValidationError(refusal.sentence) from refusal
            if row is None:
                raise forms.ValidationError(_("We do not know where this postcode is. Leave it empty, or try another."))
            self.spot = (row.lat, row.lon)
        return typed

    def asked(self) -> Filters:
        """What has to be so."""
        told = self.cleaned_data
        return Filters(
            near=self.spot if told.get("within") else None,
            metres=float(told["within"]) if told.get("within") and self.spot else None,
            days=frozenset({told["day"]} if told.get("day") else ()),
            part=told.get("part") or "",
            starts_within=7 if told.get("soon") else None,
            free=bool(told.get("free")),
            age=told.get("age"),
            language=str(told.get("language") or "").strip().lower(),
            access=frozenset({told["access"]} if told.get("access") else ()),
            quiet=bool(told.get("quiet")),
            asked=frozenset(told.get("about") or ()),
            online=bool(told.get("online")),
            room=bool(told.get("room")),
            confirmed_months=6 if told.get("confirmed") else None,
        )


@require_safe
@answers(
    "What fits in a place, in plain words, with reasons",
    rows={"found": FoundPage},
    table="found.rows",
    queries={
        "q": "What would help, in plain words",
        "near": "A postcode",
        "within": "Metres from it: 800, 1600, 3200 or 8000",
        "day": "MO to SU",
        "part": "morning, afternoon or evening",
        "free": "on: only what is said to be free",
        "quiet": "on: only what is said to be quiet",
        "online": "on: online",
        "about": "What has to be so, once for each: come_with.yes, gender.women-only, green.yes …",
        "age": "For somebody of this age",
        "language": "A language, in English",
        "access": "step-free, accessible toilet, hearing loop, BSL or large print",
        "soon": "on: on within a week",
        "room": "on: said to have room now",
        "confirmed": "on: confirmed within six months",
        "sort": "fit, near or soon",
        "page": "Page of the list, from 1",
    },
)
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """What fits, and why. Nothing typed: everything that is on."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    works_here = partner(viewer, place)
    form = FindForm(request.GET, viewer=viewer, partner=works_here)
    right = form.is_valid()
    if not right and request.answer_form:  # type: ignore[attr-defined]
        raise of_form(form)
    asked = form.asked() if right else Filters()
    typed = str(form.cleaned_data.get("q") or "")
    order = str(form.cleaned_data.get("sort") or ("near" if form.spot and not typed else "fit"))
    if order == "near" and not form.spot:
        order = "fit"
    ask = dict(asked=asked, near=form.spot, sort=order)
    result = found.find(viewer, place, typed, **ask, most=SIZE)
    asks = {name: value for name, value in request.GET.items() if name != "page"}
    asks |= {"about": request.GET.getlist("about")}
    turned = turn(request, result.total, size=SIZE, **asks)
    if turned.start:
        result = found.find(viewer, place, typed, **ask, start=turned.start, most=SIZE)
    if not right:
        result = replace(result, rows=(), total=0)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}"), (_("What goes on"), f"/place/{slug}/services")],
        "form": form,
        "narrowed": asked != Filters(),
        "rows": [_told(row) for row in result.rows],
        "counted_by": _counted(result.counts),
        "not_by_meaning": [str(each) for each in NOT_BY_MEANING.values()] if result.by_meaning else [],
        "abouts": about.to_choose(
            result.counts.get("asked", {}), asked.asked, partner=works_here, where=(questions.FIND,)
        ),
    }
    status = 200 if right else 400
    return answer(request, "directory/find.html", page=page | turned.shown(), status=status, found=result)


def _counted(counts: dict[str, dict[str, int]]) -> list[tuple[Any, int]]:
    """How many there would be on each day and at each time, and how many are said to be free, in words."""
    days, parts, free = (counts.get(name, {}) for name in ("days", "part", "free"))
    told = [(WEEKDAYS[DAYS.index(day)], count) for day, count in days.items()]
    told += [(dict(PARTS)[part], count) for part, count in parts.items()]
    return told + [(_("said to be free"), count) for count in free.values()]


def _told(row: found.FoundRow) -> dict[str, Any]:
    """A row with its reasons and what is unknown, in words."""
    return {
        "row": row,
        "service": row.service,
        "away": words.distance(row.away_km),
        "why": [
            {"field": FIELDS.get(each.field, each.field), "words": _in_words(each.words), "said": each.said}
            for each in row.why[: REASONS + sum(1 for why in row.why if why.field == found.SAID)]
        ],
        "unknown": [UNKNOWN[each] for each in row.unknown if each in UNKNOWN],
        "stale": any(each.startswith("confirmed ") for each in row.unknown),
    }


def _in_words(told: str) -> str:
    """A reason as people say it: days by their names, never by the codes of the standard."""
    days = told.split(", ")
    return ", ".join(str(WEEKDAYS[DAYS.index(day)]) for day in days) if set(days) <= set(DAYS) else told

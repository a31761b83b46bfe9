"""What people choose to print sheets, and type to enter them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line, lines
from commonweal.listening import languages
from commonweal.listening.forms import SELECT
from commonweal.listening.models import Voice
from commonweal.listening.paper import layouts
from commonweal.listening.paper.changes import MOST_COPIES
from commonweal.listening.paper.layouts import CAFE, MAP, TICKED_FOR, Layout
from commonweal.listening.paper.words import SORTS
from commonweal.listening.words import FEELINGS, LEVELS
from commonweal.people.consent import PURPOSES

ROWS = 12  # marks on one sheet that can be entered without script
SAME = ("language", "level", "called", "young", "guardian", "given_on", "helper_minutes")
SHAPES = (("pin", _("a pin")), ("line", _("a line")), ("area", _("an area")))


class MakeForm(forms.Form):
    """Which sheet, of which ground, in which language, and how many."""

    layout = forms.ChoiceField(
        label=_("Which sheet?"), choices=list(SORTS.items()), initial="map-a3", widget=forms.RadioSelect
    )
    area = forms.ChoiceField(label=_("For a map: of which ground?"), required=False, widget=forms.Select(attrs=SELECT))
    question = forms.CharField(
        label=_("What are people asked?"), required=False, max_length=200, widget=line(autocomplete="off")
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        help_text=_("What is printed around the map. People may write in any language."),
        widget=forms.Select(attrs=SELECT),
    )
    copies = forms.IntegerField(
        label=_("How many?"),
        help_text=_("Up to %s at a time. Each has a code of its own, so do not photocopy them.") % MOST_COPIES,
        min_value=1,
        max_value=MOST_COPIES,
        initial=10,
        widget=line(inputmode="numeric"),
        error_messages={
            "required": _("Say how many."),
            "invalid": _("Say how many, as a number."),
            "min_value": _("Ask for at least one."),
            "max_value": _("Ask for up to %s at a time.") % MOST_COPIES,
        },
    )
    twice = forms.BooleanField(
        label=_("Two people enter each sheet, each by themselves"),
        help_text=_("Slower, and surer. Where they read it differently, they look at it together."),
        required=False,
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("The whole place")), *areas]  # type: ignore[attr-defined]
        self.fields["language"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]


class EnterForm(forms.Form):
    """What stands on one sheet, word for word, as somebody reads it off the paper or its photograph."""

    hand = forms.ChoiceField(
        label=_("Whose hand is it?"),
        choices=[(Voice.OWN, _("Their own")), (Voice.SCRIBED, _("Somebody wrote it down for them"))],
        initial=Voice.OWN,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("In which language is it?"), widget=forms.Select(attrs=SELECT))
    level = forms.ChoiceField(
        label=_("How do they want to be shown?"),
        choices=list(LEVELS.items()),
        initial=Voice.COUNTED,
        widget=forms.RadioSelect,
    )
    called = forms.CharField(
        label=_("How they want to be called, as they wrote it"),
        required=False,
        max_length=120,
        widget=line(autocomplete="off"),
    )
    agreed = forms.MultipleChoiceField(
        label=_("Which boxes did they tick?"),
        choices=[(use, PURPOSES[use]) for use in TICKED_FOR],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    young = forms.BooleanField(label=_("The box for “under 18” is ticked"), required=False)
    guardian = forms.CharField(
        label=_("If so: which grown-up agreed beside them?"),
        help_text=_("Where nobody did, what they ticked is left out, and it is heard only."),
        required=False,
        max_length=120,
        widget=line(autocomplete="off"),
    )
    given_on = forms.DateField(
        label=_("On which day was it written?"), widget=day(), error_messages={"required": _("Say on which day.")}
    )
    helper_minutes = forms.IntegerField(
        label=_("How many minutes did entering it take you? (if you like)"),
        required=False,
        min_value=0,
        max_value=1440,
        widget=line(inputmode="numeric"),
    )

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout
        self.fields["language"].choices = languages.choices()  # type: ignore[attr-defined]
        if layout.kind == CAFE:
            for number in range(1, len(layout.notes) + 1):
                self._add_words(f"words_{number}", _now("Box %s") % number, 2)
        else:
            label = _now("Anything else that stands on the sheet") if layout.kind == MAP else _now("What they wrote")
            self._add_words("words", label, 3 if layout.kind == MAP else 8)
        if layout.kind == MAP:
            for number in range(1, ROWS + 1):
                self._add_mark(number)

    def _add_words(self, name: str, label: str, rows: int) -> None:
        self.fields[name] = forms.CharField(
            label=label, required=False, strip=False, max_length=100_000, widget=lines(rows)
        )

    def _add_mark(self, number: int) -> None:
        select = forms.Select(attrs=SELECT)
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_now("What is it?"), choices=[("", _now("nothing")), *SHAPES], required=False, widget=select
        )
        self.fields[f"squares_{number}"] = forms.CharField(
            label=_now("Which squares?"), required=False, max_length=400, widget=line(autocomplete="off")
        )
        self.fields[f"spots_{number}"] = forms.CharField(required=False, max_length=8000, widget=forms.HiddenInput)
        self.fields[f"label_{number}"] = forms.CharField(
            label=_now("What they wrote about it, word for word"),
            required=False,
            strip=False,
            max_length=2000,
            widget=lines(2),
        )
        self.fields[f"feeling_{number}"] = forms.ChoiceField(
            label=_now("How is it there?"),
            choices=[("", _now("not said")), *FEELINGS.items()],
            required=False,
            widget=forms.Select(attrs=SELECT),
        )

    def marks(self) -> Iterator[Mapping[str, Any]]:
        """For the page: the fields of each mark, by its number."""
        for number in range(1, ROWS + 1) if self.layout.kind == MAP else ():
            yield {"number": number} | {
                name: self[f"{name}_{number}"] for name in ("kind", "squares", "spots", "label", "feeling")
            }

    def notes(self) -> Iterator[forms.BoundField]:
        """For the page: the boxes of a table's sheet."""
        for number in range(1, len(self.layout.notes) + 1) if self.layout.kind == CAFE else ():
            yield self[f"words_{number}"]

    def clean(self) -> dict[str, Any]:
        """A mark has a shape and a spot; somebody who is to be shown has a name."""
        told = super().clean() or {}
        if told.get("level") not in (None, Voice.COUNTED) and not (told.get("called") or "").strip():
            self.add_error("called", _("Say how they want to be called, or choose to be counted only."))
        if told.get("young") and not (told.get("guardian") or "").strip():
            told["agreed"] = []
        told["marks"] = [mark for number in range(1, ROWS + 1) if (mark := self._mark(number, told))]
        return told

    def _mark(self, number: int, told: Mapping[str, Any]) -> dict[str, Any] | None:
        kind, label = told.get(f"kind_{number}") or "", told.get(f"label_{number}") or ""
        squares, spots = told.get(f"squares_{number}") or "", _spots(told.get(f"spots_{number}") or "")
        if not (kind or squares.strip() or spots or label.strip()):
            return None
        if not spots:
            named = [layouts.square(self.layout, each) for each in squares.replace(",", " ").split()]
            if None in named:
                self.add_error(
                    f"squares_{number}",
                    _now("There is no such square on this map. They run from A1 to %s.") % self._last(),
                )
                return None
            spots = [spot for spot in named if spot]
        if not kind or len(spots) < {"pin": 1, "line": 2, "area": 3}[kind]:
            self.add_error(
                f"kind_{number}" if not kind else f"squares_{number}",
                _now(
                    "Say what it is and where: a pin is in one square, a line in two or more, an area in three or more."
                ),
            )
            return None
        return {
            "kind": kind,
            "spots": spots[:1] if kind == "pin" else spots,
            "label": label,
            "feeling": told.get(f"feeling_{number}") or "",
        }

    def _last(self) -> str:
        return f"{chr(ord('A') + self.layout.across - 1)}{self.layout.down}"

    def said(self) -> dict[str, Any]:
        """What `changes.enter` takes."""
        told = self.cleaned_data
        if self.layout.kind == CAFE:
            numbers = range(1, len(self.layout.notes) + 1)
            notes = [{"number": n, "words": told[f"words_{n}"]} for n in numbers if told[f"words_{n}"].strip()]
        else:
            notes = [{"number": 1, "words": self._words(), "marks": told["marks"]}]
        return {
            "notes": notes,
            "agreed": ["listen", *told["agreed"]],
            "level": told["level"],
            "called": told["called"],
            "young": told["young"],
            "guardian": told["guardian"],
            "voicing": told["hand"],
            "language": told["language"],
            "given_on": told["given_on"].isoformat(),
            "helper_minutes": told["helper_minutes"],
        }

    def _words(self) -> str:
        """All that was written on the sheet, a line for each mark, and nothing that was not."""
        lines_of = [mark["label"] for mark in self.cleaned_data["marks"] if mark["label"].strip()]
        rest = self.cleaned_data["words"]
        return "\n".join([*lines_of, *([rest] if rest.strip() else [])])


def _spots(typed: str) -> list[list[float]]:
    """Spots that were tapped, in millimetres of the paper; none where it is not a list of pairs of numbers."""
    try:
        given = json.loads(typed) if typed else []
    except ValueError:
        return []
    pairs = [each for each in given if isinstance(each, list) and len(each) == 2] if isinstance(given, list) else []
    good = [each for each in pairs if all(isinstance(n, int | float) and math.isfinite(n) for n in each)]
    return [[round(float(x), 2), round(float(y), 2)] for x, y in good[:300]]


def initial_of(said: Mapping[str, Any], layout: Layout) -> dict[str, Any]:
    """A reading, back in the form."""
    told: dict[str, Any] = {name: said.get(name) for name in SAME}
    told |= {"hand": said["voicing"], "agreed": [use for use in said["agreed"] if use in TICKED_FOR]}
    for note in said["notes"]:
        if layout.kind == CAFE:
            told[f"words_{note['number']}"] = note["words"]
            continue
        labels = [mark["label"] for mark in note.get("marks", ()) if mark["label"].strip()]
        told["words"] = note["words"].removeprefix("\n".join(labels)).removeprefix("\n")
        for number, mark in enumerate(note.get("marks", ()), 1):
            told |= {
                f"kind_{number}": mark["kind"],
                f"label_{number}": mark["label"],
                f"feeling_{number}": mark["feeling"],
            }
            told |= {f"spots_{number}": json.dumps(mark["spots"])}
            told |= {f"squares_{number}": " ".join(layouts.named(layout, tuple(spot)) for spot in mark["spots"])}
    return told


class AsideForm(forms.Form):
    """Why nothing is entered from a sheet."""

    why = forms.CharField(
        label=_("Why is nothing entered from it?"),
        help_text=_("“Came back empty”, “rained through”."),
        max_length=200,
        widget=line(autocomplete="off"),
        error_messages={"required": _("Say why, so that whoever counts the sheets knows.")},
    )


class SheetCodeForm(forms.Form):
    """The code of a sheet, as somebody reads it off the paper."""

    sheet_code = forms.CharField(
        label=_("The code beside “Sheet”"),
        help_text=_("Eight letters and numbers, like 7KQM-2XWD."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "nhsuk-input slip-code", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the code that stands on the sheet.")},
    )

    def clean_sheet_code(self) -> str:
        """The code as it was meant."""
        from commonweal.listening.paper import printing

        code = printing.cleaned(self.cleaned_data["sheet_code"])
        if code is None:
            raise forms.ValidationError(
                _("A letter is missing or wrong. Look once more: there is no 0, no 1, no letter O and no I.")
            )
        return code

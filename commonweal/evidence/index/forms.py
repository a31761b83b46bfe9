"""What people say in a session: what counts, and how much, in three ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line, lines
from commonweal.evidence.index.changes import MOST_PEOPLE
from commonweal.evidence.index.words import EITHER_WAY, LEAST_PARTS, MOST_PARTS, POINTS, SLIDERS, TIMES
from commonweal.evidence.indicators import Indicator

ALIKE, LEAST, MOST = 5, 0, 10  # where a slider stands before anybody moves it, and its ends
Choices = list[tuple[str, Any]]


class BeginForm(forms.Form):
    """Where people sit together, and what is to count."""

    name = forms.CharField(
        label=_("Where do you sit together?"),
        help_text=_("Such as “Mill Lane library, Thursday tea”. No names of people."),
        max_length=200,
        widget=line(autocomplete="off"),
    )
    on = forms.DateField(label=_("On which day?"), widget=day(), initial=timezone.localdate)
    parts = forms.MultipleChoiceField(
        label=_("What is to count?"),
        help_text=_("Choose together, from %(least)s to %(most)s. What is not here, no published file counts.")
        % {"least": LEAST_PARTS, "most": MOST_PARTS},
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two things.")},
    )

    def __init__(self, *args: Any, choices: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [  # type: ignore[attr-defined]
            (value, words) for each in choices for value, words in sides(each)
        ]

    def chosen(self) -> list[tuple[str, bool]]:
        """Each part with the side that is harder."""
        return [(value.removesuffix("-"), not value.endswith("-")) for value in self.cleaned_data["parts"]]


def sides(each: Indicator) -> Choices:
    """A part as it can be chosen. Where it may be seen either way, people say which side is harder."""
    if each.key not in EITHER_WAY:
        return [
            (each.key if each.higher_is == "harder" else f"{each.key}-", side_words(each, each.higher_is == "harder"))
        ]
    return [(each.key, side_words(each, True)), (f"{each.key}-", side_words(each, False))]


def side_words(each: Indicator, harder: bool) -> str:
    """ "Homes with no car or van: more is harder"."""
    if each.higher_is == "harder" and harder:
        return each.label
    said = _now("%(part)s (more is harder)") if harder else _now("%(part)s (fewer is harder)")
    return said % {"part": each.label}


class SheetForm(forms.Form):
    """How many people a sheet speaks for; each way adds its own questions."""

    people = forms.IntegerField(
        label=_("How many people does this speak for?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input count", "inputmode": "numeric", "min": "1"}),
        error_messages={"required": _("Say how many people this speaks for.")},
    )

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = [key for key, _label in parts]
        for key, label in parts:
            self.fields[key] = _slider(label) if way == SLIDERS else _points(label)
        if way == POINTS:
            self.fields["people"].initial = 1

    def amounts(self) -> list[forms.BoundField]:
        """One field for each part, for the page."""
        return [self[key] for key in self.parts]

    def said(self) -> dict[str, float]:
        """How much each matters; a line left empty on paper is nought."""
        return {key: float(self.cleaned_data[key] or 0) for key in self.parts}


def _slider(label: str) -> forms.FloatField:
    ends = {"type": "range", "class": "slider", "min": str(LEAST), "max": str(MOST), "step": "1"}
    return forms.FloatField(
        label=label, min_value=LEAST, max_value=MOST, initial=ALIKE, widget=forms.NumberInput(attrs=ends)
    )


def _points(label: str) -> forms.FloatField:
    asked = {"class": "nhsuk-input count", "inputmode": "numeric", "min": "0", "max": "100"}
    return forms.FloatField(
        label=label, min_value=0, max_value=100, required=False, widget=forms.NumberInput(attrs=asked)
    )


class PairsForm(SheetForm):
    """Which of two matters more, pair by pair."""

    def __init__(self, *args: Any, pairs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        labels = dict(kwargs["parts"])
        super().__init__(*args, **kwargs)
        for key in self.parts:
            del self.fields[key]
        self.asked = {f"pair-{at}": pair for at, pair in enumerate(pairs)}
        for name, (a, b) in self.asked.items():
            self.fields[name] = forms.ChoiceField(
                label=_("“%(a)s” matters … than “%(b)s”") % {"a": labels[a], "b": labels[b]},
                choices=[("", _("we did not say")), *TIMES.items()],
                required=False,
                widget=forms.Select(attrs={"class": "nhsuk-select"}),
            )

    def amounts(self) -> list[forms.BoundField]:
        """One question for each pair, for the page."""
        return [self[name] for name in self.asked]

    def judged(self) -> list[list[object]]:
        """Judgements (a, b, times), of those pairs that were judged."""
        told = self.cleaned_data
        return [[a, b, float(told[name])] for name, (a, b) in self.asked.items() if told.get(name)]


class KeepForm(forms.Form):
    """Why, in their words."""

    reasons = forms.CharField(
        label=_("Why these, and why so much? In people’s own words."),
        help_text=_("Read it back to them before you keep it. No names: it is for everybody to read."),
        max_length=4000,
        widget=lines(5),
        error_messages={"required": _("Write down why.")},
    )

"""The questions as fields: short, each with "nobody has said" as an answer of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.directory.about.questions import DATE, NUMBER, WORDS, YES_NO, Question, asked_of
from commonweal.directory.forms import day, hour, line, lines

GROUPS = {
    "first": gettext_lazy("Coming for the first time"),
    "costs": gettext_lazy("What it really costs"),
    "trust": gettext_lazy("Insurance, checks and safeguarding: seen only by partners"),
    "kind": gettext_lazy("What kind of space is it?"),
    "space": gettext_lazy("Using the space"),
}


class AboutForm(forms.Form):
    """Every question about a record of one kind. All are optional."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked_of(kind)
        for each in self.asked:
            self.fields[each.key] = _field(each)

    def groups(self) -> Iterator[tuple[str, Any, list[Any], int]]:
        """Key, title, fields, and how many of them are answered: what is folded says so."""
        for key, title in GROUPS.items():
            held = [self[each.key] for each in self.asked if each.group == key]
            if held:
                yield key, title, held, sum(1 for each in held if each.value())

    def said(self) -> dict[str, str]:
        """The answers, "" where there is none."""
        told = self.cleaned_data
        return {each.key: _text(told.get(each.key)) for each in self.asked}


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else "" if value is None else str(value).strip()


def _field(question: Question) -> forms.Field:
    facts: dict[str, Any] = {
        "label": _(question.question),
        "help_text": _(question.hint) if question.hint else "",
        "required": False,
    }
    if question.values == WORDS:
        return forms.CharField(max_length=400, widget=line(), **facts)
    if question.values == DATE:
        return forms.DateField(widget=day(), **facts)
    if question.values == NUMBER:
        widget = forms.NumberInput({"class": "nhsuk-input", "inputmode": "numeric"})
        return forms.IntegerField(min_value=1, max_value=100_000, widget=widget, **facts)
    named = {"yes": _("Yes"), "no": _("No")} if question.values == YES_NO else {}
    answers = [(each, named.get(each) or _(each).capitalize()) for each in question.choices]
    choices = [("", _("Nobody has said")), *answers]
    return forms.ChoiceField(choices=choices, widget=forms.Select({"class": "nhsuk-select"}), **facts)


class VenueForm(forms.Form):
    """A venue that is not on any list: a van, a stall, a room that opens for a while."""

    name = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=200,
        widget=line(),
        error_messages={"required": gettext_lazy("Say what the venue is called.")},
    )
    description = forms.CharField(
        label=gettext_lazy("What is it like?"), required=False, max_length=2000, widget=lines(3)
    )
    address = forms.CharField(
        label=gettext_lazy("Where is it?"),
        help_text=gettext_lazy("A street, or where it starts from. Leave empty if it moves."),
        required=False,
        max_length=200,
        widget=line(autocomplete="street-address"),
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"), required=False, max_length=10, widget=line(autocomplete="postal-code")
    )


class StopForm(forms.Form):
    """One time at which something that moves, or is there for a while, can be met."""

    day = forms.DateField(
        label=gettext_lazy("On which date?"),
        required=False,
        widget=day(),
    )
    where = forms.CharField(label=gettext_lazy("Where?"), required=False, max_length=200, widget=line())
    opens_at = forms.TimeField(
        label=gettext_lazy("From"),
        required=False,
        widget=hour(),
    )
    closes_at = forms.TimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=hour(),
    )

    def clean(self) -> dict[str, Any]:
        """A stop without its day is none."""
        told = super().clean() or {}
        if any(told.get(name) for name in ("where", "opens_at", "closes_at")) and not told.get("day"):
            self.add_error("day", _("Say on which date it stops there."))
        return told


StopsForm = forms.formset_factory(StopForm, extra=2, max_num=40)


def stops_typed(formset: Any) -> list[dict[str, Any]]:
    """The stops that were typed."""
    return [each.cleaned_data for each in formset.forms if each.cleaned_data.get("day")]

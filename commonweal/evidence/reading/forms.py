"""Preparing a reading, wording its pages, noting what was said."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line, lines
from commonweal.evidence import citing
from commonweal.evidence.citing import Asked, Offered
from commonweal.evidence.reading.changes import MOST

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class PrepareForm(forms.Form):
    """Which numbers, what it is called, and when."""

    title = forms.CharField(
        label=_("What is this reading called?"),
        help_text=_("As it would stand on a poster: “Who is well here, and who is not?”"),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Give it a name, so that people know what they are coming to read.")},
    )
    about = forms.CharField(
        label=_("Why these numbers? People read this first"), required=False, max_length=2000, widget=lines(3)
    )
    numbers = forms.MultipleChoiceField(
        label=_("Which numbers? A handful: one idea a page"),
        help_text=_("Four or five can be talked about in an hour. They are kept as they stand today."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kept = forms.CharField(
        label=_("Other numbers that were kept, by their addresses"),
        help_text=_("Any number of this place: copy the address of its page, one on a line. It is kept as it is now."),
        required=False,
        max_length=2000,
        widget=lines(2),
    )
    question = forms.CharField(
        label=_("What do you ask on each page?"),
        help_text=_("Leave it empty to ask: “What do you make of this?”"),
        required=False,
        max_length=300,
        widget=line(),
    )
    on = forms.DateField(label=_("On which day do you read it together?"), required=False, widget=day())
    where = forms.CharField(label=_("Where?"), required=False, max_length=200, widget=line())

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = choices  # type: ignore[attr-defined]

    def clean_kept(self) -> list[str]:
        """The ids in the addresses; a line without one is told."""
        given = [each.strip() for each in self.cleaned_data["kept"].splitlines() if each.strip()]
        ids = [found[0] for each in given if (found := ID.search(each))]
        if len(ids) < len(given):
            raise forms.ValidationError(_("Copy the whole address of a number’s page, one on a line."))
        return ids

    def clean(self) -> dict[str, Any]:
        """A handful: at least one, and no more than people can talk about."""
        told = super().clean() or {}
        many = len(told.get("numbers") or []) + len(told.get("kept") or [])
        if many > MOST:
            self.add_error("numbers", _("Choose at most %s: one page each, and time to talk about each.") % MOST)
        if not many and "kept" not in self.errors:
            self.add_error("numbers", _("Choose at least one number."))
        return told


class WordForm(forms.Form):
    """One page in words of one's own. Left empty, the house says it from the number."""

    heading = forms.CharField(
        label=_("The one idea of this page"), required=False, max_length=200, widget=line(autocomplete="off")
    )
    residents = forms.CharField(
        label=_("In plain words, for residents"),
        help_text=_("Short sentences, no word that has to be learnt. The number stands beside them by itself."),
        required=False,
        max_length=1000,
        widget=lines(4),
    )
    clinicians = forms.CharField(
        label=_("For clinicians, with more of the method"), required=False, max_length=2000, widget=lines(4)
    )


class NoteForm(forms.Form):
    """What several people said, in the note-taker's own words."""

    words = forms.CharField(
        label=_("A note of what was said, without names"),
        help_text=_(
            "Your words, not theirs: only those who listen here read it. For somebody’s own words, write them down "
            "with their slip."
        ),
        max_length=10_000,
        widget=lines(4),
        error_messages={"required": _("Write down what was said.")},
    )
    minutes = forms.IntegerField(
        label=_("How many minutes did it take?"),
        required=False,
        min_value=0,
        max_value=1440,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input count", "inputmode": "numeric", "min": "0"}),
    )


class CiteForm(forms.Form):
    """Which number is to be kept: one that a page offered, under its seal, or one that is asked for by its key."""

    number = forms.CharField(required=False, max_length=8_000)
    about = forms.CharField(required=False, max_length=120)
    area = forms.CharField(required=False, max_length=80)
    community = forms.CharField(required=False, max_length=80)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        told = super().clean() or {}
        if not (told.get("number") or told.get("about")):
            raise forms.ValidationError(_("Choose one of the numbers that are shown."))
        return told

    @property
    def asked(self) -> tuple[Asked, Offered | None]:
        """The number that is meant; as the page showed it, where one offered it."""
        told = self.cleaned_data
        if told["number"]:
            shown = citing.opened(told["number"])
            return shown.asked, shown
        return Asked(told["about"], told["area"], told["community"]), None

"""What people send and type: a file with what is to be seen in it, and lines with their moments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.core.errors import Invalid
from commonweal.directory.forms import line, lines
from commonweal.listening.media import captions
from commonweal.listening.media.clean import kind_of
from commonweal.listening.media.words import ACCEPT, most_bytes, too_large
from commonweal.people.slip_forms import WhoForm


class FileForm(WhoForm):
    """One picture, sound or film."""

    file = forms.FileField(
        label=_("Picture, sound or film"),
        error_messages={
            "required": _("Choose a file, or take a picture."),
            "empty": _("This file is empty."),
            "missing": _("Choose a file, or take a picture."),
        },
        widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "nhsuk-input media-file"}),
    )
    described = forms.CharField(
        label=_("What is to be seen or heard?"),
        help_text=_("In a sentence, for people who cannot see or hear it: “The old gate of the park, chained shut.”"),
        required=False,
        max_length=2000,
        widget=lines(2),
    )
    keeps_place = forms.BooleanField(
        label=_("Keep the place where it was taken, if the file knows it"),
        help_text=_("Without this, the place is taken out of the file and kept nowhere."),
        required=False,
    )
    field_order = ["file", "described", "keeps_place", "code"]

    def clean_file(self) -> Any:
        """Not larger than its kind may be, as far as it says what it is; its content is looked at later."""
        sent = self.cleaned_data["file"]
        kind = kind_of(sent.content_type or "")
        if sent.size > most_bytes(kind):
            raise forms.ValidationError(too_large(kind))
        return sent


class DescribeForm(forms.Form):
    """What is to be seen."""

    words = forms.CharField(
        label=_("What is to be seen or heard?"),
        help_text=_("In a sentence or two, for people who cannot see or hear it."),
        required=False,
        max_length=2000,
        widget=lines(3),
    )


class CaptionForm(forms.Form):
    """What is said, line by line, each beginning with its moment."""

    language = forms.CharField(
        label=_("Language"),
        help_text=_("Its short code: en, pa, ur, pl …"),
        initial="en",
        max_length=35,
        widget=line(size="8"),
    )
    lines = forms.CharField(
        label=_("What is said"),
        help_text=_("Begin each line with its moment: “0:12 And then the bus stopped running.” Exactly as it is said."),
        required=False,
        widget=lines(12),
        strip=False,
    )
    by = forms.CharField(
        label=_("Who typed it?"),
        help_text=_("A first name is enough. People see that it was written down, and by whom."),
        required=False,
        max_length=120,
        widget=line(autocomplete="off"),
    )

    def clean_language(self) -> str:
        """Letters, digits and hyphens, as such codes have them."""
        said: str = self.cleaned_data["language"].strip()
        if not said.replace("-", "").isalnum() or not said.isascii():
            raise forms.ValidationError(_("That is not the code of a language: en, pa, ur, pl …"))
        return said

    def clean_lines(self) -> list[list[Any]]:
        """Lines with their moments."""
        try:
            return captions.read(self.cleaned_data["lines"])
        except Invalid as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal

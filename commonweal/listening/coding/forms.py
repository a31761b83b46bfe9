"""What is asked of those who find themes: a name and whose it is, where it was seen, what belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.listening.coding.words import WHOSE, seconds
from commonweal.listening.models import Theme

MADE_HERE = (Theme.PEOPLE, Theme.CODERS)
MOST_BYTES = 20 * 1024 * 1024


def _whose() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Whose name is it?"),
        choices=[(each, WHOSE[each]) for each in MADE_HERE],
        widget=forms.RadioSelect,
        initial=Theme.CODERS,
        help_text=_("A name that people gave wins: nobody puts another in its place."),
    )


class ThemeForm(forms.Form):
    """A theme: its name, whose name it is, what belongs to it, and what it stands under."""

    name = forms.CharField(
        label=_("What is it called?"), max_length=120, error_messages={"required": _("Say what it is called.")}
    )
    whose = _whose()
    description = forms.CharField(
        label=_("What belongs to it, and what does not? (if you like)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    parent = forms.ChoiceField(label=_("Does it stand under another theme?"), required=False)

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("no")), *themes]  # type: ignore[attr-defined]
        if self.initial.get("whose") == Theme.BROUGHT:
            self.fields["whose"].choices = [(key, WHOSE[key]) for key in WHOSE]  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Into which other theme."""

    into = forms.ChoiceField(label=_("Put it together with"), error_messages={"required": _("Choose another theme.")})

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", _("choose")), *themes]  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """What goes into a theme of its own, and what that is called."""

    name = forms.CharField(label=_("What is the new theme called?"), max_length=120)
    whose = _whose()
    codings = forms.MultipleChoiceField(
        label=_("What belongs to the new one?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what belongs to the new theme.")},
    )

    def __init__(self, *args: Any, codings: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["codings"].choices = codings  # type: ignore[attr-defined]


class SessionForm(forms.Form):
    """Sitting down together: over what was said where, and when."""

    name = forms.CharField(
        label=_("What do you call it?"), max_length=200, error_messages={"required": _("Give it a name.")}
    )
    on = forms.DateField(label=_("On which day?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    gathering = forms.ChoiceField(label=_("Over what was said where?"), required=False)

    def __init__(self, *args: Any, gatherings: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["gathering"].choices = [("", _("everywhere in this place")), *gatherings]  # type: ignore[attr-defined]
        self.fields["on"].initial = timezone.localdate


class SeeForm(forms.Form):
    """What somebody sees in a voice: a theme there is, or one that gets its name now; and where."""

    theme = forms.ChoiceField(label=_("What do you see?"), required=False)
    name = forms.CharField(label=_("Or a new theme"), required=False, max_length=120)
    whose = _whose()
    parts = forms.MultipleChoiceField(required=False)
    exact = forms.CharField(
        label=_("Only some of the words? Write them here just as they stand above."), required=False, max_length=2000
    )
    span = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    media = forms.ChoiceField(label=_("In which recording?"), required=False)
    begins = forms.CharField(label=_("From (minutes:seconds)"), required=False, max_length=12)
    ends = forms.CharField(label=_("To (minutes:seconds)"), required=False, max_length=12)
    by_words = forms.BooleanField(
        label=_("Call it just as they say it: by the words chosen"),
        required=False,
        help_text=_("Up to 120 letters, and only where they agreed that a line of theirs may be shown."),
    )

    def __init__(
        self,
        *args: Any,
        themes: list[tuple[str, str]],
        parts: list[str],
        recordings: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.fields["media"].choices = [("", _("none")), *recordings]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [("", _("choose")), *themes]  # type: ignore[attr-defined]
        self.fields["parts"].choices = [(each, each) for each in parts]  # type: ignore[attr-defined]
        self.fields["whose"].required = False

    def clean(self) -> dict[str, Any]:
        """One theme, old or new."""
        told = super().clean() or {}
        if told.get("by_words") and not (told.get("span") or told.get("exact", "").strip() or told.get("parts")):
            raise forms.ValidationError(_("Choose the words by which it is called."))
        if not (told.get("theme") or told.get("name", "").strip() or told.get("by_words")):
            raise forms.ValidationError(_("Choose a theme, or give a new one its name."))
        if told.get("media") and (seconds(told.get("begins", "")) is None or seconds(told.get("ends", "")) is None):
            raise forms.ValidationError(_("Say from when to when in the recording, as in 1:05."))
        return told


class DifferForm(forms.Form):
    """“I see it differently, because…”"""

    words = forms.CharField(
        label=_("I see it differently, because"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in your own words how you see it.")},
    )
    theme = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    voice = forms.CharField(widget=forms.HiddenInput, max_length=64)


class BringForm(forms.Form):
    """A codebook from somewhere else."""

    file = forms.FileField(
        label=_("A codebook: .qdc, .qdpx, or a list of names"),
        help_text=_("From NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette and others. Up to 20 MB."),
        error_messages={"required": _("Choose a file.")},
    )

    def clean_file(self) -> Any:
        """Not more than anybody's codebook."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 20 MB."))
        return file


class HandOverForm(forms.Form):
    """For whom a project file is made."""

    to_whom = forms.ChoiceField(label=_("For whom is the file?"), required=False, widget=forms.RadioSelect)
    understood = forms.BooleanField(
        label=_("What is handed on cannot be called back. Each person whose words go with it reads that they went."),
        error_messages={"required": _("Say that you know this.")},
    )

    def __init__(self, *args: Any, partners: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        named = [(each, each) for each in partners]
        self.fields["to_whom"].choices = [("", _("Anyone (words agreed to as open data only)")), *named]  # type: ignore[attr-defined]

"""What people type on the pages for slips."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.people import slips
from commonweal.people.consent import PURPOSES
from commonweal.people.models import Wording

EVERYTHING = "everything"


class CodeForm(forms.Form):
    """The code of a slip. One wrong letter is noticed here, and is no guess at anybody's slip."""

    code = forms.CharField(
        label=_("The code on your slip"),
        help_text=_("Twelve letters and numbers, like 7KQM-2XWD-9FAB. Capitals and hyphens do not matter."),
        max_length=60,
        error_messages={
            "required": _("Type the code that is on your slip."),
            "max_length": _("That is longer than a code. It has twelve letters and numbers."),
        },
        widget=forms.TextInput(
            attrs={
                "class": "nhsuk-input slip-code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        """The code as it was meant."""
        clean = slips.cleaned(self.cleaned_data["code"])
        if clean is None:
            raise forms.ValidationError(
                _("A letter is missing or wrong. Look at the slip again: there is no 0, no 1, no letter O and no I.")
            )
        return clean


class WhoForm(CodeForm):
    """Whose word it is: nothing more is asked of somebody signed in; others type the code of their slip."""

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = not signed_in
        if signed_in:
            self.fields["code"].label = _("If you write it down for somebody with a slip: their code")
            self.fields["code"].help_text = _("Else leave it empty: it is your own.")

    def clean_code(self) -> str:
        """The code as it was meant; empty where it is somebody's who is signed in."""
        return super().clean_code() if self.cleaned_data["code"] else ""


class WithdrawForm(CodeForm):
    """What is to be taken back, and the code once more."""

    what = forms.ChoiceField(
        label=_("What do you want to take back?"),
        choices=[(EVERYTHING, _("Everything I agreed to")), *PURPOSES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you want to take back.")},
    )
    field_order = ["what", "code"]


class SureForm(forms.Form):
    """One yes, for somebody with an account who has just said once more who they are."""

    sure = forms.BooleanField(
        label=_("Yes, erase me. I know that this cannot be undone."),
        error_messages={"required": _("Say that you are sure, or leave this page: nothing has been changed.")},
    )


class EraseForm(CodeForm, SureForm):
    """The code once more, and a yes."""

    field_order = ["code", "sure"]


class AnswersForm(forms.Form):
    """What somebody says to each purpose, heard by a helper. Every set of words is shown in full."""

    LEAVE, YES, BACK = "leave", "yes", "back"

    channel = forms.ChoiceField(
        label=_("How do they say it?"),
        choices=[("face", _("Face to face")), ("phone", _("On the phone"))],
        initial="face",
        widget=forms.RadioSelect,
    )

    def __init__(self, wordings: list[Wording], standing: set[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wordings = wordings
        for each in wordings:
            stands = each.purpose in standing
            choices = [
                (self.LEAVE, _("Leave as it is: they agree") if stands else _("No, or not asked")),
                (self.YES, _("They say yes again, to these words") if stands else _("They say yes")),
            ]
            choices += [(self.BACK, _("They take it back"))] if stands else []
            self.fields[each.purpose] = forms.ChoiceField(
                label=each.words,
                choices=choices,
                initial=self.LEAVE,
                widget=forms.RadioSelect,
                help_text=_("About this: %(sentence)s (version %(version)s of the words)")
                % {"sentence": PURPOSES[each.purpose], "version": each.version},
            )

    def said(self, answer: str) -> list[Wording]:
        """The words that were answered so."""
        return [each for each in self.wordings if self.cleaned_data[each.purpose] == answer]

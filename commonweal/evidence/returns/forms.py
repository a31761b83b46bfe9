"""What people hand over: a contract, a file, and why a file is taken back."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line, lines
from commonweal.evidence.returns.tables import LARGEST

LARGEST_CONTRACT = 100_000


class ContractForm(forms.Form):
    """With whom, and what is agreed."""

    organization = forms.ChoiceField(
        label=_("Which organisation sends it?"),
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
        error_messages={"required": _("Choose the organisation."), "invalid_choice": _("Choose the organisation.")},
    )
    document = forms.CharField(
        label=_("What is agreed, as a Table Schema (JSON)"),
        help_text=_("Start from the pattern below, or from another contract: each can be downloaded."),
        max_length=LARGEST_CONTRACT,
        widget=lines(18),
        error_messages={"required": _("Write down what is agreed.")},
    )

    def __init__(self, *args: Any, organizations: list[tuple[str, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organizations is None:  # a new version stays with its organisation
            del self.fields["organization"]
        else:
            self.fields["organization"].choices = [("", _("Choose")), *organizations]  # type: ignore[attr-defined]

    def clean_document(self) -> Any:
        """JSON, with the line where it stops being that."""
        try:
            return json.loads(self.cleaned_data["document"])
        except (json.JSONDecodeError, RecursionError) as error:
            where = {"line": getattr(error, "lineno", 1), "column": getattr(error, "colno", 1)}
            said = _now("This is not JSON: look at line %(line)s, letter %(column)s.") % where
            raise forms.ValidationError(said) from error


class SendForm(forms.Form):
    """A file to be looked at."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_(
            "A spreadsheet: .csv or .xlsx, up to 1 MB and 20,000 rows. It is looked at first; nothing is kept yet."
        ),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty. Choose another one.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    how = forms.CharField(
        label=_("If you put it in for the partner: how did it come to you?"),
        help_text=_("Such as: by e-mail on 4 May. Name no people."),
        required=False,
        max_length=200,
        widget=line(),
    )

    def __init__(self, *args: Any, for_them: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_them:
            del self.fields["how"]

    def clean_file(self) -> UploadedFile:
        """Not more than can be read."""
        given: UploadedFile = self.cleaned_data["file"]
        if given.size is not None and given.size > LARGEST:
            raise forms.ValidationError(_now("This file is larger than 1 MB. Send it in parts, such as by year."))
        return given


class LinkForm(forms.Form):
    """For whom a link is, how long it is open, and for how many files."""

    for_whom = forms.CharField(
        label=_("For whom is it?"),
        help_text=_("A team or a post, such as: the data team at the housing association. Name no people."),
        max_length=120,
        widget=line(autocomplete="off"),
        error_messages={"required": _("Say for whom the link is, so that it can be told from others.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long is it open?"),
        choices=[(14, _("Two weeks")), (30, _("A month")), (90, _("Three months"))],
        coerce=int,
        initial=30,
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
        error_messages={"required": _("Say how long it is open."), "invalid_choice": _("Say how long it is open.")},
    )
    most = forms.TypedChoiceField(
        label=_("For how many files?"),
        choices=[(1, _("One file")), (24, _("All that come while it is open, up to 24"))],
        coerce=int,
        initial=1,
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
        error_messages={
            "required": _("Say for how many files it is."),
            "invalid_choice": _("Say for how many files it is."),
        },
    )


class TakeBackForm(forms.Form):
    """Why a file is taken back."""

    reason = forms.CharField(
        label=_("Why is it taken back?"),
        help_text=_("Whoever rested on one of its numbers reads this. Name no people."),
        max_length=1000,
        widget=lines(3),
        error_messages={"required": _("Say why it is taken back: whoever rested on its numbers reads this.")},
    )

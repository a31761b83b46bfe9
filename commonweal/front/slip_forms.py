"""What a helper types to get slips."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.people.changes import MOST_SLIPS


class HowManyForm(forms.Form):
    """How many slips."""

    count = forms.IntegerField(
        label=_("How many slips?"),
        help_text=_("Eight fit on a sheet of A4."),
        initial=8,
        min_value=1,
        max_value=MOST_SLIPS,
        error_messages={
            "required": _("Say how many slips you need."),
            "invalid": _("Type a number, such as 8."),
            "min_value": _("Ask for at least one."),
            "max_value": _("Ask for 80 at most; come back for more."),
        },
        widget=forms.NumberInput(attrs={"class": "nhsuk-input", "inputmode": "numeric"}),
    )

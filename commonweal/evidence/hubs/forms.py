"""What people type to keep a what-if."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line, lines


class KeepForm(forms.Form):
    """A name, the question it answers, and why it is kept."""

    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=200,
        widget=line(autocomplete="off"),
        error_messages={"required": _("Give it a name, so that it can be found again.")},
    )
    question = forms.CharField(
        label=_("Which question does it answer?"),
        help_text=_("For example: could two smaller rooms do more than one large one?"),
        required=False,
        max_length=1_000,
        widget=lines(2),
    )
    why = forms.CharField(
        label=_("Why these changes?"),
        help_text=_("Whose idea was it, what did people say? This is kept with the what-if."),
        required=False,
        max_length=2_000,
        widget=lines(3),
    )

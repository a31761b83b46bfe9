"""What is typed to say when term is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line


def _day(label: object, missing: object) -> forms.DateField:
    wrong = _("This is not a day. One looks like 2026-09-02.")
    return forms.DateField(label=label, widget=day(), error_messages={"required": missing, "invalid": wrong})


class TermForm(forms.Form):
    """One stretch of term."""

    first_day = _day(_("First day of term"), _("Say on which day it begins."))
    last_day = _day(_("Last day of term"), _("Say on which day it ends."))
    source = forms.CharField(
        label=_("Who says so?"),
        help_text=_("“The council's page, looked up on 3 September.”"),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Say where the dates are from: the council's page, a school's letter.")},
    )

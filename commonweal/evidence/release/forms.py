"""By which rules counts of people are given out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.evidence.release.words import PROFILES


class RulesForm(forms.Form):
    """One of the profiles that are at least as strict as the house's."""

    profile = forms.ChoiceField(
        label=_("By which rules are counts of people given out here from now on?"),
        help_text=_("A place can be stricter than the NHS rule, never weaker. What was given out stays as it was."),
        choices=list(PROFILES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the rules."),
            "invalid_choice": _(
                "A place can be stricter than the NHS rule, never weaker. Choose one of those offered."
            ),
        },
    )

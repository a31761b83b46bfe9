"""What a listener writes to a teller, and how many days people wait at most."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.listening.receiving.changes import MOST_DAYS


class ReplyForm(forms.Form):
    """An honest word to whoever said it."""

    unused = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[("yes", _("It was not used. I say why")), ("no", _("It was used or passed on. I say how"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it was used.")},
    )
    words = forms.CharField(
        label=_("What do you tell them?"),
        help_text=_(
            "They read it by the code on their slip, and a slip can be found by somebody else: do not repeat what they "
            "said. That it was angry or critical is no reason."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "nhsuk-textarea", "rows": 4}),
        error_messages={"required": _("Say why, in words you would say to their face.")},
    )


class PatienceForm(forms.Form):
    """Within how many days people hear."""

    days = forms.IntegerField(
        label=_("Within how many days do people here get an answer?"),
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input", "inputmode": "numeric"}),
    )

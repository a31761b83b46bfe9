"""What people type to keep a choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line, lines


class ChoiceForm(forms.Form):
    """What for, why, and which: those that the scores chose are ticked, and people may tick others."""

    name = forms.CharField(
        label=_("What are they chosen for?"),
        help_text=_("For example: the spring conversations."),
        max_length=200,
        widget=line(autocomplete="off"),
        error_messages={"required": _("Say what they are chosen for.")},
    )
    reason = forms.CharField(
        label=_("Why by these criteria?"),
        help_text=_(
            "In your own words. Everybody can read it, for good. Where people chose otherwise than the scores, say why."
        ),
        max_length=4_000,
        widget=lines(4),
        error_messages={"required": _("Say why. Whoever asks later will find it here.")},
    )
    chosen = forms.MultipleChoiceField(
        label=_("Which are chosen?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, areas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = list(areas)  # type: ignore[attr-defined]

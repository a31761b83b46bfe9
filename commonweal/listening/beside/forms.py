"""Choosing what stands beside a number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import lines
from commonweal.listening.beside.words import WAYS


class PairForm(forms.Form):
    """Which line, how it stands to the number, and why it was chosen."""

    quote = forms.ChoiceField(
        label=_("Which line is to stand beside it?"),
        help_text=_("Only lines whose people agreed to this."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the lines.")},
    )
    way = forms.ChoiceField(
        label=_("How does it stand to the number?"),
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it stands to the number.")},
    )
    why = forms.CharField(
        label=_("Why this one? Whoever reads the number reads this too."),
        required=False,
        max_length=1000,
        widget=lines(3),
    )

    def __init__(self, *args: Any, quotes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quote"].choices = quotes  # type: ignore[attr-defined]

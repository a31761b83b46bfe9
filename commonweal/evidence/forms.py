"""What people choose from to say what something rests on: the same for a decision, a promise and a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.core.errors import Invalid
from commonweal.directory.forms import lines
from commonweal.evidence import reasons
from commonweal.journal.refs import Ref


class BecauseForm(forms.Form):
    """What it rests on: chosen from lists, or named by address."""

    because = forms.MultipleChoiceField(
        label=_("Because of what?"),
        help_text=_("Whoever said one of these finds this on their slip."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more = forms.CharField(
        label=_("Something else, by its address"),
        help_text=_("The address of a voice, a theme or another page here; one to a line."),
        required=False,
        max_length=4000,
        widget=lines(2),
    )

    def __init__(self, *args: Any, groups: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].choices = [each for _heading, found in groups for each in found]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The things themselves."""
        told = super().clean() or {}
        try:
            told["refs"] = reasons.named(told.get("because", []), told.get("more", ""))
        except Invalid as refusal:
            self.add_error("more", refusal.sentence)
        return told

    @property
    def refs(self) -> list[Ref]:
        """What was named."""
        return list(self.cleaned_data.get("refs", []))

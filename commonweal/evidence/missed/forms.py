"""What people say to keep a find, and to take it on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line, lines
from commonweal.listening.reached.forms import OutreachForm


class FindForm(forms.Form):
    """Whom we have not reached, where, and what makes us think so."""

    name = forms.CharField(
        label=_("Whom have we not reached?"),
        help_text=_("In words they could read of themselves: “Families in Mill Lane who speak little English”."),
        max_length=120,
        widget=line(autocomplete="off"),
        error_messages={"required": _("Say whom we have not reached.")},
    )
    areas = forms.MultipleChoiceField(
        label=_("In which neighbourhoods?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    community = forms.CharField(
        label=_("Or a community, as it names itself"), required=False, max_length=120, widget=line(autocomplete="off")
    )
    seen = forms.CharField(
        label=_("What makes you think so, and what may be wrong with it?"),
        max_length=2000,
        widget=lines(4),
        error_messages={"required": _("Say what makes you think so.")},
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = areas  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somewhere, or somebody."""
        told = super().clean() or {}
        if "areas" not in self.errors and not told.get("areas") and not (told.get("community") or "").strip():
            self.add_error("areas", _("Choose the neighbourhoods, or name the community."))
        return told


class TakeOnForm(OutreachForm):
    """Who reaches out, how, by when: the same as for anybody who is missing, but to whom is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, values=[], **kwargs)
        del self.fields["who"], self.fields["community"]

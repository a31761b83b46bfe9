"""What people type to pass a list on, and to choose a sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.core.errors import Invalid
from commonweal.directory.forms import line
from commonweal.directory.reaching.changes import NOTE
from commonweal.directory.reaching.sheets import SHEETS
from commonweal.people import texts

TEXT, LETTER = "text", "letter"


class NoteForm(forms.Form):
    """A few words that go with a list."""

    note = forms.CharField(
        label=_("Your words to them"),
        help_text=_(
            "“The first one is round the corner from you.” Say nothing private: whoever has the address reads it."
        ),
        required=False,
        max_length=NOTE,
        widget=forms.Textarea(attrs={"class": "nhsuk-textarea", "rows": 3}),
    )


class SendForm(NoteForm):
    """To whom a list goes, and how."""

    how = forms.ChoiceField(label=_("How?"), widget=forms.RadioSelect)
    to = forms.CharField(
        label=_("Their mobile number, or their e-mail address"),
        max_length=250,
        widget=line(autocomplete="off", spellcheck="false"),
        error_messages={"required": _("Say where it should go.")},
    )
    field_order = ("how", "to", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(TEXT, _("By text"))] if texts.ready() else []
        self.fields["how"].choices = [*ways, (LETTER, _("By e-mail"))]  # type: ignore[attr-defined]
        if not ways:
            self.fields["how"].initial = LETTER
            self.fields["to"].label = _("Their e-mail address")

    def clean(self) -> dict[str, Any]:
        """A number for a text, an address for a letter."""
        told = super().clean() or {}
        how, to = told.get("how"), str(told.get("to") or "")
        try:
            if how == TEXT and to:
                told["to"] = texts.number(to)
            elif how == LETTER and to:
                told["to"] = forms.EmailField().clean(to)
        except Invalid as refusal:
            self.add_error("to", refusal.sentence)
        except forms.ValidationError:
            self.add_error("to", _("This is not an e-mail address. It looks like name@example.org."))
        return told


class PrintForm(forms.Form):
    """Which sheet, and a line of one's own for the poster."""

    sheet = forms.ChoiceField(label=_("Which sheet?"), choices=[(key, each.name) for key, each in SHEETS.items()])
    line = forms.CharField(
        label=_("A line of your own, for the poster"),
        help_text=_("“Ask for Bo at the desk.” It is printed and kept nowhere."),
        required=False,
        max_length=90,
        widget=line(),
    )


class CardForm(forms.Form):
    """What stands at the top of a card."""

    heading = forms.CharField(
        label=_("What should the card say at the top?"),
        max_length=60,
        widget=line(),
        error_messages={"required": _("Say what the card is about: “Company”, “Keeping warm”.")},
    )

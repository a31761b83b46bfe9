"""What people choose: how they are told, and where they are reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line
from commonweal.listening import languages
from commonweal.listening.channels.words import CHANNELS
from commonweal.people.slip_forms import WhoForm

REACHED = {
    "text": _("Type the number of your telephone."),
    "phone": _("Say the number that somebody is to ring."),
    "letter": _("Write the address that the letter goes to."),
    "email": _("Type the e-mail address."),
}


class ChannelForm(WhoForm):
    """How to be told, and where."""

    channel = forms.ChoiceField(
        label=_("How do you want to be told what becomes of what you said?"),
        help_text=_("You are asked once. Nobody uses another way. You can change it at any time."),
        choices=list(CHANNELS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you want to be told.")},
    )
    reach = forms.CharField(
        label=_("The number or the address for that"),
        help_text=_("Kept locked, used for nothing else, and gone when you choose otherwise or are erased."),
        required=False,
        max_length=400,
        widget=line(autocomplete="off"),
    )
    worker = forms.CharField(
        label=_("Face to face: by whom?"),
        help_text=_("Somebody you trust: “Tom, the link worker”, “Asha at the Saturday school”."),
        required=False,
        max_length=200,
        widget=line(autocomplete="off"),
    )
    language = forms.ChoiceField(
        label=_("In which language?"), required=False, widget=forms.Select(attrs={"class": "nhsuk-select"})
    )
    person = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["channel", "reach", "worker", "language", "code", "person"]

    def __init__(self, *args: Any, account: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["language"].choices = languages.choices()  # type: ignore[attr-defined]
        self.fields["language"].initial = "en"

    def clean(self) -> dict[str, Any]:
        """Where they are reached, where it needs saying."""
        told = super().clean() or {}
        channel, own = told.get("channel"), told.get("channel") == "email" and self.account
        if channel in REACHED and not own and not (told.get("reach") or "").strip() and "reach" not in self.errors:
            self.add_error("reach", REACHED[channel])
        if channel == "face" and not (told.get("worker") or "").strip():
            self.add_error("worker", _("Name the person who is to tell you."))
        return told

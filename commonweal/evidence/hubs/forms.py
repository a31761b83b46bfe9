"""What people type to try a step, and to keep a what-if."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line, lines
from commonweal.evidence.hubs.asking import ADD, CLOSE, MOVE


class StepForm(forms.Form):
    """One step: what should happen, with which hub, and where. Its page writes the fields out beside the map."""

    do = forms.CharField(required=False, widget=forms.TextInput(attrs={"id": "do-add"}))  # the first of three to choose
    hub = forms.CharField(required=False)
    where = forms.CharField(required=False)
    postcode = forms.CharField(required=False)
    spot = forms.CharField(required=False, widget=forms.HiddenInput)  # touched on the map
    many = forms.CharField(required=False)  # of the page's other form, so that its mistake stands with the rest

    def __init__(self, sent: QueryDict, *, spots: bool) -> None:
        super().__init__(sent, auto_id="%s")
        self.where_typed = "where" if spots and not sent.get("postcode", "").strip() else "postcode"

    def clean(self) -> dict[str, Any]:
        """Whether all is there that the step needs; what is missing is said where it belongs."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        do = told["do"]
        told["spot"] = (told["postcode"] or told["spot"] or told["where"])[:60]
        if do and do not in {ADD, MOVE, CLOSE}:
            self.add_error("do", _("Choose whether a hub opens, moves or closes."))
        if do == MOVE and not told["hub"]:
            self.add_error("hub", _("Choose the hub that moves."))
        if do == CLOSE and not told["hub"]:
            self.add_error("hub", _("Choose the hub that closes."))
        if do in {ADD, MOVE} and not told["spot"]:
            self.add_error(self.where_typed, _("Say where: choose a neighbourhood, type a postcode, or touch the map."))
        return told

    @property
    def step(self) -> str:
        """The step as an address has it."""
        told = self.cleaned_data
        hub = [] if told["do"] == ADD else [told["hub"][:60]]
        return ":".join([told["do"], *hub, *([] if told["do"] == CLOSE else [told["spot"]])])

    def refused(self, sentence: str) -> None:
        """What was typed cannot be done: said at the hub that closes, or else at the spot."""
        self.add_error("hub" if self.cleaned_data["do"] == CLOSE else self.where_typed, sentence)


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

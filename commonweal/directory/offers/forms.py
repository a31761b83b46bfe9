"""What people type to offer, ask, answer, thank and report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.errors import Invalid
from commonweal.directory.forms import day, line, lines
from commonweal.directory.models import Offer
from commonweal.directory.offers.words import AUDIENCES, KINDS, WAYS, kept
from commonweal.people.slip_forms import WhoForm

LASTS = timedelta(days=60)
CALLED = dict(
    label=gettext_lazy("How do you want to be called here?"),
    help_text=gettext_lazy("A first name, or “a neighbour”. It need not be your real name."),
    max_length=120,
    error_messages={"required": gettext_lazy("Say how you want to be called.")},
)
REACH = dict(
    label=gettext_lazy("How can you be reached, once both of you have said yes?"),
    help_text=gettext_lazy(
        "A number, an e-mail address, or who passes it on: “ask for me at the library desk”. Nobody sees it before."
    ),
    max_length=200,
    error_messages={"required": gettext_lazy("Say how you can be reached, or who passes it on to you.")},
)


class Showable(forms.Form):
    """Words that others may read: they must not tell where somebody lives, or how to reach them."""

    shown: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Each field that others may read."""
        told = super().clean() or {}
        for name in self.shown:
            try:
                kept(str(told.get(name) or ""), most=2000)
            except Invalid as refusal:
                self.add_error(name, refusal.sentence)
        return told


class OfferForm(Showable):
    """What is offered or asked, by whom it may be seen, and until when."""

    shown = ("words", "when", "called")
    way = forms.ChoiceField(
        label=gettext_lazy("Do you offer, or ask?"),
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether you offer or ask.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what it is.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy(
            "“I can sit and talk, or listen.” Leave out addresses, numbers and other people's names."
        ),
        max_length=1000,
        widget=lines(4),
        error_messages={"required": gettext_lazy("Say in your own words what it is.")},
    )
    when = forms.CharField(
        label=gettext_lazy("When?"),
        help_text=gettext_lazy("“Most afternoons”, “one Saturday a month”."),
        required=False,
        max_length=200,
        widget=line(),
    )
    area = forms.ChoiceField(
        label=gettext_lazy("Roughly where?"), required=False, widget=forms.Select(attrs={"class": "nhsuk-select"})
    )
    called = forms.CharField(**CALLED, widget=line(autocomplete="off"))  # type: ignore[arg-type]
    reach = forms.CharField(**REACH, widget=line(autocomplete="off"))  # type: ignore[arg-type]
    until = forms.DateField(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("Then it ends by itself, and the words are gone. You are reminded before."),
        widget=day(),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        choices=list(AUDIENCES.items()),
        initial=Offer.HELPERS,
        widget=forms.RadioSelect,
    )
    organizations = forms.MultipleChoiceField(
        label=gettext_lazy("Which organisations?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, areas: list[tuple[str, str]], organizations: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("I would rather not say")), *areas]  # type: ignore[attr-defined]
        self.fields["organizations"].choices = organizations  # type: ignore[attr-defined]
        self.fields["until"].initial = timezone.localdate() + LASTS


class YesForm(WhoForm):
    """Two yeses: to be of age, and to what may be passed on."""

    adult = forms.BooleanField(
        label=gettext_lazy("I am 18 or older"),
        error_messages={"required": gettext_lazy("This is for people of 18 and over. If you are younger, see below.")},
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("How to reach me may be passed to one person, once both of us have said yes"),
        error_messages={"required": gettext_lazy("Nothing can come of it unless you agree to this.")},
    )
    field_order = ["adult", "agreed", "code"]


class AnswerForm(YesForm, Showable):
    """Yes please; I can."""

    shown = ("words", "called")
    called = forms.CharField(**CALLED, widget=line(autocomplete="off"))  # type: ignore[arg-type]
    words = forms.CharField(
        label=gettext_lazy("A word to them"),
        help_text=gettext_lazy("If you like. They read it before they say yes or no."),
        required=False,
        max_length=1000,
        widget=lines(3),
    )
    reach = forms.CharField(**REACH, widget=line(autocomplete="off"))  # type: ignore[arg-type]
    field_order = ["called", "words", "reach", "adult", "agreed", "code"]


class MisuseForm(forms.Form):
    """What is wrong about an offer."""

    words = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy("A steward of this place reads it. Nobody tells the other person who said so."),
        max_length=2000,
        widget=lines(4),
        error_messages={"required": gettext_lazy("Say what is wrong about it.")},
    )

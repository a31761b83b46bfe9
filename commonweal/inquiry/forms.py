"""What people type to write down a decision or a promise, and to say how it goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line, lines
from commonweal.evidence.forms import BecauseForm
from commonweal.inquiry.models import Commitment
from commonweal.inquiry.words import STATES
from commonweal.people.slip_forms import WhoForm


class DecisionForm(BecauseForm):
    """A decision."""

    title = forms.CharField(
        label=_("What was decided?"),
        help_text=_("In one line, as you would say it to a neighbour."),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Say what was decided.")},
    )
    what = forms.CharField(label=_("A little more about it"), required=False, max_length=4000, widget=lines(3))
    on = forms.DateField(
        label=_("On which day?"), widget=day(), error_messages={"required": _("Say when it was decided.")}
    )
    by_whom = forms.CharField(
        label=_("Who decided?"),
        help_text=_("“The residents’ meeting, with the council’s head of housing”."),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Say who decided.")},
    )
    against = forms.CharField(
        label=_("What was decided against, and why?"),
        help_text=_("People who asked for it read the reason here."),
        required=False,
        max_length=4000,
        widget=lines(3),
    )


class ResidentForm(WhoForm):
    """Another resident, by their slip or their account."""

    email = forms.EmailField(
        label=_("Or the e-mail address of the resident’s account"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "nhsuk-input", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, signed_in=True, **kwargs)
        self.fields["code"].label = _("The code on the resident’s slip")
        self.fields["code"].help_text = _("They type it themselves, or read it out. It is in no address and no page.")

    def clean(self) -> dict[str, Any]:
        """One resident, named in one way."""
        told = super().clean() or {}
        if "code" in told and not told["code"] and not told.get("email"):
            self.add_error("code", _("A promise has two owners: name the resident, by their slip or their account."))
        return told


class CommitmentForm(BecauseForm, ResidentForm):
    """A promise and its two owners."""

    title = forms.CharField(
        label=_("What is promised?"),
        help_text=_("In one line: “Repair the lift in Mill House, and keep it repaired”."),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Say what is promised.")},
    )
    what = forms.CharField(label=_("A little more about it"), required=False, max_length=4000, widget=lines(3))
    by = forms.DateField(
        label=_("By which day?"), widget=day(), error_messages={"required": _("Say by when it will be done.")}
    )
    body = forms.ChoiceField(
        label=_("Which body promises it?"),
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
        error_messages={"required": _("A promise has two owners: choose the body.")},
    )
    for_body = forms.CharField(
        label=_("Who said so there?"),
        help_text=_("By their office, as everybody may read it: “the head of housing”."),
        required=False,
        max_length=200,
        widget=line(),
    )
    decision = forms.ChoiceField(
        label=_("Which decision does it carry out?"),
        required=False,
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
    )

    def __init__(
        self, *args: Any, bodies: list[tuple[str, str]], decisions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("Choose")), *bodies]  # type: ignore[attr-defined]
        self.fields["decision"].choices = [("", _("None, or not written down")), *decisions]  # type: ignore[attr-defined]


class RewordForm(forms.Form):
    """The promise in other words, until its resident has confirmed it."""

    title = forms.CharField(
        label=_("What is promised?"),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Say what is promised.")},
    )
    what = forms.CharField(label=_("A little more about it"), required=False, max_length=4000, widget=lines(3))
    for_body = forms.CharField(label=_("Who said so there?"), required=False, max_length=200, widget=line())


class ConfirmForm(forms.Form):
    """The resident stands behind it."""

    called = forms.CharField(
        label=_("How do you want to be called on the wall?"),
        help_text=_("Your name, a first name, or “a tenant of Mill House”. Leave it empty to be called “A resident”."),
        required=False,
        max_length=120,
        widget=line(autocomplete="off"),
    )
    sure = forms.BooleanField(
        label=_("I own this promise together with the body that made it"),
        error_messages={"required": _("Say yes, or leave this page: nothing has been changed.")},
    )


class ReportForm(forms.Form):
    """How it goes."""

    words = forms.CharField(
        label=_("How does it go?"),
        help_text=_("Everybody reads it. If it is done: what was done. If it will not be done: why."),
        max_length=2000,
        widget=lines(3),
        error_messages={"required": _("Say in a sentence how it goes.")},
    )
    state = forms.ChoiceField(label=_("How does it stand now?"), required=False, widget=forms.RadioSelect)
    by = forms.DateField(
        label=_("A new day, if the old one cannot be kept"),
        help_text=_("The old day stays in the list of what happened."),
        required=False,
        widget=day(),
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = _("As before: %s") % str(STATES[commitment.state]).lower()
        choices = [("", now), *((each, STATES[each]) for each in Commitment.NEXT[commitment.state])]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
        if commitment.state not in Commitment.OPEN:
            del self.fields["by"]


class JudgeForm(forms.Form):
    """Was it kept? The resident says."""

    kept = forms.ChoiceField(
        label=_("Was the promise kept?"),
        choices=[("yes", _("Yes, it was kept")), ("no", _("No, it was not kept"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it was kept.")},
    )
    verdict = forms.CharField(
        label=_("In your own words, if you like"), required=False, max_length=1000, widget=lines(2)
    )


class CloseForm(forms.Form):
    """What a place writes beside the numbers of its year."""

    words = forms.CharField(label=_("What do you say of this year?"), required=False, max_length=4000, widget=lines(5))
    handed_over = forms.CharField(
        label=_("What was handed over to residents: decisions, budgets, buildings?"),
        help_text=_("Leave it empty if nothing was. The account then says so."),
        required=False,
        max_length=4000,
        widget=lines(3),
    )
    quotes = forms.MultipleChoiceField(
        label=_("Lines to stand in the account"),
        help_text=_("Only lines that may be shown are here. If somebody takes theirs back, it goes from the account."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, quotes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quotes"].choices = quotes  # type: ignore[attr-defined]


def today() -> str:
    """For a field that begins with today."""
    return timezone.localdate().isoformat()

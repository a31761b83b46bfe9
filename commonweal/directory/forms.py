"""What people type to keep an entry true: the entry itself, when it is on, and what is wrong or missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from commonweal.directory.models import Audience, Service
from commonweal.openreferral.sessions import DAYS

EVERY = ""
WHICH = (
    (EVERY, _("every week")),
    ("other", _("every other week")),
    ("1", _("the first of the month")),
    ("2", _("the second of the month")),
    ("3", _("the third of the month")),
    ("4", _("the fourth of the month")),
    ("-1", _("the last of the month")),
)
STATUSES = (
    (Service.ACTIVE, _("It is on")),
    (Service.PAUSED, _("It is closed for a while")),
    (Service.INACTIVE, _("It is not on now; nobody knows whether it comes back")),
    (Service.DEFUNCT, _("It has ended")),
)


def line(**attrs: str) -> forms.TextInput:
    """One line to type."""
    return forms.TextInput(attrs={"class": "nhsuk-input", **attrs})


def lines(rows: int = 4) -> forms.Textarea:
    """Several lines to type."""
    return forms.Textarea(attrs={"class": "nhsuk-textarea", "rows": rows})


def day(**attrs: str) -> forms.DateInput:
    """A day to choose."""
    return forms.DateInput(attrs={"class": "nhsuk-input", "type": "date", **attrs}, format="%Y-%m-%d")


def hour() -> forms.TimeInput:
    """A time of day to choose."""
    return forms.TimeInput(attrs={"class": "nhsuk-input", "type": "time"}, format="%H:%M")


class EntryForm(forms.Form):
    """What an entry says, in the order in which people ask."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Say what the service is called.")},
    )
    description = forms.CharField(
        label=_("What happens there?"),
        help_text=_("As you would tell a neighbour. Say how it feels to come for the first time."),
        required=False,
        max_length=5000,
        widget=lines(),
    )
    status = forms.ChoiceField(label=_("Is it on?"), choices=STATUSES, widget=forms.RadioSelect)
    alert = forms.CharField(
        label=_("Anything people must know before they set out?"),
        help_text=_("“Closed until the boiler is mended.” Leave empty if there is nothing."),
        required=False,
        max_length=400,
        widget=line(),
    )
    fees_description = forms.CharField(
        label=_("What does it really cost?"),
        help_text=_("“Free”, “£2, tea included”, “pay what you can”. Empty means that nobody has said."),
        required=False,
        max_length=400,
        widget=line(),
    )
    eligibility_description = forms.CharField(label=_("Who is it for?"), required=False, max_length=400, widget=line())
    phone = forms.CharField(
        label=_("A number to call"),
        required=False,
        max_length=40,
        widget=line(type="tel", inputmode="tel", autocomplete="tel"),
    )
    email = forms.EmailField(
        label=_("An e-mail address to write to"),
        help_text=_("A shared one rather than somebody's own: it is shown to everyone."),
        required=False,
        max_length=250,
        widget=forms.EmailInput(attrs={"class": "nhsuk-input"}),
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.org.")},
    )
    url = forms.CharField(
        label=_("A page on the web"), required=False, max_length=400, widget=line(type="url", inputmode="url")
    )

    helps_with = forms.CharField(
        label=_("What does it help with?"),
        help_text=_("In plain words, with commas between: company, moving, forms and letters."),
        required=False,
        max_length=400,
        widget=line(),
    )

    def clean_url(self) -> str:
        """An address typed without its beginning is completed: people copy what they see."""
        typed = str(self.cleaned_data["url"]).strip()
        return f"https://{typed}" if typed and "://" not in typed and "." in typed else typed

    def said(self) -> dict[str, Any]:
        """What was typed, as an entry says it."""
        told = {name: value.strip() if isinstance(value, str) else value for name, value in self.cleaned_data.items()}
        words = (word.strip().lower() for word in told["helps_with"].split(","))
        return told | {"helps_with": list(dict.fromkeys(word for word in words if word))}


class TimeForm(forms.Form):
    """One time that it is on: in words, and as days and hours that a calendar can reckon with."""

    at = forms.CharField(required=False, widget=forms.HiddenInput)
    description = forms.CharField(
        label=_("When, in your words"),
        help_text=_("“Tuesdays, 6.30 to 8, not in August.”"),
        required=False,
        max_length=400,
        widget=line(),
    )
    days = forms.MultipleChoiceField(
        label=_("On which days?"),
        choices=[(code, WEEKDAYS[number]) for number, code in enumerate(DAYS)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    which = forms.ChoiceField(
        label=_("How often?"), choices=WHICH, required=False, widget=forms.Select(attrs={"class": "nhsuk-select"})
    )
    opens_at = forms.TimeField(label=_("From"), required=False, widget=hour())
    closes_at = forms.TimeField(label=_("Until"), required=False, widget=hour())

    def said(self) -> dict[str, Any] | None:
        """One time as an entry says it; None where nothing was said."""
        told = self.cleaned_data
        days, which = told.get("days") or [], told.get("which") or EVERY
        made: dict[str, Any] = {"at": told.get("at", ""), "description": told.get("description", "").strip()}
        if days:
            number = which if which not in (EVERY, "other") else ""
            made |= {"byday": ",".join(f"{number}{day}" for day in days), "freq": "MONTHLY" if number else "WEEKLY"}
            if which == "other":
                made["interval"] = 2
        for name in ("opens_at", "closes_at"):
            if told.get(name):
                made[name] = told[name].strftime("%H:%M")
        said = {name: value for name, value in made.items() if value not in ("", None)}
        if not set(said) - {"at", "freq"}:
            return None
        # What the form has no question for (from which day, which days differ) stays as it was.
        return (self.initial.get("rest") or {}) | said


TimesForm = forms.formset_factory(TimeForm, extra=1, max_num=12)


def times_typed(formset: Any) -> list[dict[str, Any]]:
    """All times that were typed."""
    return [said for form in formset.forms if form.has_changed() or form.initial if (said := form.said())]


def time_to_type(said: Mapping[str, Any]) -> dict[str, Any]:
    """One time of an entry, as the form asks for it."""
    days = [day for day in str(said.get("byday", "")).split(",") if day]
    numbers = {day[:-2].lstrip("+") for day in days}
    which = next(iter(numbers)) if len(numbers) == 1 else ""
    if int(said.get("interval") or 1) == 2 and not which:
        which = "other"
    asked = {"at", "description", "byday", "freq", "interval", "opens_at", "closes_at"}
    return {
        "rest": {name: value for name, value in said.items() if name not in asked},
        "at": said.get("at", ""),
        "description": said.get("description", ""),
        "days": [day[-2:] for day in days],
        "which": which,
        "opens_at": said.get("opens_at"),
        "closes_at": said.get("closes_at"),
    }


class TellForm(forms.Form):
    """What is wrong, or what is missing."""

    words = forms.CharField(
        label=_("In your own words"),
        max_length=5000,
        widget=lines(5),
        error_messages={"required": _("Say what is wrong, or what is missing, in your own words.")},
    )
    reply_to = forms.CharField(
        label=_("If you want to be told: an e-mail address or a number"),
        help_text=_("Only to answer this. It is forgotten when you were answered. You need not leave one."),
        required=False,
        max_length=200,
        widget=line(),
    )


class AnswerForm(forms.Form):
    """What became of a report, or why an edit is not taken."""

    answer = forms.CharField(
        label=_("What you did, or why nothing was changed"),
        help_text=_("The person who told us reads it."),
        required=False,
        max_length=2000,
        widget=lines(3),
    )


class LinkForm(forms.Form):
    """Where a link to an entry goes."""

    email = forms.EmailField(
        label=_("E-mail address of whoever runs it"),
        help_text=_("Leave empty to get a link that you can pass on yourself, by text or on paper."),
        required=False,
        max_length=250,
        widget=forms.EmailInput(attrs={"class": "nhsuk-input"}),
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.org.")},
    )


class WithholdForm(forms.Form):
    """Who may see one thing that an entry says."""

    key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    audience = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=(
            (Audience.EVERYONE, _("Everyone")),
            (Audience.PARTNERS, _("People who work with this place, when they are signed in")),
            (Audience.KEEPERS, _("Only the organisation itself and the stewards of the place")),
        ),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why is it not for everyone?"),
        help_text=_("“People would be in danger.” Whoever comes after you reads it, so that they do not undo it."),
        required=False,
        max_length=400,
        widget=line(),
    )


class PolicyForm(forms.Form):
    """How edits go live, and how long a confirmation holds."""

    edits = forms.ChoiceField(
        label=_("When somebody edits their own entry, it is"),
        choices=(("live", _("shown at once")), ("held", _("looked at first"))),
        widget=forms.RadioSelect,
    )
    reminders = forms.BooleanField(
        label=_("Ask by e-mail, at most once in four weeks, when an entry has not been confirmed for so long"),
        required=False,
        widget=forms.CheckboxInput,
    )
    confirm_months = forms.IntegerField(
        label=_("An entry counts as confirmed for so many months"),
        min_value=1,
        max_value=36,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input", "inputmode": "numeric"}),
    )

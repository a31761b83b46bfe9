"""What a helper writes down for somebody, all on one page; and time planned and given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line, lines
from commonweal.listening import languages
from commonweal.listening.forms import SELECT, parted
from commonweal.listening.helping.words import CHANNELS, SPOKEN
from commonweal.listening.models import Voice
from commonweal.listening.reached.seasons import Season
from commonweal.listening.rows import UseRow
from commonweal.listening.words import KINDS, LEVELS
from commonweal.people.slip_forms import WhoForm

WRITTEN = ("story", "conversation", "table_note", "group")
NOW, LATER = "now", "later"


class WriteDownForm(WhoForm):
    """What somebody says, and everything they are asked with it, in the order of a conversation."""

    channel = forms.ChoiceField(
        label=_("How are you talking?"),
        choices=[(channel, CHANNELS[channel]) for channel in reversed(SPOKEN)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you are on the phone or face to face.")},
    )
    language = forms.ChoiceField(label=_("In which language do they speak?"), widget=forms.Select(attrs=SELECT))
    voicing = forms.ChoiceField(
        label=_("Whose words do you write?"),
        choices=[
            (Voice.SCRIBED, _("Theirs, word for word, in their own language")),
            (Voice.INTERPRETED, _("What an interpreter says they say")),
            (Voice.NOTES, _("My own notes of what was said: never shown as theirs")),
        ],
        initial=Voice.SCRIBED,
        widget=forms.RadioSelect,
    )
    interpreter = forms.CharField(
        label=_("Who interprets?"),
        help_text=_("As they want to be called: “Samina, interpreter”, “her neighbour”."),
        required=False,
        max_length=120,
        widget=line(autocomplete="off"),
    )
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=[(kind, KINDS[kind]) for kind in WRITTEN], widget=forms.Select(attrs=SELECT)
    )
    gathering = forms.ChoiceField(label=_("At a gathering?"), required=False, widget=forms.Select(attrs=SELECT))
    given_on = forms.DateField(label=_("On which day?"), required=False, widget=day())
    words = forms.CharField(
        label=_("What they say"),
        help_text=_("Word for word. Do not tidy it: anger and pauses are part of it. Read it back as you go."),
        max_length=100_000,
        strip=False,
        widget=lines(10),
        error_messages={"required": _("Write down what they say.")},
    )
    area = forms.ChoiceField(
        label=_("Is it about one neighbourhood?"), required=False, widget=forms.Select(attrs=SELECT)
    )
    communities = forms.CharField(
        label=_("A community they belong to, as they call it"),
        help_text=_("Only if they say so. Several with commas."),
        required=False,
        max_length=400,
        widget=line(autocomplete="off"),
    )
    agreed = forms.MultipleChoiceField(
        label=_("Read each aloud, and mark it only where they say yes"),
        help_text=_("No answer is a no. The people who listen here read it in any case."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    share_with = forms.CharField(
        label=_("With whom may it be shared?"), required=False, max_length=400, widget=line(autocomplete="off")
    )
    level = forms.ChoiceField(
        label=_("How do they want to be shown beside their words?"),
        choices=list(LEVELS.items()),
        initial=Voice.COUNTED,
        widget=forms.RadioSelect,
    )
    called = forms.CharField(
        label=_("By which name or words?"), required=False, max_length=120, widget=line(autocomplete="off")
    )
    young = forms.BooleanField(label=_("They are under 18"), required=False)
    helped = forms.BooleanField(label=_("Somebody helps them to decide"), required=False)
    guardian = forms.CharField(
        label=_("Who agrees beside them, or helps them to decide?"),
        help_text=_("As that person wants to be called: “her mother”, “Jo, advocate”."),
        required=False,
        max_length=120,
        widget=line(autocomplete="off"),
    )
    read_back = forms.ChoiceField(
        label=_("Have you read it back to them?"),
        choices=[
            (NOW, _("Yes, and they say it is right: the words are theirs")),
            (LATER, _("Not yet: it is on the list of what waits to be read back")),
        ],
        initial=LATER,
        widget=forms.RadioSelect,
    )
    answers = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)  # what they talk about
    minutes = forms.IntegerField(
        label=_("How many minutes did it take?"),
        help_text=_("Your time is planned and counted. Leave it empty if you do not know."),
        required=False,
        min_value=0,
        max_value=1440,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input count", "inputmode": "numeric", "min": "0"}),
    )

    def __init__(
        self,
        *args: Any,
        areas: list[tuple[str, str]],
        gatherings: list[tuple[str, str]],
        asked: list[UseRow],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, signed_in=True, **kwargs)
        self.fields["language"].choices = languages.choices()  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("No, or they would rather not say")), *areas]  # type: ignore[attr-defined]
        self.fields["gathering"].choices = [("", _("No")), *gatherings]  # type: ignore[attr-defined]
        self.fields["agreed"].choices = [(row.use, row.words) for row in asked if row.use != "listen"]  # type: ignore[attr-defined]
        self.fields["given_on"].initial = timezone.localdate()
        self.fields["words"].widget.attrs["dir"] = "auto"  # as the language runs in which they speak
        self.fields["code"].label = _("Have they a slip already? Then its code")
        self.fields["code"].help_text = _("Else leave it empty: they get one at the end.")

    def clean(self) -> dict[str, Any]:
        """What one answer makes needed of another."""
        told = super().clean() or {}
        said = {name: (told.get(name) or "").strip() for name in ("interpreter", "called", "share_with", "guardian")}
        agreed = told.get("agreed") or []
        for field, wanted, words in (
            (
                "interpreter",
                told.get("voicing") == Voice.INTERPRETED,
                _("Say who interprets, as they want to be called."),
            ),
            (
                "called",
                told.get("level") not in (None, Voice.COUNTED),
                _("Say how they want to be called, or choose to be counted only."),
            ),
            ("share_with", "share" in agreed, _("Name whom it may be shared with, or leave that unmarked.")),
            (
                "guardian",
                bool(told.get("helped") or (told.get("young") and agreed)),
                _("Say who agrees beside them, or helps them to decide."),
            ),
        ):
            if wanted and not said[field]:
                self.add_error(field, words)
        if told.get("voicing") == Voice.NOTES and told.get("read_back") == NOW:
            self.add_error("read_back", _("Notes of your own do not become their words by being read back."))
        return told

    def said(self) -> dict[str, Any]:
        """What `record_voice` takes, but for what is looked up: gathering and area."""
        told = self.cleaned_data
        return {
            "kind": told["kind"],
            "words": told["words"].replace("\r\n", "\n"),
            "language": told["language"],
            "voicing": told["voicing"],
            "interpreter": told["interpreter"] if told["voicing"] == Voice.INTERPRETED else "",
            "given_on": told["given_on"],
            "level": told["level"],
            "called": told["called"] if told["level"] != Voice.COUNTED else "",
            "agreed": ["listen", *told["agreed"]],
            "share_with": parted(told["share_with"]) if "share" in told["agreed"] else [],
            "young": told["young"],
            "guardian": told["guardian"] if told["young"] or told["helped"] else "",
            "communities": parted(told["communities"]),
            "helper_minutes": told["minutes"],
        }


class ReadBackForm(forms.Form):
    """The words as they are now, and how long reading them back took."""

    words = forms.CharField(
        label=_("Read this to them, and set right what they want set right"),
        max_length=100_000,
        strip=False,
        widget=lines(12),
        error_messages={"required": _("The words are empty. To take them back, use the code of their slip.")},
    )
    channel = forms.ChoiceField(
        label=_("How are you talking?"),
        choices=[(channel, CHANNELS[channel]) for channel in reversed(SPOKEN)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you are on the phone or face to face.")},
    )
    minutes = forms.IntegerField(
        label=_("How many minutes did it take?"),
        required=False,
        min_value=0,
        max_value=1440,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input count", "inputmode": "numeric", "min": "0"}),
    )
    sure = forms.BooleanField(
        label=_("They heard it and say: yes, these are my words"),
        error_messages={"required": _("Only mark this once they have said so.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs["dir"] = "auto"


class PlanForm(forms.Form):
    """Hours planned for a channel."""

    season = forms.ChoiceField(label=_("For when?"), widget=forms.Select(attrs=SELECT))
    channel = forms.ChoiceField(label=_("For what?"), choices=list(CHANNELS.items()), widget=forms.Select(attrs=SELECT))
    hours = forms.DecimalField(
        label=_("How many hours?"),
        min_value=0,
        max_value=1600,
        max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput(
            attrs={"class": "nhsuk-input count", "inputmode": "decimal", "min": "0", "step": "0.25"}
        ),
        error_messages={"required": _("Say how many hours.")},
    )

    def __init__(self, *args: Any, seasons: list[Season], gatherings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["season"].choices = [  # type: ignore[attr-defined]
            *((each.code, each.name) for each in seasons),
            *((f"gathering:{id}", name) for id, name in gatherings),
        ]


class GivenForm(forms.Form):
    """Time given beside writing down."""

    channel = forms.ChoiceField(
        label=_("For what?"), choices=list(CHANNELS.items()), widget=forms.Select(attrs=SELECT), initial="phone"
    )
    on = forms.DateField(label=_("On which day?"), widget=day())
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input count", "inputmode": "numeric", "min": "1"}),
        error_messages={"required": _("Say how many minutes.")},
    )
    what = forms.CharField(
        label=_("What did you do?"),
        help_text=_("“Four calls, nobody there”, “the way to the day centre”. No names."),
        required=False,
        max_length=200,
        widget=line(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

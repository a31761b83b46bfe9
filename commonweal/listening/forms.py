"""What people type to say something, to hold a gathering, and to look after what was said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line, lines
from commonweal.listening import languages
from commonweal.listening.models import Redaction, Voice
from commonweal.listening.rows import UseRow
from commonweal.listening.words import GATHERINGS, KINDS, LEVELS
from commonweal.people.slip_forms import WhoForm

SELECT = {"class": "nhsuk-select"}
# Being read by those who listen is what saying something is; a name is asked for with how somebody is shown.
ALONE = ("listen", "name")


class SayForm(forms.Form):
    """What somebody says, how they want to be shown, and what may be done with it. The least is chosen already."""

    words = forms.CharField(
        label=_("What do you want to say?"),
        help_text=_("In any language, as you would say it. Nobody changes a word of it."),
        max_length=100_000,
        strip=False,
        widget=lines(8),
        error_messages={"required": _("Write what you want to say.")},
    )
    language = forms.ChoiceField(label=_("In which language?"), widget=forms.Select(attrs=SELECT))
    area = forms.ChoiceField(
        label=_("Is it about one neighbourhood?"), required=False, widget=forms.Select(attrs=SELECT)
    )
    communities = forms.CharField(
        label=_("Do you belong to a community that this is about?"),
        help_text=_(
            "As you call it yourself: “Deaf”, “young carers”, “Windrush family”. Several with commas, or none."
        ),
        required=False,
        max_length=400,
        widget=line(autocomplete="off"),
    )
    level = forms.ChoiceField(
        label=_("How should you be shown beside your words?"),
        choices=list(LEVELS.items()),
        initial=Voice.COUNTED,
        widget=forms.RadioSelect,
    )
    called = forms.CharField(
        label=_("By which name or words?"),
        help_text=_("Leave it empty to be counted only."),
        required=False,
        max_length=120,
        widget=line(autocomplete="off"),
    )
    agreed = forms.MultipleChoiceField(
        label=_("What may be done with it?"),
        help_text=_("Choose none, and the people who listen here read it, and nobody else."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    share_with = forms.CharField(
        label=_("With whom may it be shared?"),
        help_text=_("Name them, with commas: “the town’s surgeries, Wenbeck Council”."),
        required=False,
        max_length=400,
        widget=line(autocomplete="off"),
    )
    young = forms.BooleanField(label=_("I am under 18"), required=False)
    guardian = forms.CharField(
        label=_("If you are under 18: which grown-up agrees with you?"),
        required=False,
        max_length=120,
        widget=line(autocomplete="off"),
    )
    answers = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], asked: list[UseRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages.choices()  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("No, or I would rather not say")), *areas]  # type: ignore[attr-defined]
        self.fields["agreed"].choices = [(row.use, row.words) for row in asked if row.use not in ALONE]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A name where one is to be shown; partners where it may be shared; a grown-up where somebody is young."""
        told = super().clean() or {}
        if told.get("level") not in (None, Voice.COUNTED) and not (told.get("called") or "").strip():
            self.add_error("called", _("Say how you want to be called, or choose to be counted only."))
        agreed = told.get("agreed") or []
        if "share" in agreed and not (told.get("share_with") or "").strip():
            self.add_error("share_with", _("Name whom it may be shared with, or do not agree to sharing."))
        if told.get("young") and agreed and not (told.get("guardian") or "").strip():
            self.add_error("guardian", _("Say which grown-up agrees with you, or choose nothing above."))
        return told

    def said(self) -> dict[str, Any]:
        """What `record_voice` takes."""
        told = self.cleaned_data
        share = "share" in told["agreed"]
        return {
            "words": told["words"],
            "language": told["language"],
            "level": told["level"],
            "called": told["called"],
            "agreed": ["listen", *told["agreed"]],
            "share_with": parted(told["share_with"]) if share else [],
            "young": told["young"],
            "guardian": told["guardian"],
            "communities": parted(told["communities"]),
        }


def parted(said: str) -> list[str]:
    """What stands between commas."""
    return [each.strip() for each in said.replace("،", ",").split(",") if each.strip()]


class KeepForm(WhoForm):
    """A yes to how it would look; and the code of a slip, if there is one already."""

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, signed_in=signed_in, **kwargs)
        self.fields["code"].required = False
        self.fields["code"].label = _("Have you a slip already? Then its code")
        self.fields["code"].help_text = _("Else leave it empty: you are given one.")


class GatheringForm(forms.Form):
    """An occasion on which people are listened to."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Give it a name, so that people know which one is meant.")},
    )
    kind = forms.ChoiceField(
        label=_("What sort of gathering is it?"), choices=list(GATHERINGS.items()), widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("On which day?"), widget=day(), error_messages={"required": _("Say on which day.")})
    where = forms.CharField(label=_("Where?"), required=False, max_length=200, widget=line())
    area = forms.ChoiceField(label=_("In which neighbourhood?"), required=False, widget=forms.Select(attrs=SELECT))
    question = forms.CharField(
        label=_("What are people asked?"),
        help_text=_("As you put it to them: “What keeps you well here?”"),
        required=False,
        max_length=500,
        widget=lines(2),
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("No single one")), *areas]  # type: ignore[attr-defined]
        self.fields["on"].initial = timezone.localdate()


class StretchForm(forms.Form):
    """A stretch of words: one of the sentences, or copied out exactly. Nothing can be added to it."""

    piece = forms.CharField(widget=forms.HiddenInput)
    line = forms.CharField(required=False, max_length=4000, strip=False)
    stretch = forms.CharField(
        label=_("Or copy the words exactly"), required=False, max_length=4000, strip=False, widget=lines(2)
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        told = super().clean() or {}
        told["stretch"] = (told.get("stretch") or "").strip() or (told.get("line") or "").strip()
        if not told["stretch"]:
            self.add_error("stretch", _("Choose a line, or copy the words out of what was said."))
        return told


class CoverForm(StretchForm):
    """A stretch to be covered, and which of the two reasons it is."""

    why = forms.ChoiceField(
        label=_("Why is it covered?"),
        choices=[
            (Redaction.THIRD, _("It names somebody else")),
            (Redaction.RARE, _("It could give somebody away")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which it is. Anger and criticism are never covered.")},
    )


class HoldForm(forms.Form):
    """Why a voice is held back, for its teller to read."""

    reason = forms.CharField(
        label=_("Why? The person reads this"),
        max_length=2000,
        widget=lines(3),
        error_messages={"required": _("Say why, in words the person can read.")},
    )
    told = forms.CharField(label=_("Who has been told?"), required=False, max_length=300, widget=line())
    decide_by = forms.DateField(label=_("By when is it decided?"), required=False, widget=day())


class OutcomeForm(forms.Form):
    """What came of a hold, for the teller to read."""

    outcome = forms.CharField(
        label=_("What came of it? The person reads this"),
        max_length=2000,
        widget=lines(3),
        error_messages={"required": _("Say what came of it.")},
    )


class AppealForm(WhoForm):
    """What the teller says against being held back."""

    words = forms.CharField(
        label=_("Why should it not be held back?"),
        max_length=4000,
        widget=lines(3),
        error_messages={"required": _("Say in your own words why it should not be held back.")},
    )


class ShownForm(WhoForm):
    """How somebody wants to be shown from now on."""

    level = forms.ChoiceField(
        label=_("How should you be shown?"), choices=list(LEVELS.items()), widget=forms.RadioSelect
    )
    called = forms.CharField(
        label=_("By which name or words?"), required=False, max_length=120, widget=line(autocomplete="off")
    )


class PlanForm(forms.Form):
    """What happens to the voices in the end."""

    keeper = forms.CharField(label=_("Who keeps the voices now?"), max_length=200, widget=line())
    then = forms.ChoiceField(
        label=_("What happens to them when that organisation ends?"),
        choices=[
            ("hand_on", _("They are handed on to somebody named here, with what each person agreed to")),
            ("return", _("They are given back to the people, and then erased")),
            ("erase", _("They are erased")),
        ],
        widget=forms.RadioSelect,
    )
    to_whom = forms.CharField(label=_("To whom?"), required=False, max_length=200, widget=line())
    words = forms.CharField(
        label=_("How would you say it to the people whose voices they are?"), max_length=4000, widget=lines(4)
    )
    review_on = forms.DateField(label=_("When is this looked at again?"), widget=day())


class SearchForm(forms.Form):
    """What is looked for among voices."""

    q = forms.CharField(required=False, max_length=100)
    kind = forms.ChoiceField(required=False, choices=[("", _("all")), *KINDS.items()])

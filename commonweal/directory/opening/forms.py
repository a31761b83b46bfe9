"""What people type to suggest a space and to lead it on its way: words, what stops it, whose step, and the hours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.directory.forms import TimesForm, day, line, lines, times_typed
from commonweal.directory.models import Hindrance
from commonweal.directory.opening import kinds
from commonweal.people import roles

__all__ = ["TimesForm", "times_typed"]
OWNERS = (
    (Hindrance.NOBODY, gettext_lazy("nobody yet")),
    (Hindrance.ACCOUNT, gettext_lazy("me")),
    (Hindrance.ROLE, gettext_lazy("a role in this place")),
    (Hindrance.ORGANIZATION, gettext_lazy("an organisation")),
    (Hindrance.PERSON, gettext_lazy("somebody else")),
)


class SuggestForm(forms.Form):
    """This could be open: for what, and for whom."""

    use = forms.CharField(
        label=gettext_lazy("What could it be used for?"),
        help_text=gettext_lazy("In your own words. “A warm room with soup on Sundays.” You need not be sure."),
        max_length=2000,
        widget=lines(4),
        error_messages={"required": gettext_lazy("Say in your own words what it could be used for.")},
    )
    by_whom = forms.CharField(
        label=gettext_lazy("By whom?"),
        help_text=gettext_lazy("“Anybody who lives alone”, “the young people from the bus stop”. Please name nobody."),
        required=False,
        max_length=400,
        widget=line(),
    )


class PutOffForm(forms.Form):
    """Not for now: why, and when to ask again."""

    reason = forms.CharField(
        label=gettext_lazy("Why not for now"),
        help_text=gettext_lazy("Whoever suggested it reads it, and so does everyone who asks again."),
        max_length=2000,
        widget=lines(3),
        error_messages={"required": gettext_lazy("Say why not for now.")},
    )
    ask_again = forms.DateField(
        label=gettext_lazy("When to ask again"),
        widget=day(),
        error_messages={"required": gettext_lazy("Say a day on which to ask again.")},
    )


class StepForm(forms.Form):
    """Whose the next step is, what it is, and by when."""

    owner = forms.ChoiceField(
        label=gettext_lazy("Whose is the next step?"), choices=OWNERS, required=False, widget=forms.RadioSelect
    )
    owner_role = forms.ChoiceField(
        label=gettext_lazy("If a role: which"),
        required=False,
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
    )
    owner_organization = forms.ChoiceField(
        label=gettext_lazy("If an organisation: which"),
        required=False,
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
    )
    owner_as = forms.CharField(
        label=gettext_lazy("If you or somebody else: who they are by what they do"),
        help_text=gettext_lazy("“The caretaker”, “a neighbour with a key”."),
        required=False,
        max_length=200,
        widget=line(),
    )
    owner_name = forms.CharField(
        label=gettext_lazy("Their name, if they want it to stand here"),
        help_text=gettext_lazy("As they want to be called. Everybody can read it."),
        required=False,
        max_length=120,
        widget=line(autocomplete="off"),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("They agreed that their name stands here"), required=False, widget=forms.CheckboxInput
    )
    step = forms.CharField(
        label=gettext_lazy("What is the next step?"),
        help_text=gettext_lazy("“Ask the trustees on the 4th.”"),
        required=False,
        max_length=400,
        widget=line(),
    )
    by = forms.DateField(label=gettext_lazy("By when?"), required=False, widget=day())

    def __init__(self, *args: Any, organizations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [(key, roles.named(key)) for key in roles.HELD_IN[roles.PLACE]]
        self.fields["owner_role"].choices = [("", _("choose")), *held]  # type: ignore[attr-defined]
        self.fields["owner_organization"].choices = [("", _("choose")), *organizations]  # type: ignore[attr-defined]


class HindranceForm(StepForm):
    """What stops it, and the first step."""

    kind = forms.ChoiceField(label=gettext_lazy("What sort of thing stops it?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("What stops it, in a sentence"),
        max_length=2000,
        widget=lines(2),
        error_messages={"required": gettext_lazy("Say in a sentence what stops it.")},
    )
    field_order = ["kind", "words", "step", "by", "owner"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = kinds.every().values()
        self.fields["kind"].choices = [(each.key, f"{each.label}. {each.asks}") for each in every]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """How it was overcome, or why it stays."""

    how = forms.CharField(
        label=gettext_lazy("How it was overcome, or why it stays"),
        help_text=gettext_lazy("The next space has the same trouble: what did you learn?"),
        max_length=2000,
        widget=lines(3),
        error_messages={"required": gettext_lazy("Say how it was overcome, or why it stays.")},
    )


class DoorsForm(forms.Form):
    """What goes on in it from now on, and who opens it. When it is open, is asked by TimesForm."""

    name = forms.CharField(
        label=gettext_lazy("What is it called, now that it is open?"), required=False, max_length=200, widget=line()
    )
    schedule = forms.CharField(
        label=gettext_lazy("When is it open, as people say it?"),
        help_text=gettext_lazy("“Sundays, 2 to 5, all winter.”"),
        max_length=400,
        widget=line(),
        error_messages={"required": gettext_lazy("Say when it is open: the days and the hours.")},
    )
    organization = forms.ChoiceField(
        label=gettext_lazy("Who opens it?"), required=False, widget=forms.Select(attrs={"class": "nhsuk-select"})
    )
    organization_name = forms.CharField(
        label=gettext_lazy("If they are not listed: what they are called"),
        required=False,
        max_length=200,
        widget=line(),
    )
    fees_description = forms.CharField(
        label=gettext_lazy("What does it really cost?"),
        help_text=gettext_lazy("“Free”, “£2, tea included”. Empty means that nobody has said."),
        required=False,
        max_length=400,
        widget=line(),
    )
    helps_with = forms.CharField(
        label=gettext_lazy("What does it help with?"),
        help_text=gettext_lazy("In plain words, with commas between: company, keeping warm."),
        required=False,
        max_length=400,
        widget=line(),
    )

    def __init__(self, *args: Any, organizations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", _("not listed here")), *organizations]  # type: ignore[attr-defined]

"""What people type to begin a work, to join it, to agree and to leave."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line, lines
from commonweal.listening.models import Voice, Work
from commonweal.listening.words import LEVELS
from commonweal.listening.works.words import KINDS, LEAVING, RULES
from commonweal.people.slip_forms import WhoForm

MOST = 100_000
# What a maker is asked about, one by one; none is ticked beforehand.
ASKED: tuple[tuple[str, Any], ...] = (
    ("showing", _("It may be shown to everyone, as it is agreed about above")),
    ("picture", _("Pictures, sound and film of my part may be shown with it")),
    ("recording", _("It may be recorded and filmed while it is performed or made")),
    ("selling", _("It may be printed and sold, on paper and in other forms that cannot be recalled")),
    ("quote", _("A line of mine may be shown by itself, as I said it")),
    ("coding", _("My part may be read to find what many say. If you do not tick this, it stays art and nothing else")),
)


class WorkForm(forms.Form):
    """What a work is, who helps as an artist, and what is agreed about it."""

    title = forms.CharField(
        label=_("What is it called?"),
        help_text=_("A working title will do."),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Give it a name, or a working title.")},
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    about = forms.CharField(label=_("What do its makers say of it?"), required=False, max_length=4000, widget=lines(4))
    made_on = forms.DateField(label=_("When was it made, or first shown?"), required=False, widget=day())
    artist = forms.CharField(
        label=_("The artist who helps, as they want to be credited"), required=False, max_length=300, widget=line()
    )
    brief = forms.CharField(
        label=_("What was the artist asked to do?"),
        help_text=_("The makers, and the people who work in this place, can read this."),
        required=False,
        max_length=4000,
        widget=lines(4),
    )
    fee = forms.DecimalField(
        label=_("The fee that was agreed, in pounds"),
        help_text=_("The makers, and the people who work in this place, can see this. Leave it empty if it is open."),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=line(inputmode="decimal"),
    )
    fee_agreed_on = forms.DateField(label=_("Agreed on"), required=False, widget=day())
    fee_paid = forms.DecimalField(
        label=_("Paid so far, in pounds"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=line(inputmode="decimal"),
    )
    fee_paid_on = forms.DateField(label=_("Paid on"), required=False, widget=day())
    copying = forms.CharField(
        label=_("Who may copy it?"),
        help_text=_("In plain words: “Anybody here, for nothing. Anybody else asks first.”"),
        required=False,
        max_length=1000,
        widget=lines(2),
    )
    deciding = forms.CharField(label=_("Who decides about it?"), required=False, max_length=1000, widget=lines(2))
    income = forms.CharField(
        label=_("What happens to any money it brings?"), required=False, max_length=1000, widget=lines(2)
    )
    rule = forms.ChoiceField(
        label=_("When is it shown?"), choices=list(RULES.items()), initial=Work.ALL, widget=forms.RadioSelect
    )
    leaving = forms.ChoiceField(
        label=_("What happens if one of the makers withdraws?"),
        choices=list(LEAVING.items()),
        initial=Work.ASK,
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=_("If the others are asked: within how many days?"),
        initial=14,
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input"}),
    )


class TogetherForm(forms.Form):
    """Something that all made together."""

    heading = forms.CharField(label=_("A heading"), required=False, max_length=200, widget=line())
    words = forms.CharField(
        label=_("The words, as they stand"),
        help_text=_("Every line stays where it is."),
        required=False,
        strip=False,
        max_length=MOST,
        widget=lines(8),
    )
    link = forms.CharField(
        label=_("Where the film or the recording is"), required=False, max_length=500, widget=line(inputmode="url")
    )


class AgreeForm(WhoForm):
    """What a maker agrees to."""

    agreed = forms.MultipleChoiceField(
        label=_("What do you agree to?"),
        help_text=_("Tick only what you like. You can change it at any time."),
        choices=ASKED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["agreed", "code"]


class JoinForm(AgreeForm):
    """Being one of the makers: what one did, how one is credited, one's own part."""

    role = forms.CharField(
        label=_("What did you do in it, as you would call it?"),
        help_text=_("“Wrote the song”, “Gran in the play”, “sewed the river”."),
        required=False,
        max_length=200,
        widget=line(),
    )
    level = forms.ChoiceField(
        label=_("How do you want to be credited?"),
        choices=list(LEVELS.items()),
        initial=Voice.COUNTED,
        widget=forms.RadioSelect,
    )
    called = forms.CharField(
        label=_("The name or description that is to stand there"),
        help_text=_("Leave it empty if you want to be counted only."),
        required=False,
        max_length=200,
        widget=line(autocomplete="off"),
    )
    heading = forms.CharField(label=_("A heading for your part"), required=False, max_length=200, widget=line())
    words = forms.CharField(
        label=_("Your part, in your own words"),
        help_text=_("A scene, a verse, what you would like to stand beside your square. You may leave it empty."),
        required=False,
        strip=False,
        max_length=MOST,
        widget=lines(8),
    )
    young = forms.BooleanField(label=_("I am under 18"), required=False)
    guardian = forms.CharField(
        label=_("If you are under 18: the grown-up you trust who agrees with you"),
        required=False,
        max_length=200,
        widget=line(autocomplete="off"),
    )
    read_back = forms.BooleanField(
        label=_("If you write this down for somebody: it was read back to them, and it is right"), required=False
    )
    field_order = ["role", "level", "called", "heading", "words", "agreed", "young", "guardian", "read_back", "code"]

    def clean(self) -> dict[str, Any]:
        """Whoever wants a name to stand there says which."""
        told = super().clean() or {}
        if told.get("level") not in (None, Voice.COUNTED) and not (told.get("called") or "").strip():
            self.add_error("called", _("Say how you want to be called, or choose to be counted only."))
        if told.get("young") and told.get("agreed") and not (told.get("guardian") or "").strip():
            self.add_error("guardian", _("Say which grown-up you trust agrees with you, or tick nothing above."))
        if told.get("young") and told.get("level") == Voice.NAMED:
            self.add_error("level", _("Under 18, choose a first name or another name rather than your whole name."))
        return told


class LeaveForm(WhoForm):
    """Withdrawing from a work."""

    words_too = forms.BooleanField(label=_("Take back everything I gave to it too, my words among it"), required=False)
    sure = forms.BooleanField(
        label=_("Yes, I want to withdraw"),
        error_messages={"required": _("Tick that you are sure. Nothing has been done yet.")},
    )
    field_order = ["words_too", "sure", "code"]

"""What people type to carry the directory elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from commonweal.directory.find_views import ACCESS, PARTS
from commonweal.directory.forms import day, hour, line, lines
from commonweal.directory.models import Campaign, Theme
from commonweal.openreferral.sessions import DAYS

COLOURS = (("here", _("Green")), ("need", _("Brick red")), ("voice", _("Violet")))
DRAWINGS = (
    ("table", _("People round a table")),
    ("street", _("A street with a hall")),
    ("path", _("A path")),
    ("seedling", _("A seedling")),
    ("signpost", _("A signpost")),
    ("board", _("A notice board")),
    ("list", _("A list")),
    ("scales", _("Scales")),
)
SHORT = (("5", "5"), ("10", "10"), ("20", "20"))
LOOKS = (("", _("As the reader's device is set")), ("light", _("Light")), ("dark", _("Dark")))


def choose() -> forms.Select:
    """One of several."""
    return forms.Select(attrs={"class": "nhsuk-select"})


class ThemeForm(forms.Form):
    """A theme: what it is called, what belongs to it, and when it holds."""

    title = forms.CharField(
        label=_("What is it called?"),
        help_text=_("“Warm spaces”, “For carers”, “Move more”."),
        max_length=120,
        widget=line(),
        error_messages={"required": _("Give the theme a title, such as “Warm spaces”.")},
    )
    words = forms.CharField(
        label=_("What would you say to somebody at the door?"), required=False, max_length=1000, widget=lines(3)
    )
    drawing = forms.ChoiceField(label=_("Which drawing?"), choices=DRAWINGS, widget=choose())
    colour = forms.ChoiceField(label=_("Which colour?"), choices=COLOURS, widget=choose())
    first_day = forms.DateField(label=_("From which day?"), required=False, widget=day())
    last_day = forms.DateField(label=_("Until which day?"), required=False, widget=day())
    helps_with = forms.MultipleChoiceField(
        label=_("It helps with any of these"), required=False, widget=forms.CheckboxSelectMultiple
    )
    days = forms.MultipleChoiceField(
        label=_("On any of these days"),
        choices=[(code, WEEKDAYS[number]) for number, code in enumerate(DAYS)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    part = forms.ChoiceField(label=_("When in the day?"), choices=PARTS, required=False, widget=choose())
    access = forms.ChoiceField(
        label=_("What makes it possible to take part?"), choices=ACCESS, required=False, widget=choose()
    )
    age = forms.IntegerField(
        label=_("For somebody of which age?"),
        required=False,
        min_value=0,
        max_value=130,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input", "inputmode": "numeric"}),
    )
    free = forms.BooleanField(label=_("Only what is said to be free"), required=False)
    quiet = forms.BooleanField(label=_("Only what is said to be quiet"), required=False)
    online = forms.BooleanField(label=_("Online"), required=False)
    confirmed = forms.BooleanField(label=_("Confirmed within 6 months"), required=False)

    FILTERS = ("helps_with", "days", "part", "access", "age", "free", "quiet", "online", "confirmed")

    def __init__(self, *args: Any, helps: list[tuple[str, int]], picks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helps_with"].choices = [(word, f"{word} ({count})") for word, count in helps]  # type: ignore[attr-defined]
        # Five to begin with, and three more than there are: the page needs no script to add one.
        held = list(self.initial.get("picked", ()))
        self.pick_names = [f"pick_{number}" for number in range(max(5, len(held) + 3))]
        for number, name in enumerate(self.pick_names):
            initial = held[number] if number < len(held) else ""
            self.fields[name] = forms.ChoiceField(
                label=_("Picked by hand, number %(number)s") % {"number": number + 1},
                choices=[("", _("nothing")), *picks],
                required=False,
                initial=initial,
                widget=choose(),
            )

    def picks(self) -> list[Any]:
        """The fields of what is picked by hand, in order."""
        return [self[name] for name in self.pick_names]

    def said(self) -> dict[str, Any]:
        """What was typed, as the change takes it."""
        told = self.cleaned_data
        plain = ("title", "words", "drawing", "colour", "first_day", "last_day")
        return {
            **{name: told[name] for name in plain},
            "rule": {name: told[name] for name in self.FILTERS if told.get(name)},
            "picked": [told[name] for name in self.pick_names if told.get(name)],
        }


def theme_initial(theme: Theme) -> dict[str, Any]:
    """A theme as its form asks for it."""
    plain = ("title", "words", "drawing", "colour", "first_day", "last_day", "picked")
    return {name: getattr(theme, name) for name in plain} | dict(theme.rule)


class CampaignForm(forms.Form):
    """A campaign's two faces."""

    STATEMENTS = 4

    invitation = forms.CharField(
        label=_("For the public: what is this about?"),
        help_text=_("Warm and short. What happens, and that they are welcome."),
        max_length=2000,
        widget=lines(3),
        error_messages={"required": _("Say to the public, in a sentence or two, what this is about.")},
    )
    whom = forms.CharField(
        label=_("For health staff: whom may it help?"),
        max_length=2000,
        widget=lines(3),
        error_messages={"required": _("Say whom it may help.")},
    )
    say = forms.CharField(
        label=_("What can somebody say in a consultation?"),
        help_text=_("Plain words, as one would say them aloud."),
        max_length=2000,
        widget=lines(4),
        error_messages={"required": _("Say what somebody can say in a consultation, in plain words.")},
    )
    refer = forms.CharField(
        label=_("How to refer somebody, or where to point them"),
        max_length=2000,
        widget=lines(3),
        error_messages={"required": _("Say how to refer somebody, or where to point them.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, self.STATEMENTS + 1):
            told = {"number": number}
            parts = (
                ("statement", _("Statement %(number)s: what is known") % told, lines(2)),
                ("source", _("Statement %(number)s: who found it, where and when") % told, line()),
                ("address", _("Statement %(number)s: where it can be read") % told, line(type="url", inputmode="url")),
            )
            for name, label, widget in parts:
                self.fields[f"{name}_{number}"] = forms.CharField(
                    label=label, required=False, max_length=1000, widget=widget
                )

    def statements(self) -> list[list[Any]]:
        """The fields of each statement."""
        numbers = range(1, self.STATEMENTS + 1)
        return [[self[f"{name}_{number}"] for name in ("statement", "source", "address")] for number in numbers]

    def said(self) -> dict[str, Any]:
        """What was typed, as the change takes it."""
        told, numbers = self.cleaned_data, range(1, self.STATEMENTS + 1)
        names = ("statement", "source", "address")
        return {
            **{name: told[name] for name in ("invitation", "whom", "say", "refer")},
            "evidence": [{name: told[f"{name}_{number}"] for name in names} for number in numbers],
        }


def campaign_initial(held: Campaign) -> dict[str, Any]:
    """A campaign as its form asks for it."""
    found = {name: getattr(held, name) for name in ("invitation", "whom", "say", "refer")}
    for number, each in enumerate(held.evidence, 1):
        found |= {f"{name}_{number}": value for name, value in each.items()}
    return found


class WidgetForm(forms.Form):
    """What a widget shows, and how it looks."""

    theme = forms.ChoiceField(label=_("What does it show?"), required=False, widget=choose())
    helps_with = forms.ChoiceField(label=_("Only what helps with"), required=False, widget=choose())
    free = forms.BooleanField(label=_("Only what is said to be free"), required=False)
    title = forms.CharField(
        label=_("What stands above it?"),
        help_text=_("Leave empty for the name of the theme or the place."),
        required=False,
        max_length=80,
        widget=line(),
    )
    most = forms.ChoiceField(label=_("How many?"), choices=SHORT, required=False, widget=choose())
    look = forms.ChoiceField(label=_("Light or dark?"), choices=LOOKS, required=False, widget=choose())
    colour = forms.ChoiceField(label=_("Which colour?"), choices=COLOURS, required=False, widget=choose())
    search = forms.ChoiceField(
        label=_("A field to search in?"),
        choices=(("", _("Yes")), ("off", _("No"))),
        required=False,
        widget=choose(),
    )

    def __init__(self, *args: Any, themes: list[tuple[str, str]], helps: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("Everything that goes on")), *themes]  # type: ignore[attr-defined]
        self.fields["helps_with"].choices = [("", _("anything")), *((word, word) for word in helps)]  # type: ignore[attr-defined]


class ShowcaseForm(forms.Form):
    """A day or an evening on which what is here shows itself."""

    title = forms.CharField(
        label=_("What is it called?"),
        max_length=120,
        widget=line(),
        error_messages={"required": _("Give the showcase a name.")},
    )
    words = forms.CharField(label=_("What happens there?"), required=False, max_length=2000, widget=lines(4))
    on = forms.DateField(
        label=_("On which day?"), widget=day(), error_messages={"required": _("Say on which day it is.")}
    )
    begins = forms.TimeField(label=_("From"), widget=hour())
    ends = forms.TimeField(label=_("Until"), widget=hour())
    location = forms.ChoiceField(label=_("Where?"), widget=choose())
    access = forms.CharField(
        label=_("How do people get in and take part?"),
        help_text=_("Steps, toilets, a quiet corner, an interpreter, who holds the door."),
        required=False,
        max_length=1000,
        widget=lines(2),
    )

    def __init__(self, *args: Any, where: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["location"].choices = where  # type: ignore[attr-defined]

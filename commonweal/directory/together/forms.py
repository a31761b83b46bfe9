"""What people type to say who works with whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.directory.forms import day, lines
from commonweal.directory.together.kinds import every


def maybe_a_day(label: Any, hint: Any = "") -> forms.DateField:
    """A day that may be left empty."""
    return forms.DateField(label=label, help_text=hint, required=False, widget=day())


def chosen(label: Any, wrong: Any) -> forms.ChoiceField:
    """One of a list, which has to be chosen."""
    widget = forms.Select({"class": "nhsuk-select"})
    return forms.ChoiceField(label=label, widget=widget, error_messages={"required": wrong, "invalid_choice": wrong})


class TogetherForm(forms.Form):
    """Who does what with whom, and since when."""

    one = chosen(gettext_lazy("Which organisation?"), gettext_lazy("Choose an organisation."))
    kind = chosen(gettext_lazy("What does it do?"), gettext_lazy("Say what they do together: choose from the list."))
    other = chosen(gettext_lazy("With, or for, which other?"), gettext_lazy("Choose the other organisation."))
    words = forms.CharField(
        label=gettext_lazy("On what, and how close is it? In your own words"),
        help_text=gettext_lazy("“One kitchen, two rotas.” “We ring each other before we ring anybody else.”"),
        required=False,
        max_length=600,
        widget=lines(3),
    )
    since = maybe_a_day(gettext_lazy("Since when?"), gettext_lazy("Leave empty if nobody remembers."))
    until = maybe_a_day(gettext_lazy("Until when?"), gettext_lazy("Leave empty while it goes on."))

    def __init__(self, *args: Any, organizations: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *((each.key, each.said_from("one").capitalize() + " …") for each in every().values()),
        ]
        if organizations is None:
            del self.fields["one"], self.fields["other"]
        else:
            for name in ("one", "other"):
                self.fields[name].choices = [("", _("Choose one")), *organizations]  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """Why an organisation is an anchor, or why somebody does not see it so."""

    words = forms.CharField(
        label=gettext_lazy("Why? In a sentence or two"),
        max_length=600,
        widget=lines(3),
        error_messages={"required": gettext_lazy("Say why, in a sentence: people will ask.")},
    )

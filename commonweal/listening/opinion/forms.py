"""What people type to begin a conversation, to add a statement, to decide about one, and to bring paper in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.directory.forms import line, lines
from commonweal.listening.models import Conversation, Gathering
from commonweal.listening.opinion.changes import LEAST_SMALLEST
from commonweal.listening.opinion.words import ADDS, LONGEST
from commonweal.people.slip_forms import WhoForm

SELECT = {"class": "nhsuk-select"}
TICKS = {"a": 1, "y": 1, "+": 1, "1": 1, "d": -1, "n": -1, "-": -1, "p": 0, "0": 0, "?": 0}


class BeginForm(forms.Form):
    """A question, and the first statements."""

    question = forms.CharField(
        label=gettext_lazy("What are people asked?"),
        help_text=gettext_lazy("“What would make our evenings better?”"),
        max_length=300,
        widget=line(autocomplete="off"),
        error_messages={"required": gettext_lazy("Write the question that people are asked.")},
    )
    about = forms.CharField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("What may come of it, who decides, and what cannot be changed. People read this first."),
        max_length=2000,
        required=False,
        widget=lines(4),
    )
    statements = forms.CharField(
        label=gettext_lazy("The first statements"),
        help_text=gettext_lazy(
            "One on each line, ten or more. Each says one thing that somebody could agree or disagree with: use what "
            "people have said here, from all sides."
        ),
        max_length=30_000,
        widget=lines(10),
        error_messages={
            "required": gettext_lazy("Write at least one statement, so that there is something to vote on.")
        },
    )
    adds = forms.ChoiceField(
        label=gettext_lazy("Who may add statements?"),
        choices=list(ADDS.items()),
        initial=Conversation.EVERYONE,
        widget=forms.RadioSelect,
    )
    gathering = forms.ChoiceField(
        label=gettext_lazy("Is it part of a gathering?"), required=False, widget=forms.Select(attrs=SELECT)
    )
    smallest = forms.IntegerField(
        label=gettext_lazy("Tell nothing of fewer people than"),
        help_text=gettext_lazy(
            "Five, if you have no reason for another number. More where people know each other well."
        ),
        initial=5,
        min_value=LEAST_SMALLEST,
        max_value=50,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input", "inputmode": "numeric"}),
    )
    publishes = forms.BooleanField(
        label=gettext_lazy(
            "When it is closed, give out who thinks what, without names, so that others can work with it"
        ),
        required=False,
    )

    def __init__(self, *args: Any, gatherings: list[Gathering], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gathering"].choices = [  # type: ignore[attr-defined]
            ("", _("No")),
            *((str(each.pk), each.name) for each in gatherings),
        ]

    def clean_statements(self) -> str:
        """No line longer than anybody would read."""
        said = str(self.cleaned_data["statements"])
        for number, each in enumerate(said.splitlines(), 1):
            if len(each.strip()) > LONGEST:
                raise forms.ValidationError(
                    _("Line %(line)d is longer than %(most)d letters. One thought in each statement is enough.")
                    % {"line": number, "most": LONGEST}
                )
        return said


class AddForm(WhoForm):
    """A statement of one's own."""

    words = forms.CharField(
        label=gettext_lazy("Your statement"),
        help_text=gettext_lazy("One thing that others can agree or disagree with, in your own words."),
        max_length=LONGEST,
        widget=lines(3),
        error_messages={"required": gettext_lazy("Write what people can agree with or not.")},
    )
    quote = forms.ChoiceField(
        label=gettext_lazy("Is it what somebody said here?"), required=False, widget=forms.Select(attrs=SELECT)
    )
    field_order = ["words", "quote", "code"]

    def __init__(self, *args: Any, quotes: list[tuple[str, str]], needs_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = needs_code
        if not needs_code and not kwargs.get("signed_in"):
            self.fields["code"].help_text = gettext_lazy("If you have one: then you can take the statement back later.")
        if quotes:
            self.fields["quote"].choices = [("", _("No, it is a new one")), *quotes]  # type: ignore[attr-defined]
        else:
            del self.fields["quote"]


class DecideForm(forms.Form):
    """In, or out with a reason."""

    reason = forms.CharField(max_length=1000, required=False, strip=True)
    do = forms.ChoiceField(choices=[("in", "in"), ("out", "out")])


class BallotsForm(forms.Form):
    """Ballots from paper: a line for each, a letter for each statement."""

    label = forms.CharField(
        label=gettext_lazy("Which ballots are these?"),
        help_text=gettext_lazy("“Table 3, Saturday”. So nobody types them in twice."),
        max_length=120,
        widget=line(autocomplete="off"),
        error_messages={"required": gettext_lazy("Say which ballots these are, so that nobody types them in twice.")},
    )
    ballots = forms.CharField(
        label=gettext_lazy("The ballots"),
        help_text=gettext_lazy(
            "A line for each ballot: the number of a statement and A, D or P, as “1a 2d 5p”; or only the letters in "
            "order, with a full stop where nothing is ticked, as “ad..p”."
        ),
        max_length=100_000,
        widget=lines(10),
        error_messages={"required": gettext_lazy("Type at least one ballot.")},
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers

    def clean_ballots(self) -> list[dict[int, int]]:
        """What was ticked on each."""
        lines_ = [each.strip().lower() for each in str(self.cleaned_data["ballots"]).splitlines()]
        return [self._ballot(number, each) for number, each in enumerate(lines_, 1) if each]

    def _ballot(self, number: int, said: str) -> dict[int, int]:
        pairs = re.findall(r"(\d+)\s*([adpyn])(?![a-z])", said)
        if pairs and re.fullmatch(r"(?:\d+\s*[adpyn][\s,;]*)+", said):
            found: dict[int, int] = {}
            for statement, letter in pairs:
                if int(statement) in found or int(statement) not in self.numbers:
                    raise forms.ValidationError(
                        _("Line %(line)d: there is no statement %(number)s here, or it stands there twice.")
                        % {"line": number, "number": statement}
                    )
                found[int(statement)] = TICKS[letter]
            return found
        letters = re.sub(r"\s", "", said)
        if len(letters) > len(self.numbers) or set(letters) - set("adpyn."):
            raise forms.ValidationError(
                _("Line %(line)d is no ballot. Type A, D or P for each statement, a full stop where none is ticked.")
                % {"line": number}
            )
        return {at: TICKS[each] for at, each in zip(self.numbers, letters, strict=False) if each != "."}


class DotsForm(forms.Form):
    """Dots on a wall: three numbers for each statement."""

    label = forms.CharField(
        label=gettext_lazy("Which wall, and when?"),
        max_length=120,
        widget=line(autocomplete="off"),
        error_messages={"required": gettext_lazy("Say which dots these are, so that nobody types them in twice.")},
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        for number in numbers:
            for way in ("agree", "disagree", "pass"):
                self.fields[f"{way}-{number}"] = forms.IntegerField(required=False, min_value=0, max_value=10_000)

    def dots(self) -> dict[int, tuple[int, int, int]]:
        """Counts by number of the statement; an empty field is none."""
        told = self.cleaned_data
        return {
            number: tuple(told.get(f"{way}-{number}") or 0 for way in ("agree", "disagree", "pass"))  # type: ignore[misc]
            for number in self.numbers
        }

"""What people choose to ask about reach, and hand over to have it measured better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line
from commonweal.evidence.access import themes
from commonweal.evidence.access.question import ACCESS_WORDS, AMONG_WORDS, FEW, FREE, MINUTES, WHEN_WORDS, Question
from commonweal.evidence.access.travel import LINE

LARGEST = 64_000_000
SELECT = {"class": "nhsuk-select"}
FEW_WORDS = (_("nothing at all"), _("1 thing, or none"), _("3 things, or fewer"), _("5 things, or fewer"))


def _choice(label: Any, choices: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.Select(attrs=SELECT))


class ReachForm(forms.Form):
    """What people should be able to reach, when, at what price; and whose need it is put beside."""

    theme = _choice(
        _("What?"), lambda: [("", _("anything")), *((each.key, each.label) for each in themes.every().values())]
    )
    among = _choice(_("What counts?"), list(AMONG_WORDS.items()))
    cost = _choice(_("At what cost?"), [(FREE, _("free")), ("any", _("free or not"))])
    when = _choice(_("When?"), [("any", _("at any time")), *WHEN_WORDS.items()])
    minutes = _choice(_("Within how many minutes?"), [(str(each), str(each)) for each in MINUTES])
    language = _choice(_("In which language?"))
    access = _choice(_("What makes it possible to take part?"), [("", _("whatever is there")), *ACCESS_WORDS.items()])
    need = _choice(_("Need, told by"))
    few = _choice(
        _("How little is too little?"), [(str(few), words) for few, words in zip(FEW, FEW_WORDS, strict=True)]
    )
    way = _choice(_("How is the way measured?"))

    def __init__(
        self,
        *args: Any,
        languages: Sequence[str],
        needs: Sequence[tuple[str, str]],
        ways: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        spoken = [(each, capfirst(each)) for each in languages]
        self.fields["language"].choices = [("", _("whichever")), *spoken]  # type: ignore[attr-defined]
        self.fields["need"].choices = [*needs] or [("", _("nothing: no figures are loaded"))]  # type: ignore[attr-defined]
        straight = (LINE, _("on foot, in a straight line times 1.3"))
        self.fields["way"].choices = [*ways, straight]  # type: ignore[attr-defined]

    def question(self) -> Question:
        """What was asked. "any" is said in the address, so that it is told apart from nothing having been asked."""
        told = {name: value for name, value in self.cleaned_data.items() if value != ""}
        return Question.of({name: "" if value == "any" else value for name, value in told.items()})


class MinutesForm(forms.Form):
    """A table of minutes, from any router."""

    file = forms.FileField(
        label=_("The table"),
        help_text=_("A .csv file with the columns origin, destination, mode and minutes. Up to 64 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
    title = forms.CharField(
        label=_("How were the minutes worked out?"),
        help_text=_("Which router, which map and timetable, of when. Everybody reads it beside the numbers."),
        max_length=200,
        error_messages={"required": _("Say how the minutes were worked out: which router, which map, of when.")},
        widget=line(),
    )
    licence = forms.CharField(
        label=_("On what terms may the map be used?"),
        help_text=_("“Open Database Licence, © OpenStreetMap contributors”, for example."),
        required=False,
        max_length=200,
        widget=line(),
    )

    text = ""

    def clean_file(self) -> UploadedFile:
        """A file that can be read as text."""
        given: UploadedFile = self.cleaned_data["file"]
        if given.size and given.size > LARGEST:
            raise forms.ValidationError(_now("This file is larger than 64 MB. Leave out what is far away."))
        try:
            self.text = given.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_now("This is not a .csv file in UTF-8. Save it as “CSV UTF-8”.")) from error
        return given


class WithdrawForm(forms.Form):
    """Why a table is taken back."""

    reason = forms.CharField(
        label=_("Why is it taken back?"),
        max_length=400,
        error_messages={"required": _("Say why it is taken back: others may have relied on it.")},
        widget=line(),
    )

"""What people choose to ask about reach, and hand over to have it measured better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line
from commonweal.evidence.access import reading, streets, themes, timetable
from commonweal.evidence.access.question import ACCESS_WORDS, AMONG_WORDS, FEW, FREE, MINUTES, WHEN_WORDS, Question
from commonweal.evidence.models import Bringing

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
        self.fields["way"].choices = [*ways]  # type: ignore[attr-defined]

    def question(self) -> Question:
        """What was asked. "any" is said in the address, so that it is told apart from nothing having been asked."""
        told = {name: value for name, value in self.cleaned_data.items() if value != ""}
        return Question.of({name: "" if value == "any" else value for name, value in told.items()})


class HandedForm(forms.Form):
    """A file that is handed over, and what people read beside every number that comes of it."""

    kind = ""  # how the file's name ends
    most = 0  # bytes

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = self.kind

    def clean_file(self) -> UploadedFile:
        """Of the kind that can be read, and no larger than can be read."""
        given: UploadedFile = self.cleaned_data["file"]
        if not str(given.name).casefold().endswith(self.kind):
            raise forms.ValidationError(_now("The file’s name ends in %s. This one’s does not.") % self.kind)
        if given.size and given.size > self.most:
            said = _now("This file is larger than %s MB. Leave out what is far away.")
            raise forms.ValidationError(said % (self.most // 1_000_000))
        return given


def _file(label: Any, help_text: Any) -> forms.FileField:
    wrong = {"required": _("Choose a file."), "empty": _("The file is empty.")}
    return forms.FileField(label=label, help_text=help_text, error_messages=wrong, widget=forms.FileInput())


def _title(label: Any, help_text: Any, missing: Any) -> forms.CharField:
    wrong = {"required": missing}
    return forms.CharField(label=label, help_text=help_text, max_length=200, error_messages=wrong, widget=line())


def _licence(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=200, widget=line())


class StreetsForm(HandedForm):
    """An extract of a map, to walk on."""

    kind, most = ".pbf", streets.LARGEST
    file = _file(
        _("The map"),
        _("An extract of OpenStreetMap that covers the place and a little more (.osm.pbf). Up to 200 MB."),
    )
    title = _title(
        _("Which map is it?"),
        _("“OpenStreetMap, Newport”, for example. Everybody reads it beside the numbers."),
        _("Say which map it is: people read it beside every number that is measured on it."),
    )
    vintage = forms.DateField(
        label=_("Of when is it?"),
        help_text=_("If you leave this empty, the day that stands in the file is taken."),
        required=False,
        widget=day(),
    )


class MinutesForm(HandedForm):
    """A table of minutes, from any router."""

    kind, most = ".csv", reading.LARGEST
    file = _file(_("The table"), _("A .csv file with the columns origin, destination, mode and minutes. Up to 64 MB."))
    title = _title(
        _("How were the minutes worked out?"),
        _("Which router, which map and timetable, of when. Everybody reads it beside the numbers."),
        _("Say how the minutes were worked out: which router, which map, of when."),
    )
    licence = _licence(
        _("On what terms may the map be used?"),
        _("“Open Database Licence, © OpenStreetMap contributors”, for example."),
    )


class TimetableForm(HandedForm):
    """A timetable of public transport, and when people leave."""

    kind, most = ".zip", timetable.LARGEST
    file = _file(_("The timetable"), _("A timetable of public transport as GTFS (.zip). Up to 100 MB."))
    title = _title(
        _("Which timetable is it?"),
        _("“Bus Open Data Service, Newport”, for example. Everybody reads it beside the numbers."),
        _("Say which timetable it is: people read it beside the numbers."),
    )
    day = forms.DateField(
        label=_("On which day do people leave?"),
        help_text=_("A day within the timetable. An ordinary weekday in term time says most."),
        error_messages={"required": _("Choose a day.")},
        widget=day(),
    )
    hour = forms.ChoiceField(
        label=_("In which hour?"),
        choices=[(str(each), f"{each}:00–{each + 1}:00") for each in range(5, 24)],
        initial="9",
        widget=forms.Select(attrs=SELECT),
    )
    licence = _licence(_("On what terms may the timetable be used?"), _("“Open Government Licence v3.0”, for example."))


BROUGHT: dict[str, type[HandedForm]] = {
    Bringing.STREETS: StreetsForm,
    Bringing.MINUTES: MinutesForm,
    Bringing.TIMETABLE: TimetableForm,
}


class WithdrawForm(forms.Form):
    """Why streets or a table are taken back."""

    reason = forms.CharField(
        label=_("Why is it taken back?"),
        max_length=400,
        error_messages={"required": _("Say why it is taken back: others may have relied on it.")},
        widget=line(),
    )

"""What people type and send to tell of a walk, and to add a stop to it."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line, lines
from commonweal.listening.forms import SayForm
from commonweal.listening.media.words import ACCEPT, most_bytes, too_large
from commonweal.listening.walks.changes import MOST_STOPS
from commonweal.methods.tracks import Spot
from commonweal.people.slip_forms import WhoForm

TRIMS = {
    "150": _("Cut off 150 metres and a little more at each end"),
    "300": _("Cut off 300 metres and a little more at each end"),
    "500": _("Cut off 500 metres and a little more at each end"),
    "0": _("Cut off nothing: it began and ended where everyone may know, such as a library"),
}
MOST_DRAWN = 5000
# What stands behind the last comma, or a latitude and a longitude with one between them.
SPOT = re.compile(r"^(.*?),\s*(-?\d+(?:\.\d+)?\s*,\s*-?\d+(?:\.\d+)?|[^,]*)$")


class TellForm(SayForm, WhoForm):
    """Something that is told, whose it is, and the code of a slip, in one form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = False


class WalkForm(TellForm):
    """A walk: its line, or its stops; and what is said about it."""

    name = forms.CharField(
        label=_("What do you call this walk?"),
        help_text=_("“Along the canal with the buggy”, “Where I used to play”."),
        max_length=120,
        widget=line(autocomplete="off"),
        error_messages={"required": _("Give the walk a name, so that people know which one is meant.")},
    )
    track = forms.FileField(
        label=_("The line your phone or watch kept (GPX)"),
        help_text=_("Most walking apps can share a walk as a GPX file."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".gpx,application/gpx+xml", "class": "nhsuk-input media-file"}),
    )
    drawn = forms.CharField(required=False, max_length=300_000, widget=forms.HiddenInput)
    typed = forms.CharField(
        label=_("Or the places you stopped at, a line each"),
        help_text=_("What you call it, then its postcode if you know it: “The old gate, ZZ1 1AB”."),
        required=False,
        max_length=10_000,
        widget=lines(4),
    )
    trim = forms.ChoiceField(
        label=_("So that nobody can tell where anyone lives"),
        choices=list(TRIMS.items()),
        initial="150",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What do you want to say about it?")
        self.fields["code"].required = False
        self.fields["code"].label = _("Have you a slip already? Then its code")
        self.fields["code"].help_text = _("Else leave it empty: you are given one.")

    def clean_drawn(self) -> list[Spot]:
        """A line drawn on the map: longitudes and latitudes."""
        said = self.cleaned_data["drawn"]
        if not said:
            return []
        try:
            spots = [Spot(float(lat), float(lon)) for lon, lat in json.loads(said)]
        except (ValueError, TypeError) as error:
            raise forms.ValidationError(_("The line that was drawn did not come whole. Draw it again.")) from error
        if len(spots) > MOST_DRAWN or not all(_on_earth(each) for each in spots):
            raise forms.ValidationError(_("The line that was drawn did not come whole. Draw it again."))
        return spots

    def clean_typed(self) -> list[tuple[str, str]]:
        """Names, and postcodes where there are any."""
        found = []
        for each in self.cleaned_data["typed"].splitlines():
            spot = SPOT.match(each)
            if each.strip():
                found.append((spot[1].strip(), spot[2].strip()) if spot else (each.strip(), ""))
        if len(found) > MOST_STOPS:
            raise forms.ValidationError(_("A walk has %s stops at most.") % MOST_STOPS)
        return found

    def clean(self) -> dict[str, Any]:
        """One way of saying where it went."""
        told = super().clean()
        if not self.errors and not (told.get("track") or told.get("drawn") or told.get("typed")):
            self.add_error("track", _("Give the line you went, or the places you stopped at."))
        return told


class StopForm(TellForm):
    """A stop on a walk: where, what is said there, and a picture, sound or film of it."""

    name = forms.CharField(
        label=_("What is this spot called?"), required=False, max_length=120, widget=line(autocomplete="off")
    )
    along = forms.IntegerField(
        label=_("How far along the walk is it?"),
        help_text=_(
            "From 0, where the line on the map begins, to 100, where it ends. Leave it empty if you do not know."
        ),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input", "inputmode": "numeric", "min": "0", "max": "100"}),
    )
    spot = forms.CharField(
        label=_("Or its postcode, or its latitude and longitude"),
        help_text=_("“ZZ1 1AB”, or “53.8001, -1.7402”."),
        required=False,
        max_length=60,
        widget=line(autocomplete="off"),
    )
    file = forms.FileField(
        label=_("A picture, sound or film of it"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "nhsuk-input media-file"}),
    )
    described = forms.CharField(
        label=_("What is to be seen or heard?"),
        help_text=_("In a sentence, for people who cannot see or hear it."),
        required=False,
        max_length=2000,
        widget=lines(2),
    )

    def clean_file(self) -> Any:
        """Not larger than its kind may be; its content is looked at later."""
        sent = self.cleaned_data["file"]
        if sent and sent.size > most_bytes(kind := (sent.content_type or "").partition("/")[0]):
            raise forms.ValidationError(too_large(kind))
        return sent

    def clean(self) -> dict[str, Any]:
        """Something has to be there."""
        told = super().clean()
        if not self.errors and not (told.get("words") or told.get("file") or told.get("name")):
            self.add_error("words", _("Write what was said here, send a picture, or say what the spot is called."))
        return told


class PlaceForm(WhoForm):
    """Where a stop belongs."""

    along = StopForm.base_fields["along"]
    spot = StopForm.base_fields["spot"]


def _on_earth(spot: Spot) -> bool:
    fits = math.isfinite(spot.lat) and math.isfinite(spot.lon)
    return fits and abs(spot.lat) <= 90 and abs(spot.lon) <= 180

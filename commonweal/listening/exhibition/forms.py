"""What people type to put an exhibition together."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line, lines


class ExhibitionForm(forms.Form):
    """Its name, its welcome, and who puts it together."""

    title = forms.CharField(
        label=_("What is it called?"),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Give the exhibition a name.")},
    )
    welcome = forms.CharField(
        label=_("Words of welcome"),
        help_text=_(
            "What people read at the entrance. These are yours, not those of the people whose things hang here."
        ),
        required=False,
        max_length=4000,
        widget=lines(5),
    )
    curators = forms.CharField(
        label=_("Who put it together, as you want to be called"), required=False, max_length=300, widget=line()
    )


class RoomForm(forms.Form):
    """A room, and what stands at its door."""

    title = forms.CharField(
        label=_("What is the room called?"),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Give the room a name.")},
    )
    words = forms.CharField(label=_("Words at its door, if you like"), required=False, max_length=2000, widget=lines(2))

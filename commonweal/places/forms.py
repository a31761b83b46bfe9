"""What people send to draw a neighbourhood of their own."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DrawForm(forms.Form):
    """A file with outlines, and a name for it if the file has none."""

    file = forms.FileField(
        label=_("The outline, as a GeoJSON file"),
        help_text=_("One area or several. Free drawing tools can save one; a file of up to 2 MB."),
        error_messages={"required": _("Choose the file with the outline."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json,application/json"}),
    )
    name = forms.CharField(
        label=_("What people call it"),
        help_text=_("Only if the file does not say."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "nhsuk-input", "autocomplete": "off"}),
    )

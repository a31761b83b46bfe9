"""What somebody says of a shared device as they set it up. Its PIN is not asked here: it never leaves the device."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DeviceForm(forms.Form):
    """What to call it."""

    name = forms.CharField(
        label=_("What do you call this device?"),
        help_text=_("So that you know later which one still holds something: “the tablet by the door”."),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "nhsuk-input", "autocomplete": "off"}),
        error_messages={"required": _("Give the device a name, so that you know later which one is meant.")},
    )

"""What people type and hand over to take in another directory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.directory.feeds.files import LARGEST
from commonweal.directory.forms import line, lines
from commonweal.feeds.licences import LICENCES

KINDS = (".csv", ".xlsx", ".json", ".ndjson", ".jsonl", ".zip")
MAPPINGS = (".toml", ".json")
LARGEST_MAPPING = 200_000


def _licences() -> list[tuple[str, Any]]:
    known = [(key, each.name) for key, each in LICENCES.items() if key != "unstated"]
    return [("", _("Choose the licence")), *known, ("unstated", _("Agreed in words of their own, written below"))]


class SourceForm(forms.Form):
    """Where a feed comes from: an address, or a file."""

    file = forms.FileField(
        label=_("A file"),
        help_text=_("A spreadsheet (.xlsx or .csv), Open Referral as .json, or a .zip of tables. Up to 20 MB."),
        required=False,
        error_messages={"empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
    )
    mapping = forms.FileField(
        label=_("For a spreadsheet: which column is what (if you have such a file)"),
        help_text=_(
            "A .toml or .json file. Without it the columns are guessed by their names, and shown to you first."
        ),
        required=False,
        error_messages={"empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ",".join(MAPPINGS)}),
    )

    def clean_file(self) -> UploadedFile | None:
        """Only what can be read, and not more than can be read."""
        given = self.cleaned_data["file"]
        if given and Path(given.name).suffix.casefold() not in KINDS:
            raise forms.ValidationError(
                _now("This kind of file cannot be read. It is one of: %(kinds)s.") % {"kinds": ", ".join(KINDS)}
            )
        if given and given.size > LARGEST:
            raise forms.ValidationError(
                _now("This file is larger than 20 MB. Hand it over in parts, or give an address.")
            )
        return given  # type: ignore[no-any-return]

    def clean_mapping(self) -> UploadedFile | None:
        """A mapping is a short file."""
        given = self.cleaned_data["mapping"]
        if given and (Path(given.name).suffix.casefold() not in MAPPINGS or given.size > LARGEST_MAPPING):
            raise forms.ValidationError(_now("A mapping is a short .toml or .json file."))
        return given  # type: ignore[no-any-return]


class AddForm(SourceForm):
    """Another directory: what it is, under which licence, and where it comes from."""

    title = forms.CharField(
        label=_("What is the directory called?"),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Say what the directory is called.")},
    )
    publisher = forms.CharField(
        label=_("Who publishes it?"),
        max_length=200,
        widget=line(),
        error_messages={"required": _("Say who publishes it: they are named wherever it is shown.")},
    )
    licence = forms.ChoiceField(
        label=_("Under which licence may it be passed on?"),
        help_text=_(
            "It usually stands at the foot of their page. If none is named, ask them: a reply by e-mail is enough."
        ),
        choices=_licences,
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
        error_messages={
            "required": _(
                "Say under which licence it may be passed on. If you cannot find one, ask the publisher; when they "
                "have agreed, choose “agreed in words of their own” and write down who agreed to what, and when."
            )
        },
    )
    licence_words = forms.CharField(
        label=_("If they agreed in words of their own: who agreed to what, and when"),
        required=False,
        max_length=1000,
        widget=lines(2),
    )
    attribution = forms.CharField(
        label=_("How do they want to be named? (if they say so)"), required=False, max_length=400, widget=line()
    )
    address = forms.CharField(
        label=_("An address on the web"),
        help_text=_("Where its data answer, such as https://example.org/openreferral. Or hand over a file below."),
        required=False,
        max_length=400,
        widget=line(type="url", inputmode="url"),
    )
    field_order = ["title", "publisher", "licence", "licence_words", "attribution", "address", "file", "mapping"]

    def clean_address(self) -> str:
        """An address typed without its beginning is completed."""
        typed = str(self.cleaned_data["address"]).strip()
        if typed and "://" not in typed:
            typed = f"https://{typed}"
        if typed and not typed.startswith(("https://", "http://")):
            raise forms.ValidationError(_now("A web address begins with https:// or http://."))
        return typed

    def clean(self) -> dict[str, Any]:
        """Words where words are the licence; one of an address and a file."""
        told = super().clean() or {}
        if told.get("licence") == "unstated" and not told.get("licence_words", "").strip():
            self.add_error(
                "licence_words", _now("Write down who agreed to what, and when: their words are the licence.")
            )
        if not self.errors and bool(told.get("address")) == bool(told.get("file")):
            self.add_error("address", _now("Give either an address or a file, so that there is something to look at."))
        return told


class AgainForm(SourceForm):
    """The next file of a feed that is handed over."""

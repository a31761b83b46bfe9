"""What people type to put an entry into another language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import line
from commonweal.directory.translating import languages, words
from commonweal.directory.translating.reading import Side
from commonweal.directory.translating.words import STALE

WHO = (
    ("volunteer", _("a volunteer")),
    ("staff", _("somebody on the staff")),
    ("translator", _("a translator")),
    ("machine", _("a machine: it is marked “not checked by a person” until somebody has")),
)
PEOPLE = WHO[:3]


class TranslationForm(forms.Form):
    """The fields of an entry, each beside its source words."""

    by = forms.ChoiceField(
        label=_("Who wrote these words?"),
        choices=WHO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who wrote it: people want to know how far to trust it.")},
    )
    by_name = forms.CharField(
        label=_("Their name, if they want it shown"), required=False, max_length=120, widget=line(autocomplete="off")
    )

    def __init__(self, *args: Any, sides: list[Side], language: languages.Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = sides
        for number, side in enumerate(sides):
            rows = 2 if len(side.source) < 120 else 6
            attrs = {
                "class": "nhsuk-textarea",
                "rows": rows,
                "lang": language.tag,
                "dir": language.direction,
                "aria-describedby": f"source-{number}",
                "spellcheck": "true",
            }
            self.fields[f"words-{number}"] = forms.CharField(
                label=side.label,
                required=False,
                max_length=8000,
                initial=side.words,
                widget=forms.Textarea(attrs=attrs),
            )
            self.fields[f"from-{number}"] = forms.CharField(
                required=False, max_length=24, initial=side.hash, widget=forms.HiddenInput
            )
            if side.state == STALE:
                self.fields[f"still-{number}"] = forms.BooleanField(
                    label=_("These words still fit the new English"), required=False
                )

    def pairs(self) -> list[dict[str, Any]]:
        """Each field with its source, for the page."""
        return [
            {
                "side": side,
                "source_id": f"source-{number}",
                "words": self[f"words-{number}"],
                "made_from": self[f"from-{number}"],
                "still": self[f"still-{number}"] if f"still-{number}" in self.fields else None,
            }
            for number, side in enumerate(self.sides)
        ]

    def said(self) -> dict[str, Any]:
        """What was typed, as `write` takes it."""
        told, numbered = self.cleaned_data, list(enumerate(self.sides))
        return {
            "said": {side.field: told[f"words-{number}"] for number, side in numbered},
            "made_from": {side.field: told[f"from-{number}"] for number, side in numbered if told[f"from-{number}"]},
            "still_right": [side.field for number, side in numbered if told.get(f"still-{number}")],
            "by": told["by"],
            "by_name": told["by_name"],
        }


class CheckForm(forms.Form):
    """Who read it."""

    by = forms.ChoiceField(label=_("I read this language. I am"), choices=PEOPLE, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Your name, if you want it shown"), required=False, max_length=120, widget=line(autocomplete="off")
    )


class WantedForm(forms.Form):
    """Languages of a place."""

    languages = forms.MultipleChoiceField(
        label=_("Into which languages do you want your entries put?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.tag, f"{each.name} ({each.own_name})") for each in languages.every()]
        self.fields["languages"].choices = choices  # type: ignore[attr-defined]


class LabelsForm(forms.Form):
    """The small words of a page, in one language."""

    def __init__(self, *args: Any, language: languages.Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, source in words.LABELS.items():
            widget = line(lang=language.tag, dir=language.direction, autocomplete="off")
            self.fields[name] = forms.CharField(label=source, required=False, max_length=300, widget=widget)

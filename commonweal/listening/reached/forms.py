"""What people type to count who was there, and to say who will reach out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonweal.directory.forms import day, line, lines
from commonweal.listening.reached.changes import MOST
from commonweal.listening.reached.words import AREA, COMMUNITY, GROUPS, HOW, WAYS

NAMED = 6  # communities that can be named at once
SEPARATOR = "--"


def number() -> forms.NumberInput:
    """A count, with the keys of a telephone."""
    return forms.NumberInput(attrs={"class": "nhsuk-input count", "inputmode": "numeric", "min": "0"})


class CountForm(forms.Form):
    """How many there were. Every number may stay empty: empty is not known, and 0 is nobody."""

    everybody = forms.IntegerField(
        label=_("How many in all?"), required=False, min_value=0, max_value=MOST, widget=number()
    )
    how = forms.ChoiceField(
        label=_("How were they counted?"),
        choices=[(how, words) for how, words in HOW.items() if how != "voices"],
        initial="tally",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, areas: dict[str, str], held: dict[str, dict[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: list[tuple[str, str, list[str]]] = []
        self.fields["everybody"].initial = held.get("everybody", {}).get("")
        for group, known in GROUPS.items():
            values = areas if group == AREA else known.values
            if group != COMMUNITY and values:
                names = [self._count(group, value, label, held) for value, label in values.items()]
                self.groups.append((group, str(known.label), names))
        said = list(held.get(COMMUNITY, {}).items())
        self.named = [self._named(place, *pair) for place, pair in enumerate([*said, *[("", None)] * NAMED])]

    def _count(self, group: str, value: str, label: Any, held: dict[str, dict[str, int]]) -> str:
        name = f"{group}{SEPARATOR}{value}"
        self.fields[name] = forms.IntegerField(
            label=label,
            required=False,
            min_value=0,
            max_value=MOST,
            widget=number(),
            initial=held.get(group, {}).get(value),
        )
        return name

    def _named(self, place: int, name: str, many: int | None) -> tuple[str, str]:
        words, count = f"community-{place}", f"community-{place}-many"
        self.fields[words] = forms.CharField(
            label=_("Community %s, as they name it") % (place + 1),
            required=False,
            max_length=120,
            initial=name,
            widget=line(autocomplete="off"),
        )
        self.fields[count] = forms.IntegerField(
            label=_("How many of community %s?") % (place + 1),
            required=False,
            min_value=0,
            max_value=MOST,
            initial=many,
            widget=number(),
        )
        return words, count

    def by_group(self) -> list[tuple[str, str, list[BoundField]]]:
        """The numbers of each group, for the page."""
        return [(group, label, [self[name] for name in names]) for group, label, names in self.groups]

    def by_name(self) -> list[tuple[BoundField, BoundField]]:
        """Communities and their numbers, for the page."""
        return [(self[words], self[many]) for words, many in self.named]

    def clean(self) -> dict[str, Any]:
        """A number says whose it is."""
        told = super().clean() or {}
        for words, many in self.named:
            if told.get(many) is not None and not (told.get(words) or "").strip():
                self.add_error(words, _("Say which community this number is of."))
        return told

    def said(self) -> dict[str, dict[str, int]]:
        """Group → value → how many, of what was typed."""
        told = self.cleaned_data
        found: dict[str, dict[str, int]] = {}
        for group, _label, names in self.groups:
            for name in names:
                if told.get(name) is not None:
                    found.setdefault(group, {})[name.partition(SEPARATOR)[2]] = told[name]
        for words, many in self.named:
            if (told.get(words) or "").strip() and told.get(many) is not None:
                found.setdefault(COMMUNITY, {})[" ".join(told[words].split())] = told[many]
        return found


class OutreachForm(forms.Form):
    """Who will reach out, how, and by when."""

    who = forms.ChoiceField(
        label=_("To whom?"),
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
        error_messages={"required": _("Say who is missing.")},
    )
    community = forms.CharField(
        label=_("Which community, as they name it?"), required=False, max_length=120, widget=line(autocomplete="off")
    )
    owner = forms.CharField(
        label=_("Who will do it?"),
        help_text=_("A person, as they want to be called. Ask them before you write them down."),
        required=False,
        max_length=200,
        widget=line(autocomplete="off"),
    )
    myself = forms.BooleanField(label=_("That is me"), required=False)
    organization = forms.ChoiceField(
        label=_("Which organisation, if any?"), required=False, widget=forms.Select(attrs={"class": "nhsuk-select"})
    )
    way = forms.ChoiceField(
        label=_("How?"),
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how they are reached.")},
    )
    how = forms.CharField(
        label=_("In your own words"),
        help_text=_("“Asha from the Saturday school asks the mothers, and brings them along.”"),
        required=False,
        max_length=2000,
        widget=lines(3),
    )
    by = forms.DateField(label=_("By when?"), widget=day(), error_messages={"required": _("Say by when.")})

    def __init__(
        self, *args: Any, values: list[tuple[str, str]], organizations: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        other = (f"{COMMUNITY}{SEPARATOR}", _("A community that is not listed"))
        self.fields["who"].choices = [*values, other]  # type: ignore[attr-defined]
        self.fields["organization"].choices = [("", _("None")), *organizations]  # type: ignore[attr-defined]
        self.fields["by"].initial = timezone.localdate() + timedelta(days=14)

    def clean(self) -> dict[str, Any]:
        """Somebody, and somebody who does it."""
        told = super().clean() or {}
        if told.get("who") == f"{COMMUNITY}{SEPARATOR}" and not (told.get("community") or "").strip():
            self.add_error("community", _("Say which community."))
        if not (told.get("owner") or "").strip() and not told.get("organization"):
            self.add_error("owner", _("Name somebody who will do it, or choose an organisation."))
        if told.get("by") and told["by"] < timezone.localdate():
            self.add_error("by", _("Say a day that is still to come."))
        return told

    def whom(self) -> tuple[str, str]:
        """Group and value."""
        group, _separator, value = self.cleaned_data["who"].partition(SEPARATOR)
        return group, value or self.cleaned_data["community"].strip()


class CameForm(forms.Form):
    """What came of it; or another day."""

    came_of_it = forms.CharField(
        label=_("What came of it?"),
        help_text=_("“Nine women came, and two brought their mothers.” “Nobody answered” is worth knowing too."),
        required=False,
        max_length=2000,
        widget=lines(3),
    )
    by = forms.DateField(label=_("Or give it until another day"), required=False, widget=day())

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        told = super().clean() or {}
        if not (told.get("came_of_it") or "").strip() and not told.get("by"):
            self.add_error("came_of_it", _("Say what came of it, or choose another day."))
        if told.get("by") and told["by"] < timezone.localdate():
            self.add_error("by", _("Say a day that is still to come."))
        return told

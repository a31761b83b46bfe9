"""Invented rows for /style: every component has something to show, and nothing in it is about anybody."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commonweal.core import charts

SHADES = [(f"shade-{step}", words) for step, words in enumerate(("hardest", "hard", "middle", "easier", "easiest"), 1)]


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="What is it called?", help_text="As people say it.")
    kind = forms.ChoiceField(label="What is it?", choices=[("choir", "A choir"), ("garden", "A garden")])
    words = forms.CharField(label="In your own words", widget=forms.Textarea, required=False)
    when = forms.ChoiceField(
        label="When?", choices=[("day", "In the day"), ("evening", "In the evening")], widget=forms.RadioSelect
    )


def page(theme: str) -> dict[str, Any]:
    """Everything that the sample sheet shows, in one theme; the other is a link away."""
    themes = {"light": _("Light"), "dark": _("Dark")}
    key = theme if theme in themes else "light"
    return {"theme": _theme(key, themes[key]), "others": [(k, words) for k, words in themes.items() if k != key]}


def _theme(key: str, words: str) -> dict[str, Any]:
    return {
        "key": key,
        "words": words,
        "form": SampleForm(prefix=key, auto_id="id_%s"),
        "wrong": SampleForm({f"{key}-wrong-kind": "choir"}, prefix=f"{key}-wrong", auto_id="id_%s"),
        "figure": figure(),
        "unknown": figure(value=None, text=_("not known"), standing=None),
        "share": share(),
        "fifths": fifths(),
        "distribution": distribution(),
        "steps": [*SHADES, ("shade-none", _("not known"))],
        "crumbs": [(_("Wenbeck"), "/style"), (_("Lower Wenbeck"), "/style")],
        "pairs": charts.pairs([figure(standing=82.0)], [figure(standing=31.0)]),
        "now": 2,
        "visit": (_("Where do you live?"), _("What would help?"), _("What is near")),
    }


CITE = SimpleNamespace(
    dataset="invented", title="Invented figures", publisher="Nobody", vintage="never", method="Made up.",
    licence="CC0-1.0", version="0000aaaa",
)  # fmt: skip


def figure(**changed: Any) -> SimpleNamespace:
    """One number, as FigureRow has it."""
    given = {
        "indicator": "alone", "label": "Homes where one person lives alone", "value": 31.0, "text": "31 in 100",
        "england": 30.0, "england_text": "30 in 100", "standing": 58.0, "areas_known": 12, "areas": 12, "cite": CITE,
    }  # fmt: skip
    return SimpleNamespace(**given | changed)


def share() -> SimpleNamespace:
    """Neighbourhoods over England's ten steps."""
    return SimpleNamespace(
        edition="2025", areas=12, most_deprived_fifth=5, percent_fifth=41.7, by_decile=(3, 2, 1, 1, 1, 1, 1, 1, 1, 0),
        cite=CITE,
    )  # fmt: skip


def fifths() -> list[SimpleNamespace]:
    """Assets by fifth; one of them not known."""
    rows = [(1, 6.1, 4.0, 9.0, 21), (2, 8.2, 5.0, 12.4, 18), (3, None, None, None, 0), (5, 14.5, 9.2, 20.1, 24)]
    return [
        SimpleNamespace(fifth=fifth, per_10000=per, lower=lower, upper=upper, assets=assets)
        for fifth, per, lower, upper, assets in rows
    ]


def distribution() -> SimpleNamespace:
    """How something is spread."""
    return SimpleNamespace(
        label="No car or van in the home", unit="percent", edges=(0.0, 10.0, 20.0, 30.0, 40.0, 50.0),
        place=(1, 3, 4, 3, 1), place_percent=(8.3, 25.0, 33.3, 25.0, 8.3),
        england_percent=(30.0, 30.0, 20.0, 12.0, 8.0), median=24.0, england_median=16.0, cite=CITE,
    )  # fmt: skip

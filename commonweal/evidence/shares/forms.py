"""What people type to try out a way of sharing a fund."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.evidence.forms import BecauseForm
from commonweal.evidence.shares.current import MOST
from commonweal.evidence.shares.queries import NEEDS

MOST_FUND = Decimal(1_000_000_000_000)


def money(**attrs: str) -> forms.NumberInput:
    """Pounds, with the keys of a telephone."""
    return forms.NumberInput(attrs={"class": "nhsuk-input nhsuk-input--width-10", "inputmode": "decimal", **attrs})


def _amount(label: Any, help_text: Any = "", *, most: Decimal = MOST_FUND, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, min_value=0, max_value=most, decimal_places=2,
        widget=money(min="0", step="any"), **more,
    )  # fmt: skip


class SharesForm(forms.Form):
    """A fund and a rule. Parts are of any size: they count beside each other."""

    fund = forms.DecimalField(
        label=_("How many pounds are there to share?"),
        min_value=Decimal("0.01"),
        max_value=MOST_FUND,
        decimal_places=2,
        widget=money(min="0.01", step="any"),
        error_messages={"required": _("Say how much money there is to share.")},
    )
    kind = forms.ChoiceField(label=_("Between which areas?"), widget=forms.Select(attrs={"class": "nhsuk-select"}))
    head = _amount(_("Part by people alone"), most=Decimal(1000))
    floor = _amount(_("Every area gets at least (pounds)"))
    floor_head = _amount(_("At least, for each person (pounds)"))
    cap_head = _amount(_("At most, for each person (pounds)"))
    pace = _amount(
        _("Nobody’s share moves by more than (in 100)"),
        _("Compared with now. Money that leaves too fast closes doors."),
        most=Decimal(100),
    )
    current = forms.CharField(
        label=_("What does each area get now?"),
        help_text=_("One line each: its code or name, then the amount. You can paste two columns of a spreadsheet."),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"class": "nhsuk-textarea", "rows": 4}),
    )
    file = forms.FileField(label=_("Or bring it in a file (CSV)"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], needs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        for at in range(1, NEEDS + 1):
            self.fields[f"need_{at}"] = forms.ChoiceField(
                label=_("Need"),
                required=False,
                choices=[("", _("none")), *needs],
                widget=forms.Select(attrs={"class": "nhsuk-select"}),
            )
            self.fields[f"weight_{at}"] = _amount(_("Part by this need"), most=Decimal(1000))

    @property
    def need_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each need with its part."""
        return [(self[f"need_{at}"], self[f"weight_{at}"]) for at in range(1, NEEDS + 1)]

    def clean_file(self) -> str:
        """The file as text."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > MOST:
            raise forms.ValidationError(_("This file is too large to be a list of these areas."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This is not a text file. Save it as CSV (UTF-8).")) from None

    def asked(self) -> dict[str, Any]:
        """The rule, as `queries.worked_out` takes it: plain numbers and text."""
        told = dict(self.cleaned_data)
        brought = told.pop("file", "")
        told["current"] = brought or told["current"]
        return {name: float(each) if isinstance(each, Decimal) else each for name, each in told.items()}


class KeepForm(BecauseForm):
    """A name for a way of sharing, why it is proposed, and what it rests on."""

    title = forms.CharField(
        label=_("What is it called?"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "nhsuk-input"}),
        error_messages={"required": _("Give it a name, so that people can talk about it.")},
    )
    reason = forms.CharField(
        label=_("Why do you propose it?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "nhsuk-textarea", "rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nothing is decided yet, so no slip tells of it; the thread does.
        self.fields["because"].help_text = _("Whoever follows one of these onward finds this way of sharing.")

"""Numbers that can be cited: kept as they stood, and superseded rather than recomputed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from commonweal.core.errors import NotAllowed
from commonweal.core.words import number, percent
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.journal.kinds import Card
from commonweal.journal.models import Figure


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Figures as cards, by id: what is counted, what it came to, and by which file."""
    return {
        str(figure.id): Card(
            figure.label,
            note=f"{_came_to(figure)}, {figure.dataset} {figure.dataset_version}",
            invented=figure.dataset.lower().startswith("invented"),
        )
        for figure in Figure.objects.filter(pk__in=list(ids))
    }


def _came_to(figure: Figure) -> str:
    if figure.value is None:
        return gettext("not known")
    return percent(figure.value) if figure.unit == "percent" else _number(figure)


def _number(figure: Figure) -> str:
    whole = float(figure.value or 0).is_integer()
    return f"{number(figure.value, 0 if whole else 1)} {figure.unit}"


def may_cite(who: Actor, **_: Any) -> None:
    """Anyone who is known may cite a figure: a number is public, and citing it is what starts a thread."""
    if not who.known:
        raise NotAllowed(gettext("Sign in, or use your slip code, to cite a figure."))


@change("journal.figure.cite", allowed=may_cite)
def cite_figure(
    who: Actor,
    *,
    label: str,
    value: float | None,
    unit: str,
    dataset: str,
    dataset_version: str,
    method: str,
    method_version: str = "1",
    lower: float | None = None,
    upper: float | None = None,
    about_kind: str = "",
    about_id: str = "",
) -> Figure:
    """Keep a number as it stands now, so that a decision can rest on it.

    The same number of the same dataset version and method is the same Figure; a changed one supersedes the last.
    """
    same = dict(label=label, about_kind=about_kind, about_id=about_id, dataset=dataset, method=method)
    last = Figure.objects.filter(**same, superseded_by=None).order_by("-made_at").first()
    now = dict(value=value, lower=lower, upper=upper, unit=unit)
    now |= dict(dataset_version=dataset_version, method_version=method_version)
    if last is not None and all(getattr(last, name) == held for name, held in now.items()):
        return last
    figure = Figure.objects.create(**same, **now, made_at=timezone.now())
    if last is not None:
        last.superseded_by = figure
        last.save(update_fields=["superseded_by"])
        current().touch(last)
    return figure

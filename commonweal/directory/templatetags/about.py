"""What is said of an entry, as a page shows it: by group, who said it once where one voice said it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import template

from commonweal.core.errors import DomainError
from commonweal.directory.about.queries import AboutRow
from commonweal.directory.about.rules import may_describe
from commonweal.directory.models import Organization

register = template.Library()


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one group that are shown."""

    key: str
    rows: tuple[AboutRow, ...]
    voice: AboutRow | None  # one of them, where the same said all of them on the same day

    @property
    def silent(self) -> bool:
        """Has nobody answered any of them? Then one line says so, not a line for each."""
        return all(each.state == "unknown" for each in self.rows)


@register.inclusion_tag("directory/about/shown.html", takes_context=True)
def about_shown(context: dict[str, Any], rows: Iterable[AboutRow], organization: str = "") -> dict[str, Any]:
    """What is said, and what nobody has said; with an organisation's id, the way to say it for whoever may."""
    rows = list(rows)
    unknown = [each for each in rows if each.state == "unknown" and not each.for_partners]
    groups = [_group(key, list(held)) for key, held in groupby(rows, key=lambda each: each.group)]
    return {
        "groups": [each for each in groups if each.rows],
        "unknown": unknown,
        "asked": bool(rows),
        "organization": organization if organization and _keeps(context, organization) else "",
    }


def _group(key: str, held: list[AboutRow]) -> Group:
    shown = [each for each in held if each.for_partners or each.state != "unknown"]
    voices = {(each.said_by, each.said_on) for each in shown if each.said_by}
    said = [each for each in shown if each.said_by]
    return Group(key, tuple(shown), said[0] if len(voices) == 1 and len(said) > 1 else None)


def _keeps(context: dict[str, Any], organization: str) -> bool:
    viewer = context["request"].viewer
    if not viewer.known:
        return False
    try:
        may_describe(viewer, Organization.objects.select_related("place").get(pk=organization))
    except DomainError:
        return False
    return True

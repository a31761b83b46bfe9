"""What sort of thing a kind is in the thread, for its shape and its icon: never told by colour alone.

Rooms say it beside registering their kinds; the journal knows no room by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

VOICE, SENSE, NUMBER, DECISION, PROMISE, PLACE, THING = (
    "voice", "sense", "number", "decision", "promise", "place", "thing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of thing: what it is called in a picture, and its icon in core/icons.svg."""

    key: str
    label: Any
    icon: str


SORTS = {
    each.key: each
    for each in (
        Sort(VOICE, _("what people said"), "voice"),
        Sort(SENSE, _("what was made of it"), "people"),
        Sort(NUMBER, _("a figure"), "data"),
        Sort(DECISION, _("what was decided"), "meet"),
        Sort(PROMISE, _("what was promised"), "time"),
        Sort(PLACE, _("a place"), "map"),
        Sort(THING, _("something that came of it"), "other"),
    )
}
_kinds: dict[str, str] = {}


def register(kind: str, sort: str) -> None:
    """Called once for each kind that is more than a thing."""
    if sort not in SORTS:
        raise RuntimeError(f"{sort!r} is no sort of thing.")
    _kinds[kind] = sort


def of(kind: str) -> Sort:
    """The sort of a kind."""
    return SORTS[_kinds.get(kind, THING)]

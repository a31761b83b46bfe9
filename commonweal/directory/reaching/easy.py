"""An entry in easy read: short sentences, one idea to a line. A template, which people it is for should check.

Words of the entry's own are split into their sentences and not reworded: what is hard to read in them stays hard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from commonweal.directory.whole import ServiceWhole

MOST = 4  # sentences of a description: a page of pictures for each would be no easier


def rows(
    told: ServiceWhole, *, warning: str, when: list[str], where: list[str], ask: list[str]
) -> list[dict[str, Any]]:
    """For each idea: a drawing ("" where somebody has to find a picture), a question, and sentences."""
    return [
        {"icon": icon, "question": question, "sentences": [each for each in said if each]}
        for icon, question, said in _rows(told, warning, when, where, ask)
    ]


def _rows(
    told: ServiceWhole, warning: str, when: list[str], where: list[str], ask: list[str]
) -> Iterator[tuple[str, str, list[str]]]:
    if warning:
        yield "info", _("Please know:"), sentences(warning)
    for each in sentences(told.description)[:MOST]:
        yield "", "", [each]
    yield "time", _("When is it?"), when
    yield "pin", _("Where is it?"), where
    costs = [f"{each.label}: {each.value}" if each.label else each.value for each in told.costs[:3]]
    costs += [told.fees_description]
    yield "cost", _("What does it cost?"), costs if any(costs) else [_("We do not know."), _("Ask before you go.")]
    access = list(dict.fromkeys(word for at in told.service_at_locations for word in at.access))[:3]
    yield "door", _("How do I get in?"), access or [_("We do not know."), _("Ask before you go.")]
    if ask:
        yield "phone", _("Whom can I ask?"), ask


def sentences(words: str) -> list[str]:
    """A text's sentences, and the parts that a colon or semicolon holds together, each on its own.

    >>> sentences("Dig, plant, or sit. The compost is the best: come and see.")
    ['Dig, plant, or sit.', 'The compost is the best.', 'Come and see.']
    """
    parts = re.split(r"(?<=[.!?؟।])\s+|[;:]\s+", " ".join(words.split()))
    return [_ended(each) for each in parts if each]


def _ended(part: str) -> str:
    return part[0].upper() + part[1:] + ("" if part[-1] in ".!?؟।…" else ".")

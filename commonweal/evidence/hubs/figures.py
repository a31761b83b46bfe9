"""Numbers of a what-if that can be cited: "hubs.within:library", how many of a hundred people are near enough."""

from __future__ import annotations

from dataclasses import asdict

from django.utils.translation import gettext as _

import commonweal
from commonweal.core.words import number
from commonweal.evidence.access.travel import LINE
from commonweal.evidence.citing import Asked, Finding
from commonweal.evidence.hubs import working
from commonweal.evidence.hubs.asking import of_kept
from commonweal.journal.actor import Actor
from commonweal.methods import siting
from commonweal.places.models import Place


def make(viewer: Actor, place: Place, asked: Asked) -> Finding | None:
    """The number after the steps that were asked, or as it is now where there are none."""
    what, _colon, kind = asked.about.partition(":")
    if what != "hubs.within":
        return None
    question = of_kept({"way": "", **asked.how, "kind": kind})
    found = working.what_if(viewer, place, question)
    whole = found.everybody
    if whole is None:
        return None
    told = {"hubs": found.kind_label, "within": found.within}
    label = _("People within %(within)s minutes’ walk of %(hubs)s") % told
    if question.steps:
        label += " " + _("(what if: %s)") % " ".join(found.told)
    share = whole.share_after
    return Finding(
        label=label[:300],
        text=_("not known")
        if share is None
        else _("%(share)s in 100, %(people)s people") % {"share": number(share), "people": number(whole.within_after)},
        value=share,
        unit="percent",
        source=found.source,
        method=found.method,
        versions=(found.way,) if found.way != LINE else (),
        method_version=f"{siting.VERSION}, {commonweal.__version__}",
        rows=tuple(asdict(each) for each in (whole, *found.gains)),
    )

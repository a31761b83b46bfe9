"""Numbers of a what-if that can be cited: "hubs.within:library", how many of a hundred people are near enough."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.utils.translation import gettext as _

import commonweal
from commonweal.core.ids import is_id
from commonweal.core.words import number
from commonweal.directory.models import Asset
from commonweal.evidence import made_from
from commonweal.evidence.access.travel import LINE
from commonweal.evidence.citing import Asked, Finding, Offered, offer
from commonweal.evidence.hubs import land as lands
from commonweal.evidence.hubs import measuring, working
from commonweal.evidence.hubs.asking import Asked as Question
from commonweal.evidence.hubs.asking import of_kept
from commonweal.evidence.hubs.rows import WhatIf
from commonweal.journal.actor import Actor
from commonweal.methods import siting
from commonweal.places.models import DatasetVersion, Place


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
    share = whole.share_after
    lists, better = _lists(found), (found.way,) if found.way != LINE else ()
    return Finding(
        label=_called(question, found),
        text=_("not known")
        if share is None
        else _("%(share)s in 100, %(people)s people") % {"share": number(share), "people": number(whole.within_after)},
        value=share,
        unit="percent",
        source="; ".join(filter(None, (found.source, made_from.said_of(lists)))),
        method=found.method,
        method_version=f"{siting.VERSION}, {commonweal.__version__}",
        versions=made_from.ids([*lands.of_place(place).versions, *lists]) + better,
        rows=tuple(asdict(each) for each in (whole, *found.gains)),
    )


def cited(place: Place, question: Question) -> Asked:
    """What is asked for where a what-if is cited: measured as it is now, even where a better way comes later."""
    meant = replace(question, way=measuring.of(place, question.way).way)
    how = {name: value for name, value in meant.kept.items() if name != "kind"}
    return Asked(f"hubs.within:{question.kind}", how=how)


def offered(viewer: Actor, place: Place, question: Question, found: WhatIf) -> Offered | None:
    """The number of the page: how many of a hundred people are near enough, after the steps."""
    value = found.everybody.share_after if found.everybody else None
    return offer(viewer, cited(place, question), value, _called(question, found))


def _called(question: Question, found: WhatIf) -> str:
    label = _("People within %(within)s minutes’ walk of %(hubs)s") % {
        "hubs": found.kind_label,
        "within": found.within,
    }
    if question.steps:
        label += " " + _("(what if: %s)") % " ".join(found.told)
    return label[:300]


def _lists(found: WhatIf) -> list[DatasetVersion]:
    """The files that the hubs there are stand in."""
    here = Asset.objects.filter(pk__in=[each.key for each in found.hubs if is_id(each.key)])
    return list(DatasetVersion.objects.filter(pk__in=here.values("version")).select_related("dataset"))

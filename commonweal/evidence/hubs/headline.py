"""What a what-if comes to, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.core.words import number, of_hundred
from commonweal.evidence.hubs import trying, working
from commonweal.evidence.hubs.asking import Asked
from commonweal.evidence.hubs.rows import WhatIf
from commonweal.evidence.ways import Glance
from commonweal.journal.actor import Actor
from commonweal.places.models import Place


def headline(found: WhatIf) -> str:
    """How many people are near enough now; after changes, how many more or fewer."""
    whole = found.everybody
    if whole is None or whole.share_before is None or whole.share_after is None:
        return _("Nobody is known to live here, so nobody can be said to gain.")
    told = {
        "within": found.within,
        "before": of_hundred(whole.share_before),
        "after": of_hundred(whole.share_after),
        "more": number(abs(whole.more)),
        "many": number(len(found.hubs)),
        "kind": found.kind_label,
    }
    if not found.steps:
        one = _("%(before)s of every 100 people live within %(within)s minutes’ walk of one.")
        of = _("%(before)s of every 100 people live within %(within)s minutes’ walk of one of the %(many)s %(kind)s.")
        return (of if len(found.hubs) > 1 else one) % told
    if whole.more and told["before"] == told["after"]:
        more = _("%(more)s more people would live within %(within)s minutes’ walk: still %(after)s of every 100.")
        fewer = _("%(more)s fewer people would live within %(within)s minutes’ walk: still %(after)s of every 100.")
        return (more if whole.more > 0 else fewer) % told
    if whole.more > 0:
        said = _(
            "%(more)s more people would live within %(within)s minutes’ walk: %(after)s of every 100, not %(before)s."
        )
    elif whole.more < 0:
        said = _(
            "%(more)s fewer people would live within %(within)s minutes’ walk: %(after)s of every 100, not %(before)s."
        )
    else:
        said = _("As many people as now would live within %(within)s minutes’ walk: %(after)s of every 100.")
    return said % told


def glance(viewer: Actor, place: Place) -> Glance | None:
    """How many people live near the hubs most people know."""
    kinds = trying.kinds_here(viewer, place)
    kind = trying.usual(kinds)
    found = working.what_if(viewer, place, Asked(kind)) if kind else None
    whole = found.everybody if found else None
    if found is None or whole is None or whole.share_before is None:
        return None
    return Glance(headline(found), found.source, whole.share_before)

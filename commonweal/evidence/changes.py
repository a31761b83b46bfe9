"""How a number is kept as it stood when it was cited, and marked when its file is taken back."""

from __future__ import annotations

import math
from dataclasses import asdict

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.evidence import citing, rules
from commonweal.evidence.models import (
    Choice,
    Figure,
    IndexSession,
    IndexVersion,
    MissedFind,
    Reading,
    Scenario,
    ShareProposal,
)
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.people.rules import only_the_house
from commonweal.places.models import Place

TOLD = "told 1"  # the "method version" of numbers that people bring from elsewhere


@change("evidence.figure.keep", allowed=rules.may_cite)
def keep_figure(who: Actor, *, place: Place, asked: citing.Asked, shown: citing.Offered | None = None) -> Figure:
    """Keep a number as it stands, to be cited. The same again is the same Figure; another follows it.

    `shown`: as a page showed it. Where it has become another since, nothing is kept: nobody has looked at that one.
    """
    found = citing.work_out(who, place, asked)
    if shown is not None and (found.value is None or not math.isclose(found.value, shown.value, rel_tol=1e-9)):
        raise Clash(_("This number has changed since the page was opened. Open it again, look, and keep it then."))
    return _kept(place, asked, found)


@change("evidence.figure.tell", allowed=rules.may_look_after)
def tell_figure(
    who: Actor,
    *,
    place: Place,
    label: str,
    value: float | None,
    unit: str,
    text: str,
    source: str,
    method: str,
    area_key: str = "",
) -> Figure:
    """Keep a number that is not worked out here: from a report, a survey, an offer. It says whose it is and of when."""
    if not (label.strip() and text.strip() and source.strip() and method.strip()):
        raise Invalid(_("Say what the number is, what it came to, where it comes from and how it was made."))
    found = citing.Finding(
        label.strip()[:300], text.strip()[:300], value, unit.strip()[:40], source.strip(), method, TOLD
    )
    return _kept(place, citing.Asked("told", area_key), found)


def _kept(place: Place, asked: citing.Asked, found: citing.Finding) -> Figure:
    meant = {"place": place, "about": asked.about, "area_key": asked.area_key, "community": asked.community}
    if asked.about == "told":
        meant["label"] = found.label  # of numbers from elsewhere there are many: the same one has the same name
    now = Figure.objects.filter(**meant, asked=dict(asked.how), followed_by=None).order_by("-made_at").first()
    # As pairs: PostgreSQL keeps no order of names, and the first column is what the rows are called by.
    rows = [[list(pair) for pair in row.items()] for row in found.rows]
    told = asdict(found) | {"versions": list(found.versions), "rows": rows}
    if now is not None and now.withdrawn_at is None and all(getattr(now, name) == told[name] for name in told):
        return now
    kept = Figure.objects.create(**meant | told, asked=dict(asked.how), made_at=timezone.now())
    if now is not None:
        now.followed_by = kept
        now.save(update_fields=["followed_by"])
    return kept


@change("evidence.figure.withdraw", allowed=only_the_house, facts=["figures"])
def withdraw_figures(who: Actor, *, version: str, reason: str) -> int:
    """Mark every kept number that was made from a file that was taken back. What it said stays readable, marked."""
    marked = _made_from(version)
    Figure.objects.filter(pk__in=marked).update(withdrawn_at=timezone.now(), withdrawn_because=reason)
    current().state(figures=len(marked))
    return len(marked)


def _made_from(version: str) -> list[object]:
    """Ids of the numbers made from a file. Looked through one by one: the two databases keep lists each in its way."""
    rows = Figure.objects.filter(withdrawn_at=None).values_list("pk", "versions")
    return [pk for pk, versions in rows.iterator() if version in versions]


@change("evidence.place.clear", allowed=only_the_house)
def clear_invented(who: Actor, place: Place) -> Place:
    """Take away what was read, weighed, found and tried in an invented place, so that its story can be told anew."""
    for model in (Reading, MissedFind, IndexVersion, IndexSession, ShareProposal, Scenario, Choice):
        model.objects.filter(place=place).delete()
    return place

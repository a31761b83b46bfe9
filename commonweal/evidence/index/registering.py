"""Tells the journal, the ways and the citing of the index. No mathematics is brought in before somebody asks."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.core.ids import is_id
from commonweal.evidence import citing, ways
from commonweal.evidence.models import IndexSession, IndexVersion
from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Place


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "evidence.index",
        label=_("an index of social injustice"),
        model=IndexVersion,
        visible_to=lambda viewer, ids: _held(IndexVersion, ids),
        describe=_describe_versions,
    )
    kinds.register(
        "evidence.index_session",
        label=_("a session that weighs what counts"),
        model=IndexSession,
        visible_to=lambda viewer, ids: _held(IndexSession, ids),
        describe=_describe_sessions,
    )
    ways.register(
        ways.Way(
            ways.WEIGH,
            _("Index of social injustice"),
            _(
                "What do people here count as unjust, where is it hardest by that, and what would stand whatever they "
                "chose?"
            ),
            "injustice",
        )
    )
    citing.register("index", _make)


def _make(viewer: Actor, place: Place, asked: citing.Asked) -> citing.Finding | None:
    from commonweal.evidence.index import cited

    return cited.make(viewer, place, asked)


def _held(model: type[IndexVersion | IndexSession], ids: Iterable[str]) -> set[str]:
    """That people sat together, and what they kept, is for everybody."""
    asked = [id for id in ids if is_id(id)]
    return {str(pk) for pk in model.objects.filter(pk__in=asked).values_list("pk", flat=True)}


def _describe_versions(ids: Iterable[str]) -> dict[str, Card]:
    rows = IndexVersion.objects.filter(pk__in=list(ids)).select_related("place", "session")
    return {
        str(each.pk): Card(
            _now("Index of social injustice, version %s") % each.number,
            f"/place/{each.place.slug}/injustice?version={each.number}",
            each.session.on.isoformat(),
            each.place.invented,
        )
        for each in rows
    }


def _describe_sessions(ids: Iterable[str]) -> dict[str, Card]:
    rows = IndexSession.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.name, f"/place/{each.place.slug}/injustice", each.on.isoformat(), each.place.invented)
        for each in rows
    }

"""Who works with whom, as far as a viewer may know: rows, one organisation's neighbours, a whole place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Gone, NotFound
from commonweal.directory.models import (
    Anchor,
    Audience,
    Funding,
    Organization,
    Partnership,
    PartnershipLink,
    Withheld,
)
from commonweal.directory.rules import keeps_directory
from commonweal.directory.together.kinds import every
from commonweal.journal.actor import Actor, Held
from commonweal.journal.kinds import Card
from commonweal.people import slips
from commonweal.places.models import Place

LINK, PARTNERSHIP = "link", "directory.partnership"
CONFIRMED, ONE_SIDED, TOLD, DENIED, SOURCE = "confirmed", "one-sided", "told", "denied", "source"


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """One thing that two organisations do together, and who says so."""

    id: str  # "" where only a source says it
    one_id: str
    one: str
    kind: str
    mark: str
    does: str  # what the first does, in words that the second's name follows
    other_id: str
    other: str
    words: str
    since: date | None
    until: date | None
    over: bool
    stands: str  # confirmed, one-sided, told (neither side has said so), denied, source
    said: str  # who says so, in a sentence


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """Somebody who does not see it so."""

    words: str
    said_by: str
    said_on: date


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """An organisation that others lean on, why, who says so, and who does not see it so."""

    id: str
    organization_id: str
    organization: str
    reasons: str
    said_by: str  # in words
    said_on: date
    doubts: tuple[DoubtRow, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation by its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Network:
    """Who works with whom in a place; anchors; and those of whom nobody has told us."""

    partnerships: tuple[PartnershipRow, ...]
    anchors: tuple[AnchorRow, ...]
    not_told_of: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One organisation: whom it works with, whether it is an anchor, and who its source says pays for it."""

    id: str
    name: str
    partnerships: tuple[PartnershipRow, ...]
    anchor: AnchorRow | None
    funded_by: tuple[str, ...]


def network(viewer: Actor, place: Place) -> Network:
    """A whole place, as far as this viewer may know its organisations."""
    rows = (*_said(viewer, place=place), *_by_source(viewer, place=place))
    told = {each for row in rows if not row.over for each in (row.one_id, row.other_id)}
    held = Organization.objects.visible_to(viewer).filter(place=place).order_by("name", "pk")
    rest = [Named(str(pk), name) for pk, name in held.values_list("pk", "name") if str(pk) not in told]
    return Network(tuple(sorted(rows, key=_order)), tuple(anchors(viewer, place)), tuple(rest))


def neighbourhood(viewer: Actor, organization: Organization) -> Neighbourhood:
    """One organisation with those it works with: what still goes on first."""
    rows = (*_said(viewer, organization=organization), *_by_source(viewer, organization=organization))
    anchor = next(
        (each for each in anchors(viewer, organization.place) if each.organization_id == str(organization.pk)), None
    )
    return Neighbourhood(
        str(organization.pk), organization.name, tuple(sorted(rows, key=_order)), anchor, _funded_by(organization)
    )


def _order(row: PartnershipRow) -> tuple[object, ...]:
    return row.over, row.one.casefold(), row.other.casefold(), row.kind, row.id


def _said(
    viewer: Actor, *, place: Place | None = None, organization: Organization | None = None
) -> list[PartnershipRow]:
    held = Partnership.objects.visible_to(viewer).filter(taken_back_at=None).select_related("one", "other")
    if place is not None:
        held = held.filter(place=place)
    if organization is not None:
        held = held.filter(one=organization) | held.filter(other=organization)
    return [row_of(each) for each in held.order_by("pk")]


def row_of(each: Partnership) -> PartnershipRow:
    """A partnership as a row."""
    kind = every()[each.kind]
    return PartnershipRow(
        str(each.pk),
        str(each.one_id),
        each.one.name,
        each.kind,
        kind.mark,
        kind.said_from("one"),
        str(each.other_id),
        each.other.name,
        each.words,
        each.since,
        each.until,
        bool(each.until and each.until < timezone.localdate()),
        stands(each),
        _who_says(each),
    )


def stands(each: Partnership) -> str:
    """How far both sides have said that it is so."""
    if each.denied_by:
        return DENIED
    if each.one_said_on and each.other_said_on:
        return CONFIRMED
    return ONE_SIDED if each.one_said_on or each.other_said_on else TOLD


def _who_says(each: Partnership) -> str:
    if each.denied_by:
        names = {"one": each.one.name, "other": each.other.name}
        return _("%(name)s says that this is not so.") % {"name": names[each.denied_by]}
    if each.one_said_on and each.other_said_on:
        return _("Both say so.")
    if each.one_said_on or each.other_said_on:
        said, silent = (each.one, each.other) if each.one_said_on else (each.other, each.one)
        return _("%(said)s says so. %(silent)s has not said yet.") % {"said": said.name, "silent": silent.name}
    return _("Somebody who works here says so. Neither has confirmed it yet.")


def _by_source(
    viewer: Actor, *, place: Place | None = None, organization: Organization | None = None
) -> list[PartnershipRow]:
    """Which organisation is a part of which, as the directory says that they were taken from."""
    seen = Organization.objects.visible_to(viewer)
    held = seen.filter(parent_organization__in=seen.values("pk")).select_related("parent_organization")
    # Whose part it is can be withheld as a field of its own.
    hidden = Withheld.objects.filter(field__startswith="parent_organization").exclude(audience=Audience.EVERYONE)
    held = held.exclude(pk__in=hidden.values("record"))
    if place is not None:
        held = held.filter(place=place)
    if organization is not None:
        held = held.filter(pk=organization.pk) | held.filter(parent_organization=organization)
    kind = every()["part_of"]
    return [
        PartnershipRow(
            "",
            str(each.pk),
            each.name,
            kind.key,
            kind.mark,
            kind.said_from("one"),
            str(each.parent_organization_id),
            each.parent_organization.name,
            "",
            None,
            None,
            False,
            SOURCE,
            _("Its source says so."),
        )
        for each in held.order_by("pk")
    ]


def _funded_by(organization: Organization) -> tuple[str, ...]:
    withheld = Withheld.objects.filter(record=organization.pk, field="funding").exclude(audience=Audience.EVERYONE)
    if withheld.exists():
        return ()
    rows = list(Funding.objects.filter(organization=organization).order_by("pk").values_list("pk", "source"))
    hidden = set(Withheld.objects.filter(record__in=[pk for pk, _source in rows]).values_list("record", flat=True))
    return tuple(dict.fromkeys(source for pk, source in rows if source and pk not in hidden))


def anchors(viewer: Actor, place: Place) -> list[AnchorRow]:
    """Organisations of a place that others lean on, with the reasons and the doubts."""
    held = Anchor.objects.visible_to(viewer).filter(place=place, ended_on=None)
    rows = held.select_related("organization").prefetch_related("doubts").order_by("organization__name", "pk")
    return [
        AnchorRow(
            str(each.pk),
            str(each.organization_id),
            each.organization.name,
            each.reasons,
            _by(each.said_by),
            each.said_on,
            tuple(
                DoubtRow(doubt.words, _by(doubt.said_by), doubt.said_on)
                for doubt in sorted(each.doubts.all(), key=lambda doubt: (doubt.said_on, str(doubt.pk)))
            ),
        )
        for each in rows
    ]


def _by(said_by: str) -> str:
    return {
        Anchor.KEEPER: _("somebody who works in this place"),
        Anchor.ITSELF: _("the organisation itself"),
    }.get(said_by, _("another organisation here"))


def link(code: str) -> PartnershipLink:
    """The link with this code."""
    found = PartnershipLink.objects.filter(code_hash=slips.hashed(code)).select_related("partnership").first()
    if found is None:
        raise NotFound(_("This link is not known here. It may have been copied in part: try it from the letter again."))
    if found.ended_at is not None or found.expires_at < timezone.now():
        raise Gone(_("This link has ended. Ask whoever sent it for a new one."))
    return found


def by_link(link_id: str) -> tuple[Actor, PartnershipLink] | None:
    """Whoever came by this link, as somebody who speaks for one side of one partnership; None where it has ended."""
    found = PartnershipLink.objects.filter(pk=link_id or None, ended_at=None, expires_at__gt=timezone.now())
    held = found.select_related("partnership__one", "partnership__other", "partnership__place").first()
    if held is None or held.partnership.taken_back_at is not None:
        return None
    speaks = Held(held.side, PARTNERSHIP, str(held.partnership_id))
    return Actor(kind=LINK, id=str(held.pk), held=frozenset({speaks})), held


def taken_out(viewer: Actor, place: Place) -> list[PartnershipRow]:
    """What was taken out as a mistake, for whoever keeps the directory, to be put back."""
    if not keeps_directory(viewer, place):
        return []
    held = Partnership.objects.visible_to(viewer).filter(place=place).exclude(taken_back_at=None)
    return [row_of(each) for each in held.select_related("one", "other").order_by("-taken_back_at")[:20]]


def versions(partnership: Partnership) -> int:
    """How many earlier states of it are kept."""
    return partnership.versions.count()


def visible(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: partnerships that this viewer may know of."""
    rows = Partnership.objects.visible_to(viewer).filter(pk__in=[UUID(each) for each in ids])
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Partnerships as cards."""
    rows = Partnership.objects.filter(pk__in=list(ids)).select_related("one", "other", "place")
    return {
        str(each.pk): Card(
            _("%(one)s and %(other)s") % {"one": each.one.name, "other": each.other.name},
            f"/together/{each.pk}",
            every()[each.kind].words,
            each.place.invented,
        )
        for each in rows
    }


def anchors_visible(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: anchors that this viewer may know of."""
    rows = Anchor.objects.visible_to(viewer).filter(pk__in=[UUID(each) for each in ids])
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe_anchors(ids: Iterable[str]) -> dict[str, Card]:
    """Anchors as cards."""
    rows = Anchor.objects.filter(pk__in=list(ids)).select_related("organization", "place")
    return {
        str(each.pk): Card(
            each.organization.name,
            f"/organization/{each.organization_id}/together",
            _("an organisation that others lean on"),
            each.place.invented,
        )
        for each in rows
    }

"""Making two entries one, holding to it when a feed is synced, and parting them again exactly as they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.directory.alike import copying, kept
from commonweal.directory.alike.copying import INTACT, MISSING
from commonweal.directory.models import (
    OF,
    AboutFact,
    Audience,
    Hindrance,
    Location,
    Merge,
    Opening,
    Organization,
    Partnership,
    Report,
    Service,
    Showcase,
    Withheld,
)
from commonweal.places.models import Place

Entry = Organization | Service | Location
# What a person chooses of, in the order in which it is shown.
FIELDS = {
    "organization": tuple(
        "name alternate_name description email website legal_status tax_status tax_id year_incorporated".split()
    ),
    "service": tuple(
        "name alternate_name description url email status fees_description eligibility_description application_process "
        "minimum_age maximum_age wait_time interpretation_services accreditations licenses alert".split()
    ),
    "location": tuple("name alternate_name description transportation url".split()),
}
# What comes over by itself where the survivor has none.
GAPS = {
    "organization": ("uri", "logo"),
    "service": ("organization_id",),
    "location": ("organization_id", "external_identifier", "external_identifier_type"),
}
POINT = ("latitude", "longitude", "area_id")  # of a location: together or not at all
STRICTER = (Audience.EVERYONE, Audience.PARTNERS, Audience.KEEPERS)
# What hangs on an organisation and goes with it, by kind and column.
FOLLOWS = (
    ("service", "organization_id"),
    ("location", "organization_id"),
    ("organization", "parent_organization_id"),
)
# What other parts keep of an entry, and say on a page of their own: it is said of the one that stays.
HANGS: dict[str, tuple[tuple[type[Model], str], ...]] = {
    "organization": ((Hindrance, "owner_organization_id"),),
    "service": ((Opening, "service_id"), (Report, "service_id")),
    "location": ((Opening, "location_id"), (Showcase, "location_id")),
}
ABOUT = "answer"  # to a question of our own that the one that stays has no answer to
# Whom it works with goes with it too, by the side on which it stands and the one it faces.
PARTNERSHIP, SIDES = "partnership", (("one_id", "other_id"), ("other_id", "one_id"))


def refuse(kind: str, survivor: Entry, loser: Entry) -> None:
    """What cannot be one, in a sentence."""
    if survivor.pk == loser.pk:
        raise Invalid(_("An entry cannot be merged with itself."))
    if type(survivor) is not type(loser):
        raise Invalid(_("Only entries of one sort can be the same."))
    if survivor.place_id != loser.place_id:
        raise Invalid(_("These belong to two places. Each place keeps its own entries, so they are not merged."))
    if survivor.gone_at or loser.gone_at:
        raise Clash(_("One of these is no longer in the directory. Look at the list again."))
    if kind != "organization" and _keeper(survivor) != _keeper(loser) and (_secret(survivor) or _secret(loser)):
        raise Invalid(
            _(
                "Different organisations keep these, and one of them has something that is not for everyone. Merged, "
                "the other organisation would see it. If the two organisations are one, merge those first."
            )
        )


def _keeper(entry: Entry) -> Any:
    """Whose it is. Where something happens is known to every organisation that does something there."""
    if isinstance(entry, Location):
        held = Service.objects.filter(service_at_locations__location=entry)
        return {entry.organization_id, *held.values_list("organization", flat=True)} - {None}
    return getattr(entry, "organization_id", None)


def _secret(entry: Entry) -> bool:
    """Is anything of it not for everyone?"""
    if Audience(_audience(entry)) != Audience.EVERYONE or getattr(entry, "whereabouts", "everyone") != "everyone":
        return True
    kind = kind_of(entry)
    places = Location.objects.filter(service_at_locations__service=entry.pk)
    if kind == "service" and places.exclude(audience=Audience.EVERYONE, whereabouts=Audience.EVERYONE).exists():
        return True
    ids = [entry.pk]
    for part in kept.parts(kind):
        for each in kept.of(kind, part.of, entry.pk):
            ids.append(each.pk)
            ids += [row.pk for inner in kept.parts(part.of) for row in kept.of(part.of, inner.of, each.pk)]
    return Withheld.objects.filter(record__in=ids).exclude(audience=Audience.EVERYONE).exists()


def kind_of(entry: Entry) -> str:
    """What the standard calls it."""
    return next(name for name, model in OF.items() if type(entry) is model)


def _audience(entry: Entry) -> str:
    """Who may see it at all: a service no more than its organisation."""
    owner = entry.organization if isinstance(entry, Service) else None
    return _stricter(entry.audience, owner.audience if owner else Audience.EVERYONE)


def _stricter(one: str, other: str) -> str:
    return max(one, other, key=[str(each) for each in STRICTER].index)


def begin(survivor: Entry, loser: Entry, *, take: Collection[str], wants: Collection[str]) -> Merge:
    """Make the two one: `take` names the fields whose words are the loser's."""
    kind = kind_of(survivor)
    merge = Merge(
        kind=kind,
        place=survivor.place,
        survivor=survivor.pk,
        loser=loser.pk,
        made_at=timezone.now(),
        wants=sorted(wants),
    )
    merge.changed = {
        name: [kept.column(survivor, name), after] for name, after in _words(survivor, loser, take).items()
    }
    merge.other = {"gone_at": kept.column(loser, "gone_at")}
    _set(survivor, merge)
    merge.withheld = _withhold(survivor.pk, kind, Withheld.objects.filter(record=loser.pk))
    merge.copies = copying.bring_over(merge)
    merge.moved = _follow(merge)
    loser.gone_at = loser.last_modified = merge.made_at
    loser.save(update_fields=["gone_at", "last_modified"])
    merge.other["seen"] = _seen_by(survivor, merge)
    merge.save(force_insert=True)
    return merge


def _words(survivor: Entry, loser: Entry, take: Collection[str]) -> dict[str, Any]:
    """What of the survivor changes, and to what."""
    kind = kind_of(survivor)
    names = [name for name in FIELDS[kind] if name in take]
    names += [name for name in GAPS[kind] if getattr(survivor, name) in (None, "")]
    if isinstance(survivor, Location) and survivor.latitude is None:
        names += POINT
    after = {name: kept.column(loser, name) for name in names if getattr(loser, name) != getattr(survivor, name)}
    if isinstance(survivor, Service) and isinstance(loser, Service):
        more = [word for word in loser.helps_with if word not in survivor.helps_with]
        after |= {"helps_with": [*survivor.helps_with, *more]} if more else {}
    if getattr(survivor, "parent_organization_id", None) == loser.pk:
        after["parent_organization_id"] = None  # a part that becomes one with its whole is not its own part
    return after | _strict(survivor, loser)


def _seen_by(survivor: Entry, merge: Merge) -> list[list[str]]:
    """Who may see what of the one that stays, and of its copies."""
    ids = [merge.survivor, *(row[1] for group in merge.copies for row in group)]
    told = Withheld.objects.filter(record__in=ids).values_list("record", "field", "audience")
    said = sorted([str(record), field, audience] for record, field, audience in told)
    return [[survivor.audience, getattr(survivor, "whereabouts", "")], *said]


def _strict(survivor: Entry, loser: Entry) -> dict[str, str]:
    """Who may see it: never more than might see either."""
    theirs = {"audience": _audience(loser)}
    if isinstance(loser, Location):
        theirs["whereabouts"] = loser.whereabouts
    strict = {name: _stricter(getattr(survivor, name), each) for name, each in theirs.items()}
    return {name: each for name, each in strict.items() if each != getattr(survivor, name)}


def _set(survivor: Entry, merge: Merge) -> None:
    for name, (_before, after) in merge.changed.items():
        setattr(survivor, name, kept.value(type(survivor), name, after))
    survivor.last_modified = merge.made_at
    survivor.save()


def _withhold(record: UUID, kind: str, told: Iterable[Withheld]) -> list[list[Any]]:
    """What is not for everyone of the one that goes, is not of the one that stays either."""
    done = []
    for each in told:
        before = Withheld.objects.filter(record=record, field=each.field).first()
        strict = _stricter(before.audience if before else Audience.EVERYONE, each.audience)
        if before is None or strict != before.audience:
            was = [before.audience, before.reason] if before else None
            Withheld.objects.update_or_create(
                record=record, field=each.field, defaults={"kind": kind, "audience": strict, "reason": each.reason}
            )
            done.append([str(record), each.field, kind, was, [strict, each.reason]])
    return done


def _follow(merge: Merge) -> dict[str, list[str]]:
    """What hangs on an entry goes with it; adds to what went before."""
    moved = {name: list(ids) for name, ids in merge.moved.items()}

    def goes(name: str, column: str, rows: QuerySet) -> None:  # type: ignore[type-arg]
        ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
        rows.model._default_manager.filter(pk__in=ids).update(**{column: merge.survivor})
        moved[name] = list(dict.fromkeys([*moved.get(name, ()), *ids]))

    if merge.kind == "organization":
        for kind, column in FOLLOWS:
            rows = OF[kind]._default_manager.filter(**{column: merge.loser})
            goes(kind, column, rows.exclude(pk=merge.survivor))
        for side, facing in SIDES:
            ids = [each.pk for each in _together(merge.survivor, merge.loser, side, facing)]
            goes(f"{PARTNERSHIP} {side}", side, Partnership.objects.filter(pk__in=ids))
    for model, column in HANGS[merge.kind]:
        goes(_hanging(model, column), column, model._default_manager.filter(**{column: merge.loser}))
    own = AboutFact.objects.filter(record=merge.survivor, until=None).values_list("question", flat=True)
    stands = AboutFact.objects.filter(record=merge.loser, until=None)
    goes(ABOUT, "record", stands.exclude(question__in=list(own)))
    return moved


def _hanging(model: type[Model], column: str) -> str:
    """Under which name a merge remembers what of these went over."""
    return f"{model._meta.model_name} {column}"


def _together(survivor: UUID, loser: UUID, side: str, facing: str) -> list[Partnership]:
    """Who the one that goes works with. What is with the one that stays, or is said of that one too, rests as it is."""
    known = {
        (getattr(each, facing), each.kind)
        for each in Partnership.objects.filter(**{side: survivor}, taken_back_at=None)
    }
    rows = Partnership.objects.filter(**{side: loser}).exclude(**{facing: survivor})
    return [each for each in rows if each.taken_back_at or (getattr(each, facing), each.kind) not in known]


def standing(place: Place) -> list[Merge]:
    """The merges of a place that stand, in the order in which they were made."""
    return list(Merge.objects.filter(place=place, undone_at=None).order_by("made_at", "pk"))


def hold_to(place: Place, moved: Collection[UUID]) -> list[Entry]:
    """After a sync: what a person made one stays one, and says what they chose. Gives those that may say more now.

    `moved` are the records that the sync wrote anew.
    """
    merges = standing(place)
    losers = {each.loser for each in merges}
    touched = []
    for merge in merges:
        if merge.kind == "service" and not {merge.survivor, merge.loser} & set(moved):
            continue
        model = OF[merge.kind]
        survivor = model._default_manager.filter(pk=merge.survivor).first()
        loser = model._default_manager.filter(pk=merge.loser).select_related("source").first()
        if survivor is None or loser is None:
            continue
        untouched = merge.other.get("seen") == _seen_by(survivor, merge)
        if merge.survivor in moved:
            _say_again(survivor, merge)
        model._default_manager.filter(pk=merge.loser, gone_at=None).update(gone_at=timezone.now())
        listed = loser.source is None or loser.source.vanished_at is None
        if survivor.gone_at is not None and listed and merge.survivor not in losers:
            # Its own source no longer names it, and the other's still does: it stands on that one.
            survivor.gone_at = None
        _keep_strict(survivor, loser, merge)
        survivor.save()
        _copy_again(merge, moved)
        merge.moved = _follow(merge)
        if untouched:
            merge.other["seen"] = _seen_by(survivor, merge)
        merge.save()
        touched += [survivor, loser]
    return touched


def _say_again(survivor: Entry, merge: Merge) -> None:
    """A sync has written what the source says: what a person chose is said again over it."""
    for name, (_before, after) in list(merge.changed.items()):
        if name in ("audience", "whereabouts", "helps_with"):
            continue  # a sync leaves these as they are
        merge.changed[name] = [kept.column(survivor, name), after]
        setattr(survivor, name, kept.value(type(survivor), name, after))


def _keep_strict(survivor: Entry, loser: Entry, merge: Merge) -> None:
    """A source may say more of what is not for everyone, or less: the stricter word stands."""
    for name, after in _strict(survivor, loser).items():
        before = merge.changed.get(name, [getattr(survivor, name)])[0]
        merge.changed[name] = [before, after]
        setattr(survivor, name, after)
    known = {(record, field): row for row in merge.withheld for record, field in [row[:2]]}
    for row in _withhold(merge.survivor, merge.kind, Withheld.objects.filter(record=merge.loser)):
        if (row[0], row[1]) in known:
            known[row[0], row[1]][4] = row[4]
        else:
            merge.withheld.append(row)


def _copy_again(merge: Merge, moved: Collection[UUID]) -> None:
    """Copies that nobody touched follow their originals; those that a sync cleared away are made again."""
    stay = []
    for group in merge.copies:
        how = copying.state(group)
        if how == INTACT or (how == MISSING and _cleared(merge, group, moved)):
            copying.remove(group)
        else:
            stay.append(group)
    merge.copies = stay
    merge.copies = stay + copying.bring_over(merge)


def _cleared(merge: Merge, group: copying.Group, moved: Collection[UUID]) -> bool:
    """Was it the sync that took the copy away, with all else that belongs to what it wrote anew?"""
    holder = group[0][3].get("service_id") if merge.kind == "location" else None
    return merge.survivor in moved or (holder is not None and UUID(str(holder)) in moved)


def end(merge: Merge) -> None:
    """Part the two again: both are exactly as they were. Refused where something has come to rest on the merge."""
    model = OF[merge.kind]
    survivor, loser = (model._default_manager.filter(pk=pk).first() for pk in (merge.survivor, merge.loser))
    _refuse_to_end(merge, survivor, loser)
    for group in merge.copies:
        copying.remove(group)
    _go_back(merge)
    for record, field, kind, before, _after in merge.withheld:
        rows = Withheld.objects.filter(record=record, field=field)
        if before is None:
            rows.delete()
        else:
            rows.update(kind=kind, audience=before[0], reason=before[1])
    for name, (before, _after) in merge.changed.items():
        setattr(survivor, name, kept.value(model, name, before))
    # That they changed is told to whoever asks what changed since: only this is not as it was.
    merge.undone_at = survivor.last_modified = loser.last_modified = timezone.now()
    survivor.save()
    loser.gone_at = kept.value(model, "gone_at", merge.other["gone_at"])
    loser.save(update_fields=["gone_at", "last_modified"])
    merge.save(update_fields=["undone_at"])


def _go_back(merge: Merge) -> None:
    """What went over with the entry is its own again; what somebody has given to another since stays there."""
    went = [(kind, OF[kind], column) for kind, column in FOLLOWS]
    went += [(f"{PARTNERSHIP} {side}", Partnership, side) for side, _facing in SIDES]
    went += [(_hanging(model, column), model, column) for model, column in HANGS[merge.kind]]
    for name, model, column in went:
        rows = model._default_manager.filter(pk__in=merge.moved.get(name, ()), **{column: merge.survivor})
        rows.update(**{column: merge.loser})
    # An answer that was given anew since ended for the one that stays: of the other it is true as before.
    AboutFact.objects.filter(pk__in=merge.moved.get(ABOUT, ())).update(record=merge.loser, until=None)


def _refuse_to_end(merge: Merge, survivor: Any, loser: Any) -> None:
    if merge.undone_at is not None:
        raise Clash(_("These were taken apart already."))
    if survivor is None or loser is None:
        raise Clash(_("One of the two has been taken out of the directory altogether, so they cannot be taken apart."))
    later = Merge.objects.filter(Q(loser=merge.survivor) | Q(survivor=merge.survivor, made_at__gt=merge.made_at))
    if later.filter(undone_at=None).exists():
        raise Clash(_("The entry was merged with another since. Take that back first, then this."))
    if merge.other["seen"] != _seen_by(survivor, merge):
        raise Clash(
            _(
                "Who may see the entry was changed since the two were merged. Taken apart, the other would be seen as "
                "it was before. Change that back first, or keep them as one."
            )
        )
    touched = [name for name, (_was, after) in merge.changed.items() if kept.column(survivor, name) != after]
    if touched or any(copying.state(group) != INTACT for group in merge.copies):
        raise Clash(
            _(
                "The entry was changed since the two were merged, and taking them apart would lose that. Put back what "
                "it said before that change, or keep them as one."
            )
        )

"""Saying what is one and what is not: merging two entries, taking that back, remembering that two are two."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.errors import Invalid
from commonweal.directory.alike import finding, merging, rules
from commonweal.directory.alike.copying import PLACES, REACH
from commonweal.directory.models import AlikePair, Judgement, Location, Merge, Organization, Service
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current

GONE = gettext_lazy("One of these is no longer in the directory. Look at the list again.")


@change("directory.service.merge", allowed=rules.may_judge, facts=["chosen"])
def merge_services(
    who: Actor, survivor: Service, *, loser: Service, take: Collection[str] = (), wants: Collection[str] = ()
) -> Service:
    """Make two services one. `take` names the fields whose words are the loser's, `wants` what comes over beside."""
    return _merge(survivor, loser, take, wants)


@change("directory.organization.merge", allowed=rules.may_judge, facts=["chosen"])
def merge_organizations(
    who: Actor, survivor: Organization, *, loser: Organization, take: Collection[str] = (), wants: Collection[str] = ()
) -> Organization:
    """Make two organisations one: what the one that goes offers is the other's."""
    return _merge(survivor, loser, take, wants)


@change("directory.location.merge", allowed=rules.may_judge, facts=["chosen"])
def merge_locations(
    who: Actor, survivor: Location, *, loser: Location, take: Collection[str] = (), wants: Collection[str] = ()
) -> Location:
    """Make two places where things happen one: whatever happens at the one that goes, happens at the other."""
    return _merge(survivor, loser, take, wants)


MERGES = {"service": merge_services, "organization": merge_organizations, "location": merge_locations}


def merge(who: Actor, survivor, loser, *, take: Collection[str] = (), wants: Collection[str] = ()):  # type: ignore[no-untyped-def]
    """Make two entries of one sort one, whichever sort it is."""
    return MERGES[merging.kind_of(survivor)](who, survivor, loser=loser, take=take, wants=wants)


def _merge(survivor, loser, take: Collection[str], wants: Collection[str]):  # type: ignore[no-untyped-def]
    merging.refuse(merging.kind_of(survivor), survivor, loser)
    kind = merging.kind_of(survivor)
    if strange := (set(take) - set(merging.FIELDS[kind])) | (set(wants) - {PLACES, REACH}):
        raise Invalid(_("There is nothing called “%(name)s” to choose here.") % {"name": sorted(strange)[0]})
    made = merging.begin(survivor, loser, take=take, wants=wants)
    Merge.objects.filter(pk=made.pk).update(entry=current().entry_id)
    AlikePair.objects.filter(Q(one__in=[survivor.pk, loser.pk]) | Q(other__in=[survivor.pk, loser.pk])).delete()
    current().touch(loser)
    current().state(chosen=", ".join(sorted([*take, *wants])))
    return survivor


@change("directory.merge.part", allowed=rules.may_part)
def part(who: Actor, merge: Merge) -> Merge:
    """Take two entries apart again. Both are as they were; where that would lose something, it is refused."""
    merging.end(merge)
    model = merging.OF[merge.kind]
    current().touch(*model._default_manager.filter(pk__in=[merge.survivor, merge.loser]))
    return merge


@change("directory.alike.judge", allowed=rules.may_judge, facts=["verdict"])
def judge(who: Actor, one, *, other, verdict: str):  # type: ignore[no-untyped-def]
    """Say that two are not the same, or that nobody can tell yet. It is not asked again until one of them changes."""
    if verdict not in (Judgement.NOT_SAME, Judgement.NOT_SURE) or one.pk == other.pk or one.place_id != other.place_id:
        raise Invalid(_("Say whether they are the same, not the same, or whether you cannot tell."))
    first, second = sorted((one, other), key=lambda each: str(each.pk))
    kind = merging.kind_of(one)
    Judgement.objects.update_or_create(
        one=first.pk,
        other=second.pk,
        defaults={
            "place": one.place,
            "kind": kind,
            "verdict": verdict,
            "said": finding.gist(kind, [first.pk, second.pk]),
            "made_at": timezone.now(),
        },
    )
    pair = Q(one=one.pk, other=other.pk) | Q(one=other.pk, other=one.pk)
    AlikePair.objects.filter(pair).delete()
    current().touch(other)
    current().state(verdict=verdict)
    return one

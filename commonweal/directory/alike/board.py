"""Pairs that may be one, side by side, as whoever answers for the place sees them; and what was merged lately."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.directory import words as said_in_words
from commonweal.directory.alike import rules, words
from commonweal.directory.alike.copying import PLACES, REACH
from commonweal.directory.alike.merging import FIELDS
from commonweal.directory.documents import KEEPERS, Document, documents
from commonweal.directory.models import OF, AlikeLooked, AlikePair, Merge
from commonweal.journal.actor import Actor
from commonweal.places.models import Place

LATELY = 20
LONGEST = 80  # words of a text that are shown side by side; the rest is on the entry's own page
Run = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Two entries that may be one, in a list."""

    id: str
    kind: str
    how: str  # almost surely, probably, perhaps
    one_id: str  # the one that would stay, unless somebody chooses the other
    one: str
    one_from: str  # the other directory it was taken from; "" where it was written here
    other_id: str
    other: str
    other_from: str
    speaks_for: str
    speaks_against: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What two entries say of one thing. `field` is "" where nothing is to be chosen."""

    label: str
    field: str
    one: str
    other: str
    takes: str  # "one" or "other": whose words are kept, unless somebody chooses

    @property
    def differs(self) -> bool:
        """Do they say different things?"""
        return self.one != self.other

    @property
    def ones(self) -> list[Run]:
        """What the first says, with what the other does not say marked."""
        return _runs(self.one, self.other)

    @property
    def others(self) -> list[Run]:
        """What the second says, with what the first does not say marked."""
        return _runs(self.other, self.one)


def _runs(text: str, beside: str) -> list[Run]:
    """A text in pieces, each with whether only it says that. All of it is plain where the other says nothing.

    >>> _runs("Soup on Tuesdays", "Soup on Mondays")
    [('Soup on ', False), ('Tuesdays', True)]
    """
    words_, others = (re.findall(r"\S+\s*", each)[:LONGEST] for each in (text, beside))
    if not words_ or not others:
        return [("".join(words_), False)] if words_ else []
    plain = [[word.strip().lower() for word in each] for each in (words_, others)]
    steps = SequenceMatcher(None, *plain, autojunk=False).get_opcodes()
    return [("".join(words_[a:b]), how != "equal") for how, a, b, _c, _d in steps if b > a]


@dataclass(frozen=True, slots=True)
class Pair:
    """A row with all that a person needs to decide."""

    row: AlikeRow
    title: str
    how: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    differing: tuple[Compared, ...]
    same: tuple[Compared, ...]
    wants: tuple[tuple[str, str], ...]  # what may come over beside what the one that stays has
    one_address: str
    other_address: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What was made one lately."""

    id: str
    kind: str
    survivor_id: str
    survivor: str
    loser: str
    made_at: datetime


def how_many(viewer: Actor, place: Place) -> int:
    """How many pairs wait to be looked at."""
    rules.may_see_alike(viewer, place)
    return AlikePair.objects.filter(place=place).count()


def looked_at(place: Place) -> datetime | None:
    """When the entries were last compared; None: never."""
    found = AlikeLooked.objects.filter(place=place).first()
    return found.looked_at if found else None


def pairs(viewer: Actor, place: Place, *, start: int = 0, stop: int | None = None) -> list[Pair]:
    """The pairs of a place, the surest first, those of which this viewer may see both."""
    rules.may_see_alike(viewer, place)
    rows = list(AlikePair.objects.filter(place=place).order_by("-score", "pk")[start:stop])
    told: dict[str, Document] = {}
    froms: dict[str, str] = {}
    for kind in FIELDS:
        ids = [id for each in rows if each.kind == kind for id in (each.one, each.other)]
        seen = OF[kind]._default_manager.visible_to(viewer).filter(pk__in=ids)  # type: ignore[attr-defined]
        found = dict(seen.values_list("pk", "source__feed__title"))
        froms |= {str(pk): title or "" for pk, title in found.items()}
        told |= {each["id"]: each for each in documents(kind, found, KEEPERS)}
    shown = (each for each in rows if str(each.one) in told and str(each.other) in told)
    return [_pair(each, told, froms) for each in shown]


def _pair(found: AlikePair, told: Mapping[str, Document], froms: Mapping[str, str]) -> Pair:
    one, other = in_order(told[str(found.one)], told[str(found.other)], froms)
    speaks_for = words.reasons(found.reasons, speak_for=True)
    against = words.reasons(found.reasons, speak_for=False)
    rows = [each for each in _compared(found.kind, one, other) if each.one or each.other]
    row = AlikeRow(
        str(found.pk),
        found.kind,
        found.how,
        one["id"],
        one.get("name", ""),
        froms[one["id"]],
        other["id"],
        other.get("name", ""),
        froms[other["id"]],
        "; ".join(speaks_for),
        "; ".join(against),
    )
    return Pair(
        row,
        str(words.KINDS[found.kind]),
        str(words.HOW[found.how]),
        tuple(speaks_for),
        tuple(against),
        tuple(each for each in rows if each.differs),
        tuple(each for each in rows if not each.differs),
        _wants(found.kind, one, other),
        _address(found.kind, one),
        _address(found.kind, other),
    )


def in_order(one: Document, other: Document, froms: Mapping[str, str]) -> tuple[Document, Document]:
    """The one that would stay comes first: one's own before another list's, then what was confirmed later."""

    def weight(each: Document) -> tuple[bool, str, int]:
        return not froms.get(each["id"]), each.get("assured_date", ""), len(str(sorted(each.items(), key=str)))

    return (one, other) if weight(one) >= weight(other) else (other, one)


def _compared(kind: str, one: Document, other: Document) -> Iterable[Compared]:
    for name in FIELDS[kind]:
        ours, theirs = _said(name, one.get(name)), _said(name, other.get(name))
        yield Compared(str(words.FIELDS[name]), name, ours, theirs, "one" if ours else "other")
    for label, tell in BESIDE:
        yield Compared(str(label), "", tell(one), tell(other), "one")


def _said(name: str, value: Any) -> str:
    from commonweal.directory.going_on_views import STANDS

    return str(STANDS.get(value, value)) if name == "status" and value else "" if value is None else str(value)


def _organization(each: Document) -> str:
    return each.get("organization", {}).get("name", "")  # type: ignore[no-any-return]


def _where(each: Document) -> str:
    places = [at.get("location", {}) for at in each.get("service_at_locations", ())] or [each]
    return "; ".join(dict.fromkeys(said for place in places if (said := _spot(place))))


def _spot(place: Document) -> str:
    lines = [place.get("name", "")] if "latitude" in place or "addresses" in place else []
    for address in place.get("addresses", ())[:1]:
        lines += [address.get(each, "") for each in ("address_1", "city", "postal_code")]
    return ", ".join(dict.fromkeys(each for each in lines if each))


def _when(each: Document) -> str:
    held = [each, *each.get("service_at_locations", ())]
    times = (
        said_in_words.when(*(row.get(name, "") for name in ("description", "byday", "opens_at", "closes_at")))
        for holder in held
        for row in holder.get("schedules", ())
    )
    return "; ".join(dict.fromkeys(time for time in times if time))


def _reach(each: Document) -> str:
    numbers = [row.get("number", "") for row in each.get("phones", ())]
    people = [row.get("name") or row.get("title", "") for row in each.get("contacts", ())]
    return ", ".join(dict.fromkeys(word for word in (*numbers, *people) if word))


def _confirmed(each: Document) -> str:
    from django.utils.formats import date_format

    said = each.get("assured_date")
    return date_format(date.fromisoformat(said), "j F Y") if said else ""


BESIDE = (
    (gettext_lazy("Whose it is"), _organization),
    (gettext_lazy("Where"), _where),
    (gettext_lazy("When"), _when),
    (gettext_lazy("Telephone and people"), _reach),
    (gettext_lazy("Confirmed"), _confirmed),
)


def _wants(kind: str, one: Document, other: Document) -> tuple[tuple[str, str], ...]:
    """What the one that stays has of its own, and might get more of. What it lacks comes over unasked."""
    asks = []
    if kind == "service" and _where(one) + _when(one) and _where(one) + _when(one) != _where(other) + _when(other):
        asks.append((PLACES, _("Add the other's places and times")))
    if _reach(one) and _reach(other) and _reach(one) != _reach(other):
        asks.append((REACH, _("Add the other's telephone numbers and people")))
    return tuple(asks)


def _address(kind: str, each: Document) -> str:
    return "" if kind == "location" else f"/{kind}/{each['id']}"


def lately(viewer: Actor, place: Place) -> list[Merged]:
    """What was made one lately, the last first."""
    rules.may_see_alike(viewer, place)
    rows = list(Merge.objects.filter(place=place, undone_at=None).order_by("-made_at")[:LATELY])
    ids = {id for each in rows for id in (each.survivor, each.loser)}
    names: dict[UUID, str] = {}
    for kind in FIELDS:
        names |= dict(OF[kind]._default_manager.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Merged(
            str(each.pk),
            each.kind,
            str(each.survivor),
            names.get(each.survivor, ""),
            names.get(each.loser, ""),
            each.made_at,
        )
        for each in rows
    ]

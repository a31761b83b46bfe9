"""The kinds of thing the journal can point at: each room registers its own, and this is the only path upward.

Tracing, receipts, withdrawal, search and "what people say here" all ask this register, and know no room by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from commonweal.journal.actor import Actor
from commonweal.journal.refs import Ref


@dataclass(frozen=True, slots=True)
class Card:
    """A thing in one line, for a list or a picture: what to call it and where its page is."""

    title: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """How the house treats one kind of thing.

    `visible_to(viewer, ids)` gives the ids this viewer may know of. `describe(ids)` gives a Card for each, by id.
    `erase(person)` takes a person out of it. `search_document(id)` is what the index may hold, or None.
    `voices(place_id)` answers "what do people say about this place?" for kinds that hold voices.
    `actor` is the kind of Actor that these are, where they are people.
    """

    name: str
    label: str
    model: type[Model]
    visible_to: Callable[[Actor, Iterable[str]], set[str]]
    describe: Callable[[Iterable[str]], dict[str, Card]]
    id_field: str = "pk"
    erase: Callable[[Ref], None] | None = None
    search_document: Callable[[str], dict[str, Any] | None] | None = None
    voices: Callable[[Actor, str], list[Card]] | None = None
    actor: str = ""

    def existing(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that exist, as text. Ids that cannot be ids do not exist."""
        field = self.model._meta.pk if self.id_field == "pk" else self.model._meta.get_field(self.id_field)
        clean = []
        for id in ids:
            try:
                clean.append(field.to_python(id))
            except Exception:  # noqa: BLE001, S112 - a malformed id, whatever the field calls it, is an id nobody has
                continue
        found = self.model._default_manager.filter(**{f"{self.id_field}__in": clean})
        return {str(id) for id in found.values_list(self.id_field, flat=True)}


_kinds: dict[str, Kind] = {}
_by_model: dict[type[Model], Kind] = {}


def register(name: str, **parts: Any) -> Kind:
    """Tell the journal of a kind, from the room's AppConfig.ready()."""
    kind = Kind(name=name, **parts)
    _kinds[name] = kind
    _by_model[kind.model] = kind
    return kind


def kind(name: str) -> Kind | None:
    """The kind of that name, or None."""
    return _kinds.get(name)


def every() -> list[Kind]:
    """All kinds, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def ref(thing: Model | Actor) -> Ref | None:
    """A pointer to a thing or a person, or None if its kind is not registered."""
    if isinstance(thing, Actor):
        names = [each.name for each in _kinds.values() if each.actor and each.actor == thing.kind]
        return Ref(names[0], thing.id) if names else None
    known = _by_model.get(type(thing))
    if known is None:
        return None
    return Ref(known.name, str(thing.pk if known.id_field == "pk" else getattr(thing, known.id_field)))


def cards(viewer: Actor, refs: Iterable[Ref]) -> dict[Ref, Card]:
    """A card for each thing this viewer may see; the rest are absent."""
    by_kind: dict[str, list[str]] = {}
    for each in refs:
        by_kind.setdefault(each.kind, []).append(each.id)
    out: dict[Ref, Card] = {}
    for name, ids in by_kind.items():
        known = _kinds.get(name)
        if known is None:
            continue
        shown = known.visible_to(viewer, known.existing(ids))
        out |= {Ref(name, id): card for id, card in known.describe(shown).items()}
    return out


def voices(viewer: Actor, place_id: str) -> list[Card]:
    """What people say about a place, from every kind that holds voices. Empty until somebody has spoken."""
    return [card for each in every() if each.voices for card in each.voices(viewer, place_id)]

"""Publishing: what everyone may know of the directory, written to the public-only store that the open API serves.

Nothing goes into the store but what `documents` gives to PUBLIC, so nothing that is withheld can leak by count, search
or facet. The worker follows the journal's published order and writes what changed; the store can be made anew any time.
"""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import orjson
from django.conf import settings
from django.db.models import QuerySet

from commonweal.config import lock
from commonweal.core.ids import imported_id
from commonweal.directory import documents
from commonweal.directory.about import published
from commonweal.directory.documents import Document
from commonweal.directory.models import (
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    SourceRecord,
    Taxonomy,
    TaxonomyTerm,
)
from commonweal.directory.taking import record_id
from commonweal.journal.actor import PUBLIC
from commonweal.journal.models import Cursor, Entry, Publication
from commonweal.openreferral.serving import store, tables
from commonweal.places import bulk
from commonweal.places.models import Place

READER = "directory.publish"
BATCH = 500
LOCK = "publishing.lock"
INVENTED = "Invented"  # the label under which a record says that nothing of it is real
SORTS = ("taxonomy", "taxonomy_term", "organization", "service", "service_at_location")
# A place that is real drives what is invented out of the store.
MADE_PLACE = "places.place.make"


def folder() -> Path:
    """Where the store is kept."""
    return Path(settings.VAR) / "public"


def follow() -> int:
    """Bring the store up to what has been published in the journal. Returns how many entries were acted on."""
    with lock.alone(folder() / LOCK):
        return _follow()


def _follow() -> int:
    cursor, _made = Cursor.objects.get_or_create(reader=READER)
    if not _readable():
        latest = Publication.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        _build()
        return _moved(cursor, latest, 1)
    rows = list(Publication.objects.filter(seq__gt=cursor.seq).order_by("seq").select_related("entry")[:BATCH])
    if not rows:
        return 0
    if any(row.entry.what == MADE_PLACE for row in rows):
        _build()
        return _moved(cursor, rows[-1].seq, len(rows))
    stale = Stale()
    for row in rows:
        if row.entry.what.startswith("directory."):
            stale.see(row.entry)
    if stale:
        store.apply(folder(), *stale.written())
    return _moved(cursor, rows[-1].seq, len(rows))


def build() -> None:
    """Make the store anew beside the one that is served, keep its order and its numbers, and then serve the new one.

    Nobody else writes meanwhile: what the worker put into the old store would not be in the new one.
    """
    with lock.alone(folder() / LOCK):
        _build()


def _build() -> None:
    before = tables.found(folder()) if _readable() else None
    name = f"store-{secrets.token_hex(4)}"
    store.build(folder() / name, everything(), previous=before)
    tables.make_current(folder(), name)
    for each in folder().glob("store-*"):
        if each.name != name:
            # Whoever still reads the old files keeps them until done: only their names go.
            shutil.rmtree(each, ignore_errors=True)


def _readable() -> bool:
    """Whether there is a store, of the form that this version writes."""
    try:
        with closing(tables.opened(tables.found(folder()))) as held:
            return tables.meta(held).get("format") == str(tables.FORMAT)
    except sqlite3.Error:
        return False


def everything() -> Iterator[tuple[str, Document]]:
    """All that everyone may know, in the order in which it is listed."""
    yield "taxonomy", documents.helps_taxonomy()
    yield "taxonomy", published.taxonomy()
    for kind, model in (("taxonomy", Taxonomy), ("taxonomy_term", TaxonomyTerm)):
        for document in documents.documents(kind, _ids(model.objects.all())):
            yield kind, document
    words: set[str] = set()
    for document in _told("organization", _ids(_published(Organization.objects.all()))):
        yield "organization", document
    for service in _told("service", _ids(_published(Service.objects.all()))):
        yield "service", service
        for each in documents.held(service):
            yield "service_at_location", each
        words |= _words(service)
    for word in sorted(words):
        yield "taxonomy_term", documents.helps_term(word)
    for term in published.terms():
        yield "taxonomy_term", term


class Stale:
    """What may have changed in the store, as entries of the journal tell."""

    def __init__(self) -> None:
        self.ids: dict[str, set[UUID]] = {kind: set() for kind in SORTS}
        self.held: set[UUID] = set()  # service_at_locations that may be gone

    def __bool__(self) -> bool:
        return bool(self.held) or any(self.ids.values())

    def see(self, entry: Entry) -> None:
        """Everything that this entry touched, and what shows it."""
        for kind, thing in entry.touched.values_list("kind", "thing"):
            name = kind.removeprefix("directory.")
            if name in ("service", "organization"):
                self.ids[name].add(UUID(thing))
            elif name == "service_at_location":
                self.held.add(UUID(thing))
                self.ids["service"] |= set(_pks(ServiceAtLocation.objects.filter(pk=thing), "service"))
            elif name == "location":
                self._location([UUID(thing)])
            elif name == "feed":
                self._feed(entry)
        if entry.what == "directory.invented.clear":
            self._all()

    def _feed(self, entry: Entry) -> None:
        for kind in ("taxonomy", "taxonomy_term", "organization", "location", "service"):
            moved = SourceRecord.objects.filter(changed_in=entry.pk, kind=kind).defer("raw").select_related("feed")
            ids = {record_id(each.feed, kind, each.source_id) for each in moved}
            if kind == "location":
                self._location(ids)
            else:
                self.ids[kind] |= ids

    def _location(self, ids: Iterable[UUID]) -> None:
        for lot in bulk.lots(ids):
            rows = ServiceAtLocation.objects.filter(location__in=lot)
            self.ids["service"] |= set(_pks(rows, "service"))
            self.held |= set(_pks(rows, "pk"))
            self.ids["organization"] |= set(_pks(Location.objects.filter(pk__in=lot), "organization")) - {None}

    def _all(self) -> None:
        asked = "SELECT id FROM record WHERE ord BETWEEN ? AND ?"
        with closing(tables.opened(tables.found(folder()))) as held:
            for kind in ("organization", "service", "service_at_location"):
                self.ids[kind] |= {UUID(id) for (id,) in held.execute(asked, tables.stretch(kind))}

    def written(self) -> tuple[list[tuple[str, Document]], list[tuple[str, str]]]:
        """What is to be put into the store, and what is to be taken out of it."""
        puts: list[tuple[str, Document]] = []
        out: set[tuple[str, str]] = set()
        # What an organisation is called, and whether it may be seen, shows in each of its services.
        services = set(self.ids["service"])
        for lot in bulk.lots(self.ids["organization"]):
            services |= set(_pks(Service.objects.filter(organization__in=lot), "pk"))
        for kind, ids in (*self.ids.items(), ("service", services)):
            out |= {(kind, str(each)) for each in ids}
        out |= {("service_at_location", str(each)) for each in self.held}
        places, said_before = _stored(services)
        out |= {("service_at_location", each) for each in places}
        for kind in ("taxonomy", "taxonomy_term"):
            puts += [(kind, each) for each in documents.documents(kind, self.ids[kind])]
        puts += [
            ("organization", each) for each in _told("organization", _only(Organization, self.ids["organization"]))
        ]
        words: set[str] = set()
        for service in _told("service", _only(Service, services)):
            puts.append(("service", service))
            puts += [("service_at_location", each) for each in documents.held(service)]
            words |= _words(service)
        puts += [("taxonomy_term", documents.helps_term(word)) for word in sorted(words)]
        # A word that nobody says any more would tell that somebody said it.
        out |= {("taxonomy_term", documents.helps_term(word)["id"]) for word in _unsaid(said_before - words)}
        codes = {code for _kind, each in puts for code in _codes(each)}
        puts += [("taxonomy_term", each) for each in published.terms(codes)]
        return puts, sorted(out - {(kind, each["id"]) for kind, each in puts})


def _told(kind: str, ids: Iterable[UUID]) -> Iterator[Document]:
    """Organisations or services as they are published: what is invented says so itself, wherever it is copied to."""
    invented = not _real()
    for each in documents.documents(kind, ids):
        if invented:
            each.setdefault("attributes", []).append(says_invented(kind, each["id"]))
        yield each


def says_invented(kind: str, id: str) -> Document:
    """What a record of an invented place says of itself."""
    return {
        "id": str(imported_id("commonweal", f"invented/{id}")),
        "link_id": id,
        "link_entity": kind,
        "label": INVENTED,
        "value": "This belongs to an invented place. Nothing in it is real.",
    }


def _published(rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    """Entries of real places; invented ones are published only where nothing real is held, and say so."""
    return rows.filter(place__invented=False) if _real() else rows


def _real() -> bool:
    return Place.objects.filter(invented=False).exists()


def _only(model: type[Organization] | type[Service], ids: Iterable[UUID]) -> list[UUID]:
    found = (_published(model.objects.filter(pk__in=lot)).values_list("pk", flat=True) for lot in bulk.lots(ids))
    return [pk for lot in found for pk in lot]


def _ids(rows: QuerySet) -> Iterator[UUID]:  # type: ignore[type-arg]
    return rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5000)


def _pks(rows: QuerySet, name: str) -> Iterator[UUID]:  # type: ignore[type-arg]
    return rows.values_list(name, flat=True).iterator()


def _words(service: Document) -> set[str]:
    return {each["value"] for each in service.get("attributes", ()) if each.get("label") == documents.HELPS_WITH}


def _codes(document: Document) -> set[str]:
    """Codes of our own terms that a document names, itself or where it happens."""
    held = (each.get("location", {}) for each in document.get("service_at_locations", ()))
    inner = (document, *held, *document.get("locations", ()), document.get("location", {}))
    terms = (each.get("taxonomy_term", {}) for one in inner for each in one.get("attributes", ()))
    return {each["code"] for each in terms if each.get("taxonomy") == published.TAXONOMY}


def _stored(services: Iterable[UUID]) -> tuple[set[str], set[str]]:
    """Of these services, as the store has them: the ids of where they happen, and the words of what they help with."""
    places: set[str] = set()
    words: set[str] = set()
    with closing(tables.opened(tables.found(folder()))) as held:
        for lot in bulk.lots((str(each) for each in services), 500):
            marks = ",".join("?" * len(lot))
            asked = f"SELECT record.id FROM place JOIN record USING (ord) WHERE service IN ({marks})"  # noqa: S608
            places |= {id for (id,) in held.execute(asked, lot)}
            asked = f"SELECT full FROM nested JOIN record USING (ord) WHERE id IN ({marks}) AND ord BETWEEN ? AND ?"  # noqa: S608
            for (full,) in held.execute(asked, (*lot, *tables.stretch("service"))):
                words |= _words(orjson.loads(full))
    return places, words


def _unsaid(words: set[str]) -> set[str]:
    """Those of these words that no service which everyone may see says now."""
    left = set(words)
    said = _published(Service.objects.visible_to(PUBLIC)).values_list("helps_with", flat=True)
    for each in said.iterator() if left else ():
        left -= set(each)
        if not left:
            break
    return left


def _moved(cursor: Cursor, seq: int, done: int) -> int:
    cursor.seq = seq
    cursor.save(update_fields=["seq"])
    return done

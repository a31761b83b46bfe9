"""Records gathered from one source: each once, the fuller telling kept, and links that lead nowhere named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commonweal.openreferral.reading import values, visibility
from commonweal.openreferral.reading.cleaning import NAMED, Cleaner, Document, digest
from commonweal.openreferral.reading.names import Aliases, said
from commonweal.openreferral.reading.parts import tell_apart
from commonweal.openreferral.reading.record import KINDS, Gone, Part, Problems, Reading, Record
from commonweal.openreferral.standard import kind as kind_of


class Gathering:
    """What a reader has found so far."""

    def __init__(
        self,
        aliases: Aliases | None = None,
        status: Mapping[str, str] | None = None,
        most: int | None = None,
    ) -> None:
        self.problems = Problems(most) if most is not None else Problems()
        self.cleaner = Cleaner(self.problems, self.take, aliases, status)
        self.loose: list[Part] = []
        self.gone: list[Gone] = []
        self.facts: dict[str, Any] = {}
        self._held: dict[str, dict[str, Record]] = {name: {} for name in KINDS}
        self._raws: dict[tuple[str, str], list[Any]] = {}
        self._new: dict[tuple[str, str], None] = {}

    def take(
        self, kind: str, raw: Any, where: str, more: Document | None = None, read_as: Mapping[str, Any] | None = None
    ) -> str | None:
        """Take one record, or what more a second telling of it says; its id, or nothing where it cannot be one.

        `read_as` is the same record in the standard's names, where a source has its own: `raw` stays as it came.
        """
        if not isinstance(raw, Mapping):
            self.problems.error(
                f"{kind} is no object", where, f"What stands here is no {kind.replace('_', ' ')}: not taken."
            )
            return None
        spoken = raw if read_as is None else read_as
        key = self._id(kind, spoken, where)
        if not key:
            return None
        told = self._raws.setdefault((kind, key), [])
        if raw not in told:
            told.append(raw)
            document = self.cleaner.clean(kind, spoken, where, given=key)
            self._keep(kind, key, raw, document)
        if more and key in self._held[kind]:
            self._more(kind, key, more)
        return key

    def take_meeting(self, raw: Any, where: str) -> None:
        """A service at a location told by itself: it goes to its service."""
        if not isinstance(raw, Mapping):
            return
        inner = raw.get("service")
        found = self.take("service", inner, f"{where}.service") if isinstance(inner, Mapping) else raw.get("service_id")
        record = self._held["service"].get(str(found or ""))
        if record is None:
            self.lose("service_at_location", raw, where, f"its service {found or '(none)'} was not read")
            return
        document = self.cleaner.part("service_at_location", raw, where, record.source_id, set())
        if document:
            self._more("service", record.source_id, {"service_at_locations": [document]})

    def add(self, kind: str, key: str, raw: Mapping[str, Any], where: str) -> None:
        """Give a record more parts, told elsewhere in its source."""
        self._more(kind, key, self.cleaner.parts(kind, raw, where, key))

    def lose(self, kind: str, raw: Any, where: str, why: str) -> None:
        """A row that belongs to nothing that was read is kept beside the records, and said."""
        key = str(raw.get("id") or "") if isinstance(raw, Mapping) else ""
        self.loose.append(Part(kind, key, raw, why))

    def held(self, kind: str) -> dict[str, Record]:
        """The records of one kind by id."""
        return self._held[kind]

    def fresh(self) -> list[Record]:
        """What was taken or told more fully since this was last asked, in an order in which nothing points ahead."""
        found = sorted(self._new, key=lambda each: KINDS.index(each[0]))
        self._new = {}
        return [_told(self._held[kind][key]) for kind, key in found]

    def reading(self, reader: str) -> Reading:
        """All of it, with links checked."""
        self.check()
        tell_apart(each.document for name in KINDS for each in self._held[name].values())
        records = [_told(each) for name in KINDS for each in self._held[name].values()]
        counts = {name: len(self._held[name]) for name in KINDS}
        facts = {"reader": reader, **self.facts}
        return Reading(
            records, self.problems.listed(), counts, dict(self.problems.counts), self.loose, self.gone, facts
        )

    def check(self) -> None:
        """Name what the standard asks for and nobody said, and every link that leads nowhere; cut those links."""
        for name in KINDS:
            for record in self._held[name].values():
                self._links(record)
                self._asked(name, record.document, f"{name} {record.source_id}")

    def _id(self, kind: str, raw: Mapping[str, Any], where: str) -> str | None:
        name = said(kind, raw, "name", self.cleaner.aliases)
        given = values.read("uuid", said(kind, raw, "id", self.cleaner.aliases)).got
        if kind in NAMED and values.is_empty(name) and given not in self._held[kind]:
            label = kind.replace("_", " ")
            self.problems.error(f"{kind} without a name", where, f"The {label} {given or ''} has no name: not taken.")
            return None
        if given:
            return str(given)
        self.problems.summary(
            f"{kind} without an id", where, "{n} of these had no id: one was made from what they say."
        )
        told: Any = values.plain(name).casefold() if name else raw
        if kind == "location":  # many halls share a name: where they stand tells them apart
            told = [
                told,
                *(said(kind, raw, field, self.cleaner.aliases) for field in ("addresses", "latitude", "longitude")),
            ]
        return f"{kind}/{digest(told)}"

    def _keep(self, kind: str, key: str, raw: Any, document: Document) -> None:
        held = self._held[kind].get(key)
        if held is None:
            self._held[kind][key] = Record(kind, key, raw, document)
            self._new[kind, key] = None
            return
        fuller = raw if len(str(raw)) > len(str(held.raw)) else held.raw
        self._held[kind][key] = Record(kind, key, fuller, held.document)
        self._more(kind, key, document)

    def _more(self, kind: str, key: str, more: Document) -> None:
        document = self._held[kind][key].document
        if visibility.merge(document, more):
            self._new[kind, key] = None
        for name, value in more.items():
            if name == visibility.MARK:
                continue
            if name not in document:
                document[name] = value
            elif isinstance(value, list):
                have = {each.get("id") for each in document[name]}
                value = [each for each in value if each.get("id") not in have]
                document[name].extend(value)
            else:
                continue
            if value:
                self._new[kind, key] = None

    def _links(self, record: Record) -> None:
        """A link is cut where what it leads to was not read; both ids are named."""
        document = record.document
        self._link(record, document, "organization_id", "organization")
        self._link(record, document, "parent_organization_id", "organization")
        self._link(record, document, "taxonomy_id", "taxonomy")
        self._link(record, document, "parent_id", "taxonomy_term")
        for part in document.get("service_at_locations", ()):
            self._link(record, part, "location_id", "location", "service_at_location")
        for part in document.get("schedules", ()):
            self._link(record, part, "location_id", "location", "schedule")
        for part in _attributes(document):
            self._link(record, part, "taxonomy_term_id", "taxonomy_term", "attribute")

    def _link(self, record: Record, held: Document, field: str, to: str, of: str = "") -> None:
        target = held.get(field)
        if target is None or target in self._held[to]:
            return
        part = f", {of.replace('_', ' ')} {held['id']}" if of and held.get("id") else ""
        what = f"Points to the {to.replace('_', ' ')} {target}, which was not among what was read: taken without it."
        sort = f"{of or record.kind} → {'parent' if field.startswith('parent') else to}"
        self.problems.warn(sort, f"{record.kind} {record.source_id}{part}, {field}", what)
        del held[field]

    def _asked(self, name: str, document: Document, where: str) -> None:
        for field in kind_of(name).fields.values():
            if field.required and field.name not in document:
                what = f"{{n}} of the kind {name.replace('_', ' ')} have no {field.name}, which the standard asks for."
                self.problems.summary(f"{name} without {field.name}", where, what)
            elif field.nested and field.name in document:
                inner = document[field.name]
                for each in inner if isinstance(inner, list) else [inner]:
                    self._asked(field.of, each, where)


def _told(record: Record) -> Record:
    return Record(record.kind, record.source_id, record.raw, visibility.told(record.document))


def _attributes(document: Any) -> Iterator[Document]:
    """Every attribute in a document, however deep."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name == "attributes":
                yield from value
            elif isinstance(value, list | dict):
                yield from _attributes(value)
    elif isinstance(document, list):
        for each in document:
            yield from _attributes(each)
